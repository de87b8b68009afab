import type { Clock } from '../../ports.js';
import type { SmtpDeadlines } from './deadlines.js';
import type { SendAnswer } from './send-answer.js';
import { serverName, type MailServer } from './servers.js';

/** An unavailable server is tried again after this time, so that mail returns to the first one once it works. */
const REST_MS = 5 * 60_000;
/** Maximum wait for connection, greeting and login while another server can be tried. */
const LONGEST_LINE_MS = 20_000;

/** One mail to one server. */
export type TryServer = (server: MailServer, deadlines: SmtpDeadlines) => Promise<SendAnswer>;

/**
 * Tries the servers in the order of the configuration, recently unavailable ones last, until one of them decides on the
 * mail. A server that keeps the client waiting is left for the next one; if none has taken the mail, it gets its full
 * time.
 */
export class Failover {
  readonly #servers: readonly MailServer[];
  readonly #deadlines: SmtpDeadlines;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #awayMs = new Map<MailServer, number>();

  constructor(
    servers: readonly MailServer[],
    deadlines: SmtpDeadlines,
    clock: Pick<Clock, 'monotonicMs'>,
  ) {
    this.#servers = servers;
    this.#deadlines = deadlines;
    this.#clock = clock;
  }

  async send(ask: TryServer): Promise<SendAnswer | undefined> {
    const order = this.#order();
    const away = new Map<MailServer, SendAnswer>();
    const first = await this.#round(order, order.length > 1, away, ask);
    if (first) return first;
    const late = order.filter((each) => wasCut(away.get(each)));
    const second = await this.#round(late, false, away, ask);
    if (second) return second;
    // The next mail tries them in their order.
    this.#awayMs.clear();
    const [answer, ...others] = this.#servers.map((each) => away.get(each));
    return answer && { ...answer, passedOver: reasonsOf(others) };
  }

  #order(): readonly MailServer[] {
    const nowMs = this.#clock.monotonicMs();
    const rests = (each: MailServer) => nowMs - (this.#awayMs.get(each) ?? -Infinity) < REST_MS;
    return [...this.#servers.filter((each) => !rests(each)), ...this.#servers.filter(rests)];
  }

  async #round(
    servers: readonly MailServer[],
    isCut: boolean,
    away: Map<MailServer, SendAnswer>,
    ask: TryServer,
  ): Promise<SendAnswer | undefined> {
    const deadlines = isCut ? cut(this.#deadlines) : this.#deadlines;
    for (const server of servers) {
      const answer = await ask(server, deadlines);
      if (answer.kind !== 'unavailable' || !answer.mayFailOver) {
        this.#awayMs.delete(server);
        away.delete(server);
        return { ...answer, server: serverName(server), passedOver: reasonsOf([...away.values()]) };
      }
      this.#awayMs.set(server, this.#clock.monotonicMs());
      away.set(server, answer);
    }
    return undefined;
  }
}

function cut(deadlines: SmtpDeadlines): SmtpDeadlines {
  const shorter = (ms: number) => Math.min(ms, LONGEST_LINE_MS);
  const { connect, tls, greeting, ehlo, starttls } = deadlines;
  return {
    ...deadlines,
    connect: shorter(connect),
    tls: shorter(tls),
    greeting: shorter(greeting),
    ehlo: shorter(ehlo),
    starttls: shorter(starttls),
  };
}

/** Whether the server was only slow and might still have let the client in. */
function wasCut(answer: SendAnswer | undefined): boolean {
  if (answer?.kind !== 'unavailable' || answer.reason.kind !== 'mail-trouble') return false;
  const { cause } = answer.reason;
  return cause.kind === 'mail-deadline' && cause.deadlineMs === LONGEST_LINE_MS;
}

function reasonsOf(answers: readonly (SendAnswer | undefined)[]) {
  return answers.flatMap((each) => (each?.kind === 'unavailable' ? [each.reason] : []));
}
