// A process that takes the lock of a folder on request, at the same moment as others.
import process from 'node:process';

const { lockInstance } = await import(process.argv[2]);
let lock;

process.on('message', async ({ take, at }) => {
  await (lock?.release ?? (() => undefined))();
  lock = undefined;
  if (take === undefined) return process.send({ kind: 'released' });
  while (Date.now() < at);
  const answer = await lockInstance(take, { onLost: (pid) => process.send({ kind: 'lost', pid }) });
  lock = answer.lock;
  process.send({ kind: answer.kind, isHeld: await lock?.isHeld() });
});
process.on('disconnect', () => process.exit());
process.send({ kind: 'ready' });
