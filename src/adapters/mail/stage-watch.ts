import type { MailStage } from '../../core/mail-reason.js';
import type { CallOff, TimedClock } from '../clock/clock.js';
import type { SmtpDeadlines } from './deadlines.js';

/** Entries of nodemailer's transaction log that show the stage of a session. */
interface LogEntry {
  readonly tnx?: string;
}

const COMMANDS: Readonly<Record<string, MailStage>> = {
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
};

export interface StageEvents {
  readonly late: () => void;
  /** The server takes a text without having asked for it, or before it has its end. */
  readonly outOfTurn: () => void;
  /** A command, or the text, was sent. */
  readonly asked: () => void;
}

/**
 * Follows an SMTP session by its transaction log and gives each answer the time that the RFC grants. nodemailer itself
 * has one time-out for all of them, and does not report whether the text had been sent to its end.
 */
export class StageWatch {
  readonly #deadlines: SmtpDeadlines;
  readonly #on: StageEvents;
  /** Answers that the server still owes, oldest first: with PIPELINING several commands are sent at once. */
  #unanswered: MailStage[] = [];
  #stage: MailStage = 'greeting';
  #callOff: CallOff = () => undefined;
  readonly #clock: TimedClock;
  #isStopped = false;
  /** Login mechanisms of the last EHLO; `undefined` while none was announced. */
  authMethods: readonly string[] | undefined;

  constructor(deadlines: SmtpDeadlines, clock: TimedClock, on: StageEvents) {
    this.#clock = clock;
    this.#deadlines = deadlines;
    this.#on = on;
    this.#unanswered = ['greeting'];
    this.#restart();
  }

  get stage(): MailStage {
    return this.#unanswered[0] ?? this.#stage;
  }

  /** Stage of an error: a pipelined command is refused while a later one is awaited. */
  stageOf(command: string | undefined): MailStage {
    const named = commandOf(command ?? '');
    // nodemailer names DATA for what is answered to the text, too.
    return named === undefined || (named === 'data' && this.#stage === 'dot') ? this.stage : named;
  }

  get deadlineMs(): number {
    return this.#deadlines[this.stage];
  }

  /** A logger with the interface that nodemailer expects. */
  get logger() {
    const none = () => undefined;
    const take = (entry: LogEntry, text: string) => this.#take(entry.tnx, text);
    return {
      level: none,
      trace: none,
      debug: take,
      info: take,
      warn: none,
      error: none,
      fatal: none,
    };
  }

  /** Stops watching for the rest of the session: the answer to QUIT has no deadline. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff();
  }

  #take(side: string | undefined, text: string): void {
    if (side === 'client') this.#asked(commandOf(text) ?? this.#stage);
    else if (side === 'server') this.#answered(text);
    else if (side === 'message') this.#asked('dot');
  }

  #asked(stage: MailStage): void {
    // The text was sent to its end; the handshake is over, since EHLO is sent again.
    this.#unanswered = this.#unanswered.filter((each) => each !== 'text' && each !== 'starttls');
    this.#unanswered.push(stage);
    this.#stage = stage;
    this.#on.asked();
    if (this.#unanswered.length === 1) this.#restart();
  }

  #answered(text: string): void {
    const answered = this.#unanswered.shift();
    // nodemailer sends the text after any 2xx, to a server that takes it for commands (RFC 5321 4.3.2: 354 only).
    const isUnasked = answered === 'data' && text.startsWith('2');
    if (isUnasked || (answered === 'text' && /^[23]/.test(text))) {
      this.#unanswered.unshift(answered);
      this.#on.outOfTurn();
      return;
    }
    if (answered === 'ehlo') this.authMethods = announcedLogins(text);
    // No answer comes between this and the end of the text.
    if (answered === 'data' && /^[23]/.test(text)) this.#unanswered.unshift('text');
    // After "220 go ahead" the handshake is still part of it.
    if (answered === 'starttls' && text.startsWith('2')) this.#unanswered.unshift('starttls');
    this.#restart();
  }

  #restart(): void {
    this.#callOff();
    if (this.#isStopped) return;
    this.#callOff = this.#clock.after(this.deadlineMs, this.#on.late);
  }
}

function commandOf(line: string): MailStage | undefined {
  return COMMANDS[/^[A-Z]+/.exec(line)?.[0] ?? ''];
}

function announcedLogins(ehlo: string): readonly string[] | undefined {
  const lines = ehlo.split('\n').map((line) => /^250[ -]AUTH[ =](.*)$/i.exec(line.trim())?.[1]);
  const methods = lines.flatMap((line) => (line === undefined ? [] : line.split(/[\s=]+/)));
  return lines.every((line) => line === undefined)
    ? undefined
    : methods.map((each) => each.toUpperCase()).filter((each) => each !== '');
}
