/** A mail server on loopback that answers each line from a script, in ways that no correct server uses. */
import { createServer, type Socket } from 'node:net';

export interface SmtpScript {
  /** Before the greeting; default at once. */
  readonly greetAfterMs?: number;
  readonly greeting?: string;
  /** Lines of the answer to EHLO after the first. */
  readonly extensions?: readonly string[];
  /**
   * The answer to a line, or to `.` the end of the text: `undefined` as a good server, `silent` nothing, `close` the
   * connection is closed. A number of milliseconds delays the good answer.
   */
  readonly answer?: (line: string, connection: number) => string | number | undefined;
}

export interface ScriptedSmtp {
  readonly port: number;
  /** All lines of all connections, texts left out. */
  readonly lines: string[];
  /** Number of texts that were received to their end. */
  readonly texts: string[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export async function startScriptedSmtp(script: SmtpScript = {}): Promise<ScriptedSmtp> {
  const lines: string[] = [];
  const texts: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on('error', () => undefined);
    setTimeout(
      () => socket.writable && socket.write(`${script.greeting ?? '220 test'}\r\n`),
      script.greetAfterMs ?? 0,
    );
    let rest = '';
    let text: string[] | undefined;
    const reply = (line: string, good: string) => {
      const own = script.answer?.(line, connection);
      if (own === 'silent') return;
      if (own === 'close') socket.destroy();
      else if (typeof own === 'number') setTimeout(() => socket.write(`${good}\r\n`), own);
      else socket.write(`${own ?? good}\r\n`);
      if (line === 'DATA' && !/^[45]/.test(String(own))) text = [];
    };
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      const whole = rest.split('\r\n');
      rest = whole.pop() ?? '';
      for (const line of whole) {
        if (text) {
          if (line !== '.') {
            text.push(line);
            continue;
          }
          texts.push(text.join('\n'));
          text = undefined;
        } else {
          lines.push(line);
        }
        const extensions = script.extensions ?? [];
        const ehlo = ['test', ...extensions].map(
          (each, index) => `250${index < extensions.length ? '-' : ' '}${each}`,
        );
        if (/^EHLO/i.test(line)) reply(line, ehlo.join('\r\n'));
        else if (line === 'DATA') reply(line, '354 go on');
        else if (line === 'STARTTLS') reply(line, '220 go ahead');
        else if (line.startsWith('AUTH')) reply(line, '235 welcome');
        else reply(line, line === 'QUIT' ? '221 bye' : '250 fine');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    lines,
    texts,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
