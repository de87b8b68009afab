/** A mail server on loopback, good but for one stage of its first connections: what a hostile or broken one may do there. */
import { createServer, type Socket } from 'node:net';
import { TLSSocket, type SecureContextOptions } from 'node:tls';

/** Where a session stands when the server should answer. */
export type Stage =
  | 'greeting'
  | 'ehlo'
  | 'starttls'
  | 'handshake'
  | 'ehlo-after-tls'
  | 'auth'
  | 'auth-user'
  | 'auth-password'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'body'
  | 'dot'
  | 'quit';

/** Answers in place of a good server; what it writes is bytes as they are. */
export type Misdeed = (socket: Socket) => void;

export interface HostileOptions {
  readonly stage: Stage;
  readonly misdeed: Misdeed;
  /** Connections that meet the misdeed, from the first on. */
  readonly connections: number;
  /** Makes it announce STARTTLS. */
  readonly tls?: SecureContextOptions;
  /** `PLAIN` or `LOGIN`. */
  readonly login?: string;
}

export interface HostileSmtp {
  readonly port: number;
  /** How often a session came to the stage. */
  readonly reached: () => number;
  /** Texts that were seen to their end, and those of them that were confirmed. */
  readonly texts: () => number;
  readonly confirmed: () => number;
  readonly close: () => Promise<void>;
}

export async function startHostileSmtp(options: HostileOptions): Promise<HostileSmtp> {
  const count = { reached: 0, texts: 0, confirmed: 0, connections: 0 };
  const sockets = new Set<Socket>();
  const { stage, misdeed } = options;

  const serve = (socket: Socket) => {
    const isHostile = ++count.connections <= options.connections;
    track(socket);
    /** Whether the stage was met: then the good server says nothing. */
    const met = (at: Stage, on: Socket) => {
      if (!isHostile || at !== stage) return false;
      count.reached++;
      misdeed(on);
      return true;
    };
    converse(socket, met, false);
  };
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  };

  const converse = (socket: Socket, met: (at: Stage, on: Socket) => boolean, isSecure: boolean) => {
    let rest = '';
    let isText = false;
    /** True when the good answer was given. */
    const say = (at: Stage, text: string): boolean => {
      if (met(at, socket)) return false;
      socket.write(`${text}\r\n`);
      return true;
    };
    let login: 'user' | 'password' | undefined;
    const answer = (line: string): unknown => {
      if (isText) {
        if (line !== '.') return true;
        isText = false;
        count.texts++;
        if (say('dot', '250 2.0.0 queued')) count.confirmed++;
        return true;
      }
      if (login === 'user') {
        login = 'password';
        return say('auth-password', '334 UGFzc3dvcmQ6');
      }
      if (login === 'password') {
        login = undefined;
        return socket.write('235 2.7.0 welcome\r\n');
      }
      const word = /^[A-Z]+/i.exec(line)?.[0].toUpperCase() ?? '';
      switch (word) {
        case 'EHLO':
        case 'HELO': {
          const auth = options.login === undefined ? '' : `250-AUTH ${options.login}\r\n`;
          const tls = options.tls && !isSecure ? '250-STARTTLS\r\n' : '';
          const all = `250-test\r\n${tls}${auth}250 8BITMIME`;
          return say(isSecure ? 'ehlo-after-tls' : 'ehlo', all);
        }
        case 'STARTTLS': {
          if (met('starttls', socket)) return true;
          socket.removeAllListeners('data');
          socket.write('220 go ahead\r\n');
          if (met('handshake', socket)) return true;
          const secure = new TLSSocket(socket, { isServer: true, ...options.tls });
          track(secure);
          converse(secure, met, true);
          return true;
        }
        case 'AUTH':
          if (options.login !== 'LOGIN') return say('auth', '235 2.7.0 welcome');
          login = 'user';
          return say('auth-user', '334 VXNlcm5hbWU6');
        case 'MAIL':
          return say('mail', '250 2.1.0 fine');
        case 'RCPT':
          return say('rcpt', '250 2.1.5 fine');
        case 'DATA': {
          if (met('data', socket)) return true;
          isText = true;
          socket.write('354 go on\r\n');
          met('body', socket);
          return true;
        }
        case 'QUIT':
          return say('quit', '221 bye');
        default:
          return socket.write('500 5.5.1 what?\r\n');
      }
    };
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      const whole = rest.split('\r\n');
      rest = whole.pop() ?? '';
      for (const line of whole) answer(line);
    });
    if (!isSecure) say('greeting', '220 test');
  };

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    reached: () => count.reached,
    texts: () => count.texts,
    confirmed: () => count.confirmed,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
