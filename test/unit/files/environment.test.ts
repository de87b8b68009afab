import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../src/adapters/files/environment.js';

const steering = {
  NODE_OPTIONS: '--inspect=0.0.0.0:9229',
  Node_Extra_CA_Certs: 'C:\\ca.pem',
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  EDGE_NATIVE: 'C:\\evil.node',
  DOTNET_STARTUP_HOOKS: 'C:\\apm.dll',
  COMPlus_EnableDiagnostics: '1',
  COR_ENABLE_PROFILING: '1',
  COR_PROFILER_PATH: 'C:\\apm.dll',
  CORECLR_PROFILER: '{1}',
  COREHOST_TRACE: '1',
  OPENSSL_CONF: 'C:\\openssl.cnf',
  UV_THREADPOOL_SIZE: '1',
};
const ordinary = {
  Path: 'C:\\Windows',
  SystemRoot: 'C:\\Windows',
  TEMP: 'C:\\Temp',
  PSModulePath: 'x',
  COMWATCH_EDGE: '1',
  NODEJS_HOME: 'C:\\node',
  COMPUTERNAME: 'SRV01',
  CORP_SITE: 'a',
};

describe('the environment of a child process', () => {
  it('has nothing that steers Node, .NET or edge-js, and says what was left out', () => {
    const { variables, removed } = childEnvironment({ ...steering, ...ordinary }, {}, 'win32');
    expect(variables).toEqual(ordinary);
    expect(removed).toEqual(Object.keys(steering).sort());
  });

  it('has what is set for it, whatever its name', () => {
    const set = { EDGE_USE_CORECLR: '1', COMWATCH_MODULE: 'm' };
    expect(childEnvironment({ EDGE_USE_CORECLR: '0' }, set, 'win32')).toEqual({
      variables: set,
      removed: ['EDGE_USE_CORECLR'],
    });
  });

  it('finds .NET and edge-js off Windows, where they are no part of the system', () => {
    const found = { DOTNET_ROOT: '/usr/share/dotnet', EDGE_NATIVE: '/edge.node' };
    const { variables, removed } = childEnvironment({ ...found, NODE_OPTIONS: 'x' }, {}, 'linux');
    expect(variables).toEqual(found);
    expect(removed).toEqual(['NODE_OPTIONS']);
  });
});
