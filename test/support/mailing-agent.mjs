/** Accepts notices as fast as they come, until it is killed: arguments are state folder, port, first number, count. */
import { systemClock } from '../../dist/adapters/clock/clock.js';
import { Mailer } from '../../dist/adapters/mail/mailer.js';
import { openSmtp } from '../../dist/adapters/mail/smtp.js';
import { Secret } from '../../dist/config/secret.js';

const [stateDir, port, first, count] = process.argv.slice(2);
const recipients = ['a@example.org'];
const config = {
  recipients,
  sender: 'comwatch@example.org',
  host: '127.0.0.1',
  port: Number(port),
  user: '',
  password: new Secret(''),
  maxMails: 20,
  tls: 'off',
};
const mailer = new Mailer({
  recipients,
  send: openSmtp(config, 'en'),
  stateDir,
  journal: () => undefined,
  clock: systemClock,
  backOffMs: [20],
});
await mailer.open();
process.stdout.write('open\n');
/** Fewer than the outbox combines into a summary, in which the test could not find them. */
const MOST_WAITING = 50;
for (let n = Number(first); n < Number(first) + Number(count); n++) {
  while (mailer.waiting >= MOST_WAITING) await new Promise((resolve) => setTimeout(resolve, 1));
  const id = `n${n}`;
  mailer.notify({ kind: 'test', id, incidentId: id, hostName: 'SRV01', at: Date.now() });
  await mailer.stored();
  process.stdout.write(`${id}\n`);
}
await mailer.flush(60_000);
await mailer.close();
