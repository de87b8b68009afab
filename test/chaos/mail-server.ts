/**
 * A mail server that disappears, hangs, refuses and disconnects, and knows of each mail whether its answer was read.
 */
import { createServer, type Server, type Socket } from 'node:net';

export const MAIL_MOODS = ['well', 'away', 'silent', 'hangs-up', 'busy', 'slow', 'breaks'] as const;
export type MailMood = (typeof MAIL_MOODS)[number];

export interface Taken {
  readonly id: string;
  readonly recipient: string;
  readonly text: string;
  readonly atMs: number;
  /** The client went on after the answer, so it has read it. */
  acknowledged: boolean;
}

const SLOW_MS = 1_500;

export class MailServer {
  readonly taken: Taken[] = [];
  #mood: MailMood = 'well';
  #server: Server | undefined;
  #port = 0;
  readonly #sockets = new Set<Socket>();

  async open(): Promise<number> {
    await this.#listen();
    return this.#port;
  }

  /** Breaks open connections: mails in transit have an unknown outcome. */
  async become(mood: MailMood): Promise<void> {
    this.#mood = mood;
    for (const socket of this.#sockets) socket.destroy();
    if (mood === 'away') await this.close();
    else if (!this.#server) await this.#listen();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  async #listen(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    const address = server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
    this.#server = server;
  }

  #serve(socket: Socket): void {
    const mood = this.#mood;
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    if (mood === 'hangs-up') socket.destroy();
    if (mood === 'hangs-up' || mood === 'silent') return;
    const delayMs = mood === 'slow' ? SLOW_MS : 0;
    const answer = (line: string) =>
      setTimeout(() => socket.writable && socket.write(`${line}\r\n`), delayMs);
    const session: Session = { recipients: [], text: undefined, last: [] };
    let rest = '';
    answer('220 chaos');
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const said = session.text ? this.#text(session, line, mood) : command(session, line, mood);
        if (said === 'break') socket.destroy();
        else if (said !== undefined) answer(said);
      }
    });
  }

  #text(session: Session, line: string, mood: MailMood): string | undefined {
    if (line !== '.') {
      session.text?.push(line);
      return undefined;
    }
    const text = session.text?.join('\n') ?? '';
    session.text = undefined;
    const id = /^Message-ID:\s*<([^>]+)>/im.exec(text)?.[1] ?? '';
    session.last = session.recipients.map((recipient) => {
      const taken = { id, recipient, text, atMs: Date.now(), acknowledged: false };
      this.taken.push(taken);
      return taken;
    });
    session.recipients = [];
    return mood === 'breaks' ? 'break' : '250 taken';
  }
}

interface Session {
  recipients: string[];
  text: string[] | undefined;
  /** The mails of the last text. */
  last: Taken[];
}

function command(session: Session, line: string, mood: MailMood): string {
  for (const each of session.last) each.acknowledged = true;
  const [verb = ''] = line.toUpperCase().split(/[ :]/);
  switch (verb) {
    case 'EHLO':
      return '250 chaos';
    case 'MAIL':
      session.recipients = [];
      return mood === 'busy' ? '451 4.3.2 busy' : '250 fine';
    case 'RCPT':
      session.recipients.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
      return '250 fine';
    case 'DATA':
      session.text = [];
      return '354 go on';
    case 'QUIT':
      return '221 bye';
    default:
      return '250 fine';
  }
}
