/** The mail about a fault of the agent's own: a slow server still gets it, a silent one does not keep the process. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scripted } from '../support/mail.js';
import { POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';
import type { SmtpScript } from '../support/scripted-smtp.js';
import { until } from '../support/shells.js';

/** Throws as soon as the agent works. */
const BOMB = `const { existsSync, readFileSync } = require('node:fs');
  const timer = process.argv.includes('run') && setInterval(() => {
    if (!existsSync('monitor.log') || !readFileSync('monitor.log', 'utf8').includes('agent-start')) return;
    clearInterval(timer);
    throw new Error('boom');
  }, 100);`;

async function place(script: SmtpScript) {
  const server = await scripted(script);
  const dir = folder(`[powershell]
path = ${POWERSHELL}
[shellprocess]
name = dllhost-last-mail.exe
source = process
delay = 200 ms
[mail]
recipients = a@example.org
sender = c@example.org
host = 127.0.0.1
port = ${server.port}
tls = off
`);
  const bomb = join(dir, 'bomb.cjs');
  writeFileSync(bomb, BOMB);
  const outbox = join(dir, 'state', 'outbox');
  const waiting = () =>
    (existsSync(outbox) ? readdirSync(outbox) : [])
      .filter((name) => name.endsWith('.json'))
      .filter((name) => readFileSync(join(outbox, name), 'utf8').includes('boom'));
  const runIntoFault = async () => {
    const run = comwatch(['run'], dir, { LANG: 'en', NODE_OPTIONS: `--require ${bomb}` });
    expect(await run.ended).toBe(1);
    expect(logOf(dir)).toContain('"agent-crash"');
  };
  return { server, dir, waiting, runIntoFault };
}

it('reaches a server that answers slowly before the process ends', async () => {
  // On a busy machine the agent itself may need its 3 s: one of several tries is enough.
  const reached: boolean[] = [];
  while (reached.length < 4 && !reached.includes(true)) {
    const { server, waiting, runIntoFault } = await place({ answer: () => 200 });
    await runIntoFault();
    reached.push(server.texts.length === 1 && waiting().length === 0);
  }
  expect(reached).toContain(true);
}, 400_000);

it('stays in the outbox when the server never answers, and is mailed by the next start', async () => {
  let isSilent = true;
  const { server, dir, waiting, runIntoFault } = await place({
    answer: () => (isSilent ? 'silent' : undefined),
  });
  await runIntoFault();
  expect(server.connections()).toBeGreaterThan(0);
  expect(server.texts).toEqual([]);
  expect(waiting()).toHaveLength(1);
  isSilent = false;
  const next = comwatch(['run'], dir);
  await until(() => server.texts.length > 0 && waiting().length === 0);
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  const about = (text: string) => Buffer.from(text.replaceAll('\n', ''), 'base64').toString('utf8');
  expect(server.texts.filter((text) => /boom/.test(text) || /boom/.test(about(text)))).toHaveLength(
    1,
  );
}, 240_000);
