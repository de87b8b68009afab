// Stands in for the probe's process, without .NET: the ProgID names what its server does.
const stages = ['activate', 'authorize', 'session-info', 'log-out'];
let hanging;

process.on('message', (message) => {
  if (message.kind === 'load') process.send({ kind: 'ready', framework: 'none', bits: 64 });
  if (message.kind === 'probe') run(message.id, message.transaction.progid);
  if (message.kind === 'abandon' && hanging) ended(hanging.id, hanging.stage);
});
process.on('disconnect', () => process.exit(0));

function run(id, behaviour) {
  for (const stage of stages) {
    process.send({ kind: 'stage', id, stage });
    if (behaviour === `${stage}=hang-until-cancel`) {
      hanging = { id, stage };
      return;
    }
    ended(id, stage);
  }
  process.send({ kind: 'idle', id });
}

function ended(id, stage) {
  process.send({ kind: 'ended', id, stage, answer: { ok: true, ms: 1, hasSession: true } });
}
