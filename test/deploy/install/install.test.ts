/** install.ps1 in the real PowerShell engine: files, hashes and processes are real, Windows' own parts are stand-ins. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Server } from './server.js';

let server: Server;
beforeEach(() => {
  server = new Server();
  server.putPackage('0.2.0');
});
afterEach(() => server.end());

describe('a first installation', () => {
  it('copies, registers, starts and waits until the agent is healthy', async () => {
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0')]);
  });
});
