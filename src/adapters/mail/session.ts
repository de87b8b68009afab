import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailBreak } from '../../core/reason.js';
import type { TimedClock } from '../clock/clock.js';
import { codeOf, connectTo, errorText, type SmtpFailure } from './connect.js';
import type { SmtpDeadlines } from './deadlines.js';
import { greetingName } from './greeting-name.js';
import type { MailServer } from './servers.js';
import { StageWatch } from './stage-watch.js';

export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface SessionOptions {
  readonly server: MailServer;
  readonly login: Login | undefined;
  /** `[mail] helo`. */
  readonly helo: string | undefined;
  readonly hostName: string;
  readonly deadlines: SmtpDeadlines;
  readonly clock: TimedClock;
}

export interface Envelope {
  readonly from: string;
  readonly to: string;
}

export type SessionAnswer =
  | { readonly kind: 'accepted'; readonly response: string }
  | {
      readonly kind: 'failed';
      readonly failure: SmtpFailure;
      /** Login mechanisms that the server announced; `undefined`: none. */
      readonly authMethods: readonly string[] | undefined;
    }
  | { readonly kind: 'aborted' };

/** Added to every time-out of nodemailer, so that the deadlines here always expire first. */
const LONGER_MS = 60_000;
/** Maximum wait for the answer to QUIT, which changes nothing. */
const QUIT_MS = 2_000;
/** A whole session has some thousand bytes of answers; nodemailer does not limit blank lines. */
const MOST_RECEIVED = 2 ** 18;
/** Login mechanisms that nodemailer supports with a name and a password. */
const KNOWN_LOGINS = ['PLAIN', 'LOGIN', 'CRAM-MD5'];

/** The commands of a session after login. */
export type Conversation = (
  connection: SMTPConnection,
  watch: StageWatch,
  end: {
    readonly accepted: (response: string) => void;
    readonly failed: (failure: SmtpFailure) => void;
  },
) => void;

/** One mail to one recipient over a connection of its own. Never rejects; the signal ends it at once. */
export async function transact(
  options: SessionOptions,
  envelope: Envelope,
  message: Buffer,
  signal: AbortSignal,
): Promise<SessionAnswer> {
  return converse(options, signal, (connection, watch, end) =>
    connection.send({ from: envelope.from, to: [envelope.to] }, message, (error, info) =>
      error ? end.failed(failureOf(error, watch)) : end.accepted(info.response),
    ),
  );
}

function failureOf(error: SMTPConnection.SMTPError, watch: StageWatch): SmtpFailure {
  return {
    stage: watch.stageOf(error.command),
    text: errorText(error),
    ...brokenBy(error),
    ...(error.response !== undefined && { response: error.response }),
    ...codeOf(error),
  };
}

/** The wording of nodemailer 10: its error codes are ambiguous. */
function brokenBy({ message }: Error): Pick<SmtpFailure, 'broken'> {
  if (/^(Connection|Server) closed/.test(message)) return { broken: 'mail-connection-closed' };
  return message.includes('exceeds maximum') ? { broken: 'mail-answer-too-long' } : {};
}

/** Counts what is received over the lines of a session, each given as often as you like. */
function countReceived(onTooMuch: () => void): (line: Socket | undefined) => void {
  let received = 0;
  const counted = new WeakSet<Socket>();
  return (line) => {
    if (!line || counted.has(line)) return;
    counted.add(line);
    line.on('data', ({ length }: Buffer) => {
      received += length;
      if (received > MOST_RECEIVED) onTooMuch();
    });
  };
}

/** Connects and logs in, then runs the given commands. Never rejects; the signal ends it at once. */
export async function converse(
  { server, server: { encryption }, login, helo, hostName, deadlines, clock }: SessionOptions,
  signal: AbortSignal,
  talk: Conversation,
): Promise<SessionAnswer> {
  const line = await connectTo(server, deadlines, clock, signal);
  if (line.kind === 'aborted') return line;
  if (line.kind === 'failed') return { ...line, authMethods: undefined };
  const longestMs = Math.max(...Object.values(deadlines)) + LONGER_MS;
  return new Promise((resolve) => {
    const fail = (failure: SmtpFailure) =>
      end({ kind: 'failed', failure, authMethods: watch.authMethods });
    const broken = (how: MailBreak['kind']) => fail({ stage: watch.stage, text: '', broken: how });
    const watch = new StageWatch(deadlines, clock, {
      late: () => fail({ stage: watch.stage, text: '', deadlineMs: watch.deadlineMs }),
      outOfTurn: () => broken('mail-answer-out-of-turn'),
      asked: () => count(socketOf(connection)),
    });
    const count = countReceived(() => {
      broken('mail-answer-too-long');
      connection.close();
    });
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      connection: line.socket,
      secure: encryption.kind === 'implicit',
      secured: encryption.kind === 'implicit',
      requireTLS: encryption.kind === 'starttls' && encryption.required,
      ignoreTLS: encryption.kind === 'none',
      tls: { rejectUnauthorized: encryption.kind === 'starttls' && encryption.verified },
      name: greetingName(helo, hostName, line.socket.localAddress),
      connectionTimeout: longestMs,
      greetingTimeout: longestMs,
      socketTimeout: longestMs,
      logger: watch.logger,
      transactionLog: true,
    });
    let isEnded = false;
    const end = (answer: SessionAnswer) => {
      if (isEnded) return;
      isEnded = true;
      watch.stop();
      signal.removeEventListener('abort', onAbort);
      if (answer.kind === 'accepted') {
        connection.quit();
        clock.after(QUIT_MS, () => connection.close(), { background: true });
      } else {
        connection.close();
        line.socket.destroy();
      }
      resolve(answer);
    };
    const failed = (error: SMTPConnection.SMTPError) => fail(failureOf(error, watch));
    const onAbort = () => end({ kind: 'aborted' });
    signal.addEventListener('abort', onAbort, { once: true });
    connection.on('error', failed);
    const send = () => {
      const accepted = (response: string) => end({ kind: 'accepted', response });
      if (!isEnded) talk(connection, watch, { accepted, failed: fail });
    };
    connection.connect((error) => {
      const offered = watch.authMethods;
      if (error) {
        failed(error);
      } else if (login === undefined || offered === undefined) {
        // Without an offer the mail is sent without login; the server reports if it requires one.
        send();
      } else if (offered.some((each) => KNOWN_LOGINS.includes(each))) {
        connection.login({ user: login.user, pass: login.password }, (refused) => {
          if (refused) failed(refused);
          else send();
        });
      } else {
        fail({ stage: 'auth', text: `AUTH ${offered.join(' ')}` });
      }
    });
    count(socketOf(connection));
    if (signal.aborted) onAbort();
  });
}

/** The line below nodemailer, another one once it is encrypted. */
export function socketOf(connection: SMTPConnection): Socket | undefined {
  return (connection as unknown as { readonly _socket?: Socket | false })._socket || undefined;
}
