/** The page and /metrics of the agent as it ships: their content, their protection, a port already in use. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf, type Run } from '../support/program.js';
import { until } from '../support/shells.js';

const PORT = 24_000 + (process.pid % 8_000);
const ADDRESS = `http://127.0.0.1:${PORT}`;
const TOKEN = 'the-key-of-this-page';
const PASSWORD = 'Pa$$w0rd-of-the-mailbox';
const PATHS = ['/', '/page.js', '/page.css', '/view.json', '/status.json', '/metrics', '/events'];
const INI = `[powershell]
path = ${POWERSHELL}
[shellprocess]
name = dllhost-page.exe
source = process
delay = 1 s
maxcpuprocent = 90
[mail]
host = 127.0.0.1
port = 9
sender = comwatch@example.org
recipients = night@example.org
user = comwatch
password = ${PASSWORD}
[status]
listen = 127.0.0.1:${PORT}
`;

async function started(dir: string): Promise<Run> {
  const run = comwatch(['run'], dir);
  await until(() => run.out.includes('comwatch watches'));
  return run;
}

const isServed = () =>
  fetch(`${ADDRESS}/icon.svg`).then(
    () => true,
    () => false,
  );

/** The text of a path; for the events, the first one. */
async function textOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(ADDRESS + path, { headers });
  if (path !== '/events') return answer.text();
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  let said = '';
  while (!/data: .*\n\n/.test(said)) {
    const { value, done } = await reader.read();
    if (done) break;
    said += Buffer.from(value).toString();
  }
  await reader.cancel();
  return said;
}

describe('the page of a running agent', () => {
  it('shows the configuration in force without secrets, on every path, and only with the token', async () => {
    const dir = folder(`${INI}token = ${TOKEN}\n`);
    const run = await started(dir);
    await until(isServed);
    for (const path of PATHS) {
      expect([path, (await fetch(ADDRESS + path)).status]).toEqual([path, 401]);
      const text = await textOf(path, { Authorization: `Bearer ${TOKEN}` });
      expect([path, text.length > 100]).toEqual([path, true]);
      for (const secret of [TOKEN, PASSWORD])
        expect([path, text.includes(secret)]).toEqual([path, false]);
    }
    const view = await textOf('/view.json', { Authorization: `Bearer ${TOKEN}` });
    expect(view).toContain('{"key":"maxcpuprocent","text":"90"}');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('waits for a port that is taken, and says so once', async () => {
    const other = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => other.listen(PORT, '127.0.0.1', resolve));
    const dir = folder(INI);
    const run = await started(dir);
    await until(() => logOf(dir).includes('EADDRINUSE'));
    await new Promise((resolve) => other.close(resolve));
    await until(isServed);
    expect(logOf(dir).split('EADDRINUSE')).toHaveLength(2);
    expect(logOf(dir)).toContain(`The status page is at ${ADDRESS}/`);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('opens, moves and closes with the configuration that is read again', async () => {
    const dir = folder(INI.replace(/^listen.*$/m, 'textfile = comwatch.prom'));
    const run = await started(dir);
    const file = join(dir, 'comwatch.prom');
    await until(() => existsSync(file));
    appendFileSync(join(dir, 'monitor.ini'), `listen = 127.0.0.1:${PORT}\n`);
    expect(await comwatch(['reload'], dir).ended).toBe(0);
    await until(isServed);
    await until(() => readFileSync(file, 'utf8').includes('comwatch_process_cpu_seconds_total'));
    writeFileSync(join(dir, 'monitor.ini'), INI.replace(/^listen.*$/m, ''));
    expect(await comwatch(['reload'], dir).ended).toBe(0);
    await until(async () => !(await isServed()));
    await until(() => !existsSync(file));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });
});
