import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProvenStore } from '../../ports.js';
import { within, writeAtomic } from '../files/atomic.js';

const SAVE_DEADLINE_MS = 2_000;
const KEY_BYTES = 32;

/**
 * `proven.json` of the state folder: a hash of the COM check's configuration when it last succeeded. The configuration
 * holds a password, so the hash is salted and slow to compute.
 * @param configuration everything that decides whether the check can succeed, as one text
 */
export function openProvenStore(stateDir: string, configuration: string): ProvenStore {
  const file = join(stateDir, 'proven.json');
  const digest = createHash('sha256').update(configuration).digest();
  const keyOf = (salt: Buffer) => scryptSync(digest, salt, KEY_BYTES);
  return {
    async load() {
      try {
        const { salt, key } = JSON.parse(await readFile(file, 'utf8')) as {
          readonly salt: string;
          readonly key: string;
        };
        const known = Buffer.from(key, 'base64');
        const own = keyOf(Buffer.from(salt, 'base64'));
        return known.length === own.length && timingSafeEqual(known, own);
      } catch {
        // Absent, damaged or another's: nothing is proven, and nothing is unloaded until it is.
        return false;
      }
    },
    async save() {
      const salt = randomBytes(16);
      const text = JSON.stringify({
        salt: salt.toString('base64'),
        key: keyOf(salt).toString('base64'),
      });
      const written = writeAtomic(file, text).then(
        () => true,
        () => false,
      );
      return (await within(written, SAVE_DEADLINE_MS)) === true;
    },
  };
}
