/** Processes that draw a picture or replay a record end when the agent is killed: real processes. */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../support/com-server.js';
import { path } from '../support/paths.js';
import { until } from '../support/shells.js';

/** An agent that only does this; prints the PID of the process that it has started. */
function startAgent(script: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-agent-')), 'agent.mjs');
  writeFileSync(file, script);
  const agent = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void agent.kill('SIGKILL'));
  let out = '';
  agent.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const pid = async () => {
    await until(() => /\d\n/.test(out));
    const found = Number(out.trim());
    onTestFinished(() => {
      if (isAlive(found)) process.kill(found, 'SIGKILL');
    });
    return found;
  };
  return { agent, pid };
}

const dist = (file: string) => JSON.stringify(`file://${path('dist/')}${file}`);

it('a process that draws ends with its agent', async () => {
  // Thousands of words: a picture that takes longer than any of an incident.
  const { agent, pid } = startAgent(`
    import { openDrawing } from ${dist('adapters/picture/drawing.js')};
    const drawing = openDrawing({ deadlineMs: 600_000 });
    const words = '<text y="20">' + 'Выгрузка '.repeat(3_000) + '</text>';
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">' + words + '</svg>';
    void drawing.draw(svg, new AbortController().signal);
    console.log(drawing.pids()[0]);`);
  const drawing = await pid();
  agent.kill('SIGKILL');
  await until(() => !isAlive(drawing));
}, 120_000);

it('a process that replays ends with its agent, though it works on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-replaying-'));
  const busy = join(folder, 'busy.cjs');
  const noted = join(folder, 'pid');
  // The record is on a disk that never answers.
  writeFileSync(
    busy,
    `require('node:fs/promises').readdir = () => {
       require('node:fs').writeFileSync(${JSON.stringify(noted)}, String(process.pid));
       setInterval(() => {}, 1_000);
       return new Promise(() => {});
     };
     require('node:module').syncBuiltinESMExports();`,
  );
  const { agent, pid } = startAgent(`
    import { existsSync, readFileSync } from 'node:fs';
    import { openLookBack } from ${dist('adapters/replay/look-back.js')};
    const program = [process.execPath, '--require', ${JSON.stringify(busy)}, ${JSON.stringify(path('dist/main.js'))}];
    const look = openLookBack({ configFile: ${JSON.stringify(path('monitor.ini'))}, sustain: undefined, program });
    void look(7, new AbortController().signal);
    const timer = setInterval(() => {
      const pid = existsSync(${JSON.stringify(noted)}) && readFileSync(${JSON.stringify(noted)}, 'utf8');
      if (!pid) return;
      clearInterval(timer);
      console.log(pid);
    }, 50);`);
  const replaying = await pid();
  expect(isAlive(replaying)).toBe(true);
  agent.kill('SIGKILL');
  await until(() => !isAlive(replaying));
}, 120_000);
