/**
 * A stand-in of a COM+ application for machines without COM: the server is a real process named dllhost.exe that the
 * first call starts, a stand-in registry says which application it belongs to. What COM itself does is tried under Wine.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGID = 'meAppServer.AppServer';
const CLASS = '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}';
const APPLICATION = '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';

/** What the process in service does from its next call on; `hang`, `burn` and `leak` are for good. */
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
  /** For the agent and its shells. */
  readonly environment: Readonly<Record<string, string>>;
  readonly become: (mode: ServerMode) => void;
  /** True once the process in service has taken `hang`, `burn` or `leak` to itself. */
  readonly isBroken: () => boolean;
  /** PIDs of all server processes so far, the newest last. */
  readonly pids: () => number[];
  /** Its calls: `authorize`, `session-info 7-1`, `log-out 7-1`. */
  readonly calls: () => string[];
  /** Every process of it ends. */
  readonly close: () => void;
}

/** @param parts where the built parts lie */
export function prepareComServer(parts: {
  readonly dllhost: string;
  readonly comTarget: string;
  readonly edge: Readonly<Record<string, string>>;
}): ComServer {
  // Short: the path of a socket may have 107 characters.
  const folder = mkdtempSync(join(tmpdir(), 'com-'));
  const registry = join(folder, 'registry.json');
  writeFileSync(
    registry,
    JSON.stringify({
      [`${PROGID}\\CLSID`]: { '(default)': CLASS },
      [`CLSID\\${CLASS}`]: { AppID: APPLICATION },
    }),
  );
  writeFileSync(
    join(folder, 'start'),
    `'${parts.dllhost}' serve '${folder}' '/Processid:${APPLICATION}'`,
  );
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
    environment: {
      ...parts.edge,
      COMWATCH_COM_TARGET: parts.comTarget,
      COMWATCH_COM_SERVER: folder,
      COMWATCH_STAND_IN_REGISTRY: registry,
    },
    become,
    isBroken: () => readFileSync(join(folder, 'mode'), 'utf8') === '',
    pids,
    calls: () => log().flatMap(([, what]) => (what === 'up' ? [] : [what])),
    close: () => {
      const ours = pids();
      rmSync(folder, { recursive: true, force: true });
      // A server ends when its socket is gone, within a fifth of a second.
      for (let wait = 0; wait < 20 && ours.some(isAlive); wait++) spawnSync('sleep', ['0.1']);
    },
  };
}

/** A process that has ended but whom nobody has waited for yet is not alive. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
