// Stands in for the probe's process, without .NET: the ProgID determines the behaviour of its server, or its own
// messages.
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';

const stages = ['activate', 'authorize', 'session-info', 'log-out'];
const channel = new Socket({ fd: 3 });
let hanging;

const say = (message) => channel.write(`${JSON.stringify(message)}\n`);
createInterface({ input: channel })
  .on('line', (line) => {
    const message = JSON.parse(line);
    if (message.kind === 'load') load();
    if (message.kind === 'probe') run(message.id, message.transaction.progid);
    if (message.kind === 'abandon' && hanging) ended(hanging.id, hanging.stage);
  })
  .on('close', () => process.exit(0));

// COMWATCH_TEST_START gives its behaviour instead of being ready: `say <raw>`, `hang`, `shout <text>` on stderr and
// end.
function load() {
  const start = process.env.COMWATCH_TEST_START ?? '';
  if (start.startsWith('shout ')) process.stderr.write(start.slice(6), () => process.exit(3));
  else if (start.startsWith('say ')) channel.write(`${start.slice(4)}\n`);
  else if (start !== 'hang') say({ kind: 'ready', framework: 'none', bits: 64 });
}

function run(id, behaviour) {
  const hostile = /^say (.*)$/s.exec(behaviour);
  if (hostile) {
    const raw = hostile[1].replaceAll('<id>', String(id));
    channel.write(raw.startsWith('hex ') ? Buffer.from(raw.slice(4), 'hex') : `${raw}\n`);
    return;
  }
  if (behaviour === 'flood') return flood(id);
  if (behaviour === 'endless-line') return endlessLine();
  if (behaviour === 'print') process.stdout.write('{"kind":"idle"}\nnoise of a component\n');
  for (const stage of stages) {
    say({ kind: 'stage', id, stage });
    if (behaviour === `${stage}=hang-until-cancel`) {
      hanging = { id, stage };
      return;
    }
    ended(id, stage);
  }
  say({ kind: 'idle', id });
  if (behaviour === 'late') say({ kind: 'idle', id });
}

function flood(id) {
  const lines = `${JSON.stringify({ kind: 'stage', id, stage: 'activate' })}\n`.repeat(1_000);
  channel.write(lines, () => setImmediate(flood, id));
}

function endlessLine() {
  channel.write('x'.repeat(65_536), () => setImmediate(endlessLine));
}

function ended(id, stage) {
  say({ kind: 'ended', id, stage, answer: { ok: true, ms: 1, hasSession: true } });
}
