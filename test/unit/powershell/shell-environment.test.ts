import { describe, expect, it } from 'vitest';
import { shellEnvironment } from '../../../src/adapters/powershell/shell/shell-environment.js';

const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const PWSH = 'C:\\powershell\\pwsh.exe';
const ofPwsh = { PSModulePath: 'C:\\Program Files\\PowerShell\\7\\Modules', Path: 'C:\\Windows' };

describe("what a shell inherits from the agent's parent", () => {
  it('are not the modules of another PowerShell, when it is Windows PowerShell', () => {
    expect(shellEnvironment(POWERSHELL, ofPwsh)).toMatchObject({ Path: 'C:\\Windows' });
    expect(shellEnvironment(POWERSHELL, ofPwsh)).not.toHaveProperty('PSModulePath');
    expect(shellEnvironment('POWERSHELL.EXE', { psmodulepath: 'x' })).not.toHaveProperty(
      'psmodulepath',
    );
  });

  it('is everything, when it is PowerShell 7', () => {
    expect(shellEnvironment(PWSH, ofPwsh)).toMatchObject(ofPwsh);
  });

  it('is nothing that steers .NET', () => {
    const steered = { DOTNET_STARTUP_HOOKS: 'x.dll', DOTNET_MultiCoreJitMinNumCpus: '1' };
    const environment = shellEnvironment(PWSH, steered);
    expect(environment).not.toHaveProperty('DOTNET_STARTUP_HOOKS');
    expect(environment).toMatchObject({ DOTNET_MultiCoreJitMinNumCpus: 'FFFF' });
  });

  it('is not instrumented by the compiler of .NET, whatever the machine says', () => {
    const environment = shellEnvironment(PWSH, { DOTNET_TieredPGO: '1' });
    expect(environment['DOTNET_TieredPGO']).toBe('0');
  });
});
