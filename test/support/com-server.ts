/**
 * A stand-in of a COM+ application for machines without COM: the server is a real process named dllhost.exe that the
 * first call starts; a stand-in registry assigns it to an application. COM itself is tested under Wine.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A class and the application that hosts it. */
export interface Registered {
  readonly progid: string;
  readonly classId: string;
  readonly appId: string;
}

export const registered: Registered = {
  progid: 'meAppServer.AppServer',
  classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
  appId: '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}',
};

/** Behaviour of the process in service from its next call on; `hang`, `burn` and `leak` are permanent. */
export type ServerMode =
  | 'ok'
  | 'hang'
  | `hang ${string}`
  | 'burn'
  | 'exit'
  | `slow ${number}`
  | `leak ${number}`
  | `error ${string}`;

export interface ComServer {
  /** Environment of the agent and its shells. */
  readonly environment: Readonly<Record<string, string>>;
  readonly become: (mode: ServerMode) => void;
  /** True once the process in service has taken up `hang`, `burn` or `leak`. */
  readonly isBroken: () => boolean;
  /** PIDs of all server processes so far, the newest last. */
  readonly pids: () => number[];
  /** Its calls: `authorize`, `session-info 7-1`, `log-out 7-1`. */
  readonly calls: () => string[];
  /** Ends every process of it. */
  readonly close: () => void;
}

/** Where the built parts lie. */
interface Parts {
  readonly dllhost: string;
  readonly comTarget: string;
  readonly edge: Readonly<Record<string, string>>;
}

export const prepareComServer = (parts: Parts): ComServer =>
  prepareComServers(parts, { only: registered }).only;

/** Several applications on one machine: each has its own server, all share one environment. */
export function prepareComServers<Name extends string>(
  parts: Parts,
  applications: Readonly<Record<Name, Registered>>,
): Readonly<Record<Name, ComServer>> {
  // Short: the path of a socket may have 107 characters.
  const root = mkdtempSync(join(tmpdir(), 'com-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  const all = Object.entries<Registered>(applications);
  const registry = join(root, 'registry.json');
  writeFileSync(
    registry,
    JSON.stringify(
      Object.fromEntries(
        all.flatMap(([, { progid, classId, appId }]) => [
          [`${progid}\\CLSID`, { '(default)': classId }],
          [`CLSID\\${classId}`, { AppID: appId }],
        ]),
      ),
    ),
  );
  const environment = {
    ...parts.edge,
    COMWATCH_COM_TARGET: parts.comTarget,
    COMWATCH_COM_SERVERS: root,
    COMWATCH_STAND_IN_REGISTRY: registry,
  };
  const servers = all.map(([name, { progid, appId }]) => {
    const folder = join(root, progid);
    mkdirSync(folder);
    const command = `'${parts.dllhost}' serve '${folder}' '/Processid:${appId}'`;
    writeFileSync(join(folder, 'start'), command);
    return [name, serverIn(folder, environment)] as const;
  });
  return Object.fromEntries(servers) as Record<Name, ComServer>;
}

function serverIn(folder: string, environment: Readonly<Record<string, string>>): ComServer {
  const become = (mode: ServerMode) => writeFileSync(join(folder, 'mode'), `${mode}\n`);
  become('ok');
  const log = (): [string, string][] => {
    const file = join(folder, 'server.log');
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line) => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)]);
  };
  const pids = () => log().flatMap(([pid, what]) => (what === 'up' ? [Number(pid)] : []));
  return {
    environment,
    become,
    isBroken: () => readFileSync(join(folder, 'mode'), 'utf8') === '',
    pids,
    calls: () => log().flatMap(([, what]) => (what === 'up' ? [] : [what])),
    close: () => {
      const ours = pids();
      rmSync(folder, { recursive: true, force: true });
      // A server ends when its socket is removed, within a fifth of a second.
      for (let wait = 0; wait < 20 && ours.some(isAlive); wait++) spawnSync('sleep', ['0.1']);
    },
  };
}

/** A process that has exited but has not been reaped yet is not alive. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
