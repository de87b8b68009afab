import { createServer, type Server, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly mail: ParsedMail;
  readonly raw: string;
}

export interface TestSmtp {
  readonly port: number;
  readonly mails: ReceivedMail[];
  /** Resolves when every completely received text is in `mails`. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A real SMTP server on loopback. `answer` decides about each recipient: a code to refuse with, or nothing. */
export async function startSmtp(
  options: SMTPServerOptions & {
    answer?: (recipient: string) => number | undefined;
    port?: number;
  } = {},
): Promise<TestSmtp> {
  const mails: ReceivedMail[] = [];
  let parsing: Promise<unknown> = Promise.resolve();
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, _session, callback) => {
      const code = options.answer?.(address);
      callback(
        code === undefined
          ? null
          : Object.assign(new Error('no such user'), { responseCode: code }),
      );
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const to = session.envelope.rcptTo.map((each) => each.address);
        const parsed = simpleParser(raw).then((mail) => {
          mails.push({ to, mail, raw: raw.toString('utf8') });
          callback();
        });
        parsing = Promise.all([parsing, parsed]);
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mails,
    settled: async () => {
      // Data written by a killed client is read in the next turns.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await parsing;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that accepts connections and then stays silent, or hangs up. */
export async function startRudeServer(
  behave: 'silent' | 'hang-up',
): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (behave === 'hang-up') socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
