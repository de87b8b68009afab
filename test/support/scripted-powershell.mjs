#!/usr/bin/env node
// Stands in for a PowerShell in the place of edge-js, without PowerShell and .NET: the ProgID names its output instead
// of an answer.
import { createInterface } from 'node:readline';

let nonce;

const write = (text) => process.stdout.write(text);
const say = (message) => write(`\n${nonce} ${JSON.stringify(message)}\n`);
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (nonce === undefined) listen(/-Nonce '([0-9a-f]{16})'/.exec(line)[1]);
    else answer(JSON.parse(line));
  })
  .on('close', () => process.exit(0));

// COMWATCH_TEST_START gives its behaviour instead of listening: `say <raw>`, `exit`.
function listen(found) {
  nonce = found;
  const start = process.env.COMWATCH_TEST_START ?? '';
  if (start.startsWith('say ')) write(filled(start.slice(4)));
  else if (start === 'exit') {
    process.stderr.write('A policy forbids it.\n');
    process.exit(1);
  } else say({ kind: 'listening', pid: process.pid });
}

function answer({ id, method, input }) {
  const behaviour = method === 'Activate' ? input.progid : '';
  if (behaviour.startsWith('say '))
    write(filled(behaviour.slice(4)).replaceAll('<id>', String(id)));
  else if (behaviour === 'endless-line') endlessLine();
  else {
    if (behaviour === 'print') write(`half a line of a component\nbegun`);
    say({ kind: 'answer', id, answer: answerOf(method) });
    if (behaviour === 'twice') say({ kind: 'answer', id, answer: answerOf(method) });
  }
}

function answerOf(method) {
  if (method === 'Describe') {
    return JSON.parse(process.env.COMWATCH_TEST_DESCRIBE ?? '{"framework":"none","bits":64}');
  }
  return { ok: true, ms: 1, hasSession: true };
}

function filled(raw) {
  return `${raw.replaceAll('<nonce>', nonce)}\n`;
}

function endlessLine() {
  process.stdout.write('x'.repeat(65_536), () => setImmediate(endlessLine));
}
