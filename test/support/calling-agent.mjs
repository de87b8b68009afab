/** An agent whose COM call hangs in a PowerShell: prints the PID of that during the call. */
import { connectPowerShell } from '../../dist/adapters/com/powershell-connection.js';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const call = { method: 'Authorize', arguments: [] };
const connection = connectPowerShell({
  executable: path('test/stand-ins/pwsh-with-stand-ins'),
  environment: process.env,
  modulePath: path('dist/ps/comwatch.psd1'),
  substitute: {
    assemblyFile: path('out/com-target/ComTarget.dll'),
    typeName: 'Comwatch.Tests.ComTarget.Entry',
  },
})({
  message: (message) => {
    if (message.kind === 'ready') {
      const transaction = { authorize: call, sessionInfo: call, logOut: call };
      connection.send({
        kind: 'probe',
        id: 1,
        transaction: { progid: 'memory:activate=hang', apartment: 'mta', ...transaction },
      });
    }
    if (message.kind === 'stage') setTimeout(() => console.log(connection.child.pid), 500);
    if (message.kind === 'failed') console.error(message.reason);
  },
  invalid: (answer) => console.error(answer),
  printed: (text) => process.stderr.write(text),
});
