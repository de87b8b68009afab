/** A small file system for the files of the agent: it can be filled and made read-only. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = '6m';

export class Disk {
  readonly folder: string;
  /** False where this account may not mount one: then there are no disk faults. */
  readonly canFail: boolean;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.canFail = mount('-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder);
  }

  fill(): void {
    let bytes = 1 << 20;
    while (bytes >= 256) {
      try {
        writeFileSync(this.#ballast, Buffer.alloc(bytes), { flag: 'a' });
      } catch {
        bytes /= 2;
      }
    }
  }

  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** False while a file is open for writing, when Linux refuses. */
  makeReadOnly(isReadOnly: boolean): boolean {
    return mount('-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.folder);
  }

  close(): void {
    if (this.canFail) execFileSync('umount', ['-l', this.folder]);
  }

  get #ballast(): string {
    return join(this.folder, 'ballast');
  }
}

function mount(...words: string[]): boolean {
  try {
    execFileSync('mount', words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
