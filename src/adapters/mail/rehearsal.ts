/** Rehearses a mail up to the recipients: everything that the server would have to accept, without sending a mail. */
import { hostname } from 'node:os';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailConfig } from '../../config/config.js';
import { redactor } from '../../config/redact.js';
import type { MailReason } from '../../core/reason.js';
import { systemClock } from '../clock/clock.js';
import { failure, success, type Result } from '../../core/result.js';
import { CLOSED, type SmtpFailure } from './connect.js';
import { RFC_DEADLINES, type SmtpDeadlines } from './deadlines.js';
import { judgeFailure } from './judge-failure.js';
import { parseMailbox } from './mailbox.js';
import { mailServers, serverName, type MailServer } from './servers.js';
import { converse, socketOf, type SessionOptions } from './session.js';
import type { StageWatch } from './stage-watch.js';

export interface RehearsedServer {
  /** `host:port`. */
  readonly server: string;
  /** Reason why the recipients were not reached. */
  readonly reason?: MailReason;
  readonly recipients: readonly { readonly recipient: string; readonly reason?: MailReason }[];
  /** The encryption failed, and the mail would be sent in clear text. */
  readonly isUnencrypted: boolean;
}

type Broken = Pick<SmtpFailure, 'text' | 'broken'>;

export interface RehearsalOptions {
  readonly deadlines?: SmtpDeadlines;
  readonly hostName?: string;
}

/** Short enough for a person at a console; relays that delay their greeting on purpose take 5 to 15 s. */
const LONGEST_MS = 20_000;
/** A reply of a server has some hundred characters. */
const LONGEST_REPLY = 100_000;
const patient = Object.fromEntries(
  Object.entries(RFC_DEADLINES).map(([stage, ms]) => [stage, Math.min(ms, LONGEST_MS)]),
) as SmtpDeadlines;

/**
 * Connection, TLS, greeting, login, sender and every recipient, at each server; then RSET and QUIT. The text of a mail is
 * never begun. Never rejects; `undefined` when the signal ended it.
 */
export async function rehearseMail(
  config: MailConfig,
  signal: AbortSignal,
  { deadlines = patient, hostName = hostname() }: RehearsalOptions = {},
): Promise<RehearsedServer[] | undefined> {
  const login =
    config.user === '' ? undefined : { user: config.user, password: config.password.reveal() };
  const mask = redactor(
    login === undefined ? [] : [login.password, `\0${login.user}\0${login.password}`],
  );
  const options = { login, helo: config.helo, hostName, deadlines, clock: systemClock };
  const rehearse = async (server: MailServer): Promise<RehearsedServer | undefined> => {
    const refused: { readonly recipient: string; readonly failure: SmtpFailure }[] = [];
    const answer = await rehearseAt({ ...options, server }, config, signal, refused);
    const { encryption } = server;
    if (answer.kind === 'aborted') return undefined;
    const reasonOf = (failure: SmtpFailure, authMethods: readonly string[] | undefined) =>
      judgeFailure(failure, { server, hasLogin: login !== undefined, authMethods }, mask).reason;
    if (answer.kind === 'accepted') {
      const recipients = config.recipients.map((recipient) => {
        const found = refused.find((each) => each.recipient === recipient);
        return { recipient, ...(found && { reason: reasonOf(found.failure, undefined) }) };
      });
      return { server: serverName(server), recipients, isUnencrypted: false };
    }
    const { failure, authMethods } = answer;
    // As for a mail: in clear text, unless a password is at stake.
    const fallsBack = encryption.kind === 'starttls' && !encryption.required && !login;
    if (failure.stage === 'starttls' && fallsBack) {
      const plain = await rehearse({ ...server, encryption: { kind: 'none' } });
      return plain && { ...plain, isUnencrypted: true };
    }
    return {
      server: serverName(server),
      reason: reasonOf(failure, authMethods),
      recipients: [],
      isUnencrypted: false,
    };
  };
  const answers = await Promise.all(mailServers(config).map(rehearse));
  return answers.some((each) => each === undefined)
    ? undefined
    : answers.filter((each) => each !== undefined);
}

function rehearseAt(
  options: SessionOptions,
  { sender, recipients }: MailConfig,
  signal: AbortSignal,
  refused: { readonly recipient: string; readonly failure: SmtpFailure }[],
) {
  return converse(options, signal, (connection, watch, end) => {
    const ask = openDialogue(connection, watch);
    const run = async (): Promise<SmtpFailure | undefined> => {
      const mail = await ask(`MAIL FROM:<${plain(sender)}>`);
      if (!mail.ok) return { stage: watch.stage, ...mail.reason };
      if (!mail.value.startsWith('2'))
        return { stage: 'mail', response: mail.value, text: mail.value };
      for (const recipient of recipients) {
        const said = await ask(`RCPT TO:<${plain(recipient)}>`);
        if (!said.ok) return { stage: watch.stage, ...said.reason };
        if (said.value.startsWith('2')) continue;
        const failure = { stage: 'rcpt', response: said.value, text: said.value } as const;
        refused.push({ recipient, failure });
        if (said.value.startsWith('421')) break;
      }
      await ask('RSET');
      return undefined;
    };
    void run().then((failure) => (failure ? end.failed(failure) : end.accepted('')));
  });
}

/** Takes the address alone; line ends are not part of one. */
function plain(mailbox: string): string {
  return parseMailbox(mailbox).address.replaceAll(/[\r\n<>]/g, '');
}

/**
 * nodemailer cannot stop before DATA, which it may send together with the recipients. So from here on its socket,
 * encrypted and logged in, is used directly. Each command is announced to the watch, which keeps its deadline.
 */
function openDialogue(
  connection: SMTPConnection,
  watch: StageWatch,
): (command: string) => Promise<Result<string, Broken>> {
  const socket = socketOf(connection);
  if (!socket) throw new Error('nodemailer keeps its socket elsewhere');
  let text = '';
  let broken: Broken | undefined;
  let settle: (said: Result<string, Broken>) => void = () => undefined;
  const breakOff = (how: Broken) => {
    broken ??= how;
    settle(failure(broken));
    socket.destroy();
  };
  socket.removeAllListeners('data');
  socket.removeAllListeners('readable');
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    if (text.length > LONGEST_REPLY) {
      text = '';
      breakOff({ text: '', broken: 'mail-answer-too-long' });
      return;
    }
    // In the last line of a reply a blank follows the code (RFC 5321, 4.2.1).
    const whole = /^(?:\d{3}-[^\n]*\n)*\d{3}(?:[ \r][^\n]*)?\n/.exec(text)?.[0];
    if (whole === undefined) return;
    text = text.slice(whole.length);
    watch.logger.debug({ tnx: 'server' }, whole);
    settle(success(whole.trim()));
  });
  socket.once('close', () => breakOff(CLOSED));
  socket.resume();
  return (command) =>
    new Promise((resolve) => {
      settle = resolve;
      if (broken || socket.destroyed) {
        resolve(failure(broken ?? CLOSED));
        return;
      }
      watch.logger.debug({ tnx: 'client' }, command);
      socket.write(`${command}\r\n`);
    });
}
