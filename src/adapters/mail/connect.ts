import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { MailStage } from '../../core/mail-reason.js';
import type { MailBreak } from '../../core/reason.js';
import type { TimedClock } from '../clock/clock.js';
import type { SmtpDeadlines } from './deadlines.js';
import type { MailServer } from './servers.js';

/** Failure of an SMTP session before it is classified. */
export interface SmtpFailure {
  readonly stage: MailStage;
  /** The server's own text, including the code. */
  readonly response?: string;
  /** Codes of Node and OpenSSL: ECONNREFUSED, CERT_HAS_EXPIRED. */
  readonly code?: string;
  readonly text: string;
  /** Our own deadline, if that ended it. */
  readonly deadlineMs?: number;
  /** How the connection itself failed, if it did. */
  readonly broken?: MailBreak['kind'];
}

/** Values of `text` and `broken` when the other side closed the connection. */
export const CLOSED = { text: '', broken: 'mail-connection-closed' } as const;

export type ConnectAnswer =
  | { readonly kind: 'connected'; readonly socket: Socket }
  | { readonly kind: 'failed'; readonly failure: SmtpFailure }
  | { readonly kind: 'aborted' };

/** Opens the connection to a server, with TLS where it begins at once. Never rejects. */
export async function connectTo(
  server: MailServer,
  deadlines: SmtpDeadlines,
  clock: TimedClock,
  signal: AbortSignal,
): Promise<ConnectAnswer> {
  const { host, port, encryption } = server;
  const wait = { clock, signal };
  const plain = connectTcp({ host, port, autoSelectFamily: true });
  const opened = await established(plain, 'connect', 'connect', deadlines.connect, wait);
  if (opened.kind !== 'connected' || encryption.kind !== 'implicit') return opened;
  plain.on('error', () => undefined);
  const secured = connectTls({
    socket: plain,
    rejectUnauthorized: encryption.verified,
    host,
    ...(isIP(host) === 0 && { servername: host }),
  });
  return established(secured, 'secureConnect', 'tls', deadlines.tls, wait);
}

function established(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  stage: MailStage,
  deadlineMs: number,
  { clock, signal }: { readonly clock: TimedClock; readonly signal: AbortSignal },
): Promise<ConnectAnswer> {
  return new Promise((resolve) => {
    const fail = (failure: Omit<SmtpFailure, 'stage'>) =>
      end({ kind: 'failed', failure: { stage, ...failure } });
    const onError = (error: Error) => fail({ text: errorText(error), ...codeOf(error) });
    const onClose = () => fail(CLOSED);
    const onAbort = () => end({ kind: 'aborted' });
    const callOff = clock.after(deadlineMs, () => fail({ text: '', deadlineMs }));
    const end = (answer: ConnectAnswer) => {
      callOff();
      signal.removeEventListener('abort', onAbort);
      socket.off(event, onDone).off('close', onClose);
      if (answer.kind === 'connected') {
        socket.off('error', onError);
      } else {
        // Errors after the end are ignored.
        socket.on('error', () => undefined);
        socket.destroy();
      }
      resolve(answer);
    };
    const onDone = () => end({ kind: 'connected', socket });
    socket.once(event, onDone).on('error', onError).once('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

/** If several addresses of one name fail, the error is an AggregateError, whose own message is empty. */
export function errorText(error: Error): string {
  return error instanceof AggregateError && error.message === ''
    ? error.errors.map((each: unknown) => (each as Error).message).join('; ')
    : error.message;
}

export function codeOf(error: Error): { readonly code?: string } {
  const { originalCode, code } = error as { originalCode?: unknown; code?: unknown };
  const found = originalCode ?? code;
  return typeof found === 'string' ? { code: found } : {};
}
