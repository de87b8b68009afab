/** Hosts that come and go: real processes of a name that no other process of the machine has. */
import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';

export type Role = 'idle' | 'burn' | 'leak';

export interface Host {
  readonly role: Role;
  readonly child: ChildProcess;
  readonly pid: number;
  /** How it ended: by this run, or by another program, which is the agent. */
  end: 'none' | 'by-run' | 'by-agent';
}

/** Applications that the hosts belong to: few, so that incidents of one have successors. */
const APPLICATIONS = ['A', 'B', 'C', 'D'];
const WORDS: Readonly<Record<Role, readonly string[]>> = {
  idle: ['idle'],
  burn: ['burn', '60'],
  leak: ['leak', '80', '220'],
};

export class Hosts {
  readonly all: Host[] = [];
  readonly #program: string;
  readonly #onStopped: () => void;

  /** @param onStopped called when a host was ended by a program other than this run */
  constructor(program: string, onStopped: () => void) {
    this.#program = program;
    this.#onStopped = onStopped;
  }

  running(role: Role): readonly Host[] {
    return this.all.filter((each) => each.role === role && each.end === 'none');
  }

  start(role: Role): void {
    const letter = APPLICATIONS[this.all.length % APPLICATIONS.length] ?? 'A';
    const guid = `/Processid:{${letter}0000000-0000-0000-0000-000000000000}`;
    const words = [...WORDS[role], guid, '--with-parent'];
    const child = spawn(this.#program, words, { stdio: 'ignore' });
    if (child.pid === undefined) return;
    const host: Host = { role, child, pid: child.pid, end: 'none' };
    child.on('exit', () => {
      if (host.end !== 'none') return;
      host.end = 'by-agent';
      this.#onStopped();
    });
    if (role === 'burn') raise(child.pid);
    this.all.push(host);
  }

  end(host: Host): void {
    if (host.child.exitCode !== null || host.child.signalCode !== null) return;
    host.end = 'by-run';
    host.child.kill('SIGKILL');
  }

  kill(): void {
    for (const each of this.all) if (each.end === 'none') this.end(each);
  }
}

/** Where it is allowed, a process that burns CPU takes its core from other work. */
function raise(pid: number): void {
  try {
    setPriority(pid, -10);
  } catch {
    // Otherwise it is stopped later.
  }
}
