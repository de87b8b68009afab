import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { ProvenStore } from '../../ports.js';
import { within } from '../files/atomic.js';
import { JsonFile, type DiskTurn } from '../files/json-file.js';

const SAVE_DEADLINE_MS = 2_000;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

interface Proof {
  /** Base64, both. */
  readonly salt: string;
  readonly key: string;
}

/**
 * `proven.json` of the state folder: a hash of the COM check's configuration when it last succeeded. The configuration
 * holds a password, so the hash is salted and slow to compute.
 * @param configuration everything that decides whether the check can succeed, as one text
 * @param application name of the application; `undefined` for the unnamed one, whose file has the old name
 */
export function openProvenStore(
  stateDir: string,
  configuration: string,
  application?: string,
  onTurn?: DiskTurn,
): ProvenStore {
  const file = new JsonFile(join(stateDir, fileOf(application)), parseProof, onTurn);
  const digest = createHash('sha256').update(configuration).digest();
  const keyOf = (salt: Buffer) => scryptSync(digest, salt, KEY_BYTES);
  return {
    async load() {
      const stored = await file.load();
      // Absent, damaged or another's: nothing is proven, and nothing is unloaded until it is.
      if (stored.kind !== 'value') return false;
      const known = Buffer.from(stored.value.key, 'base64');
      const own = keyOf(Buffer.from(stored.value.salt, 'base64'));
      return known.length === own.length && timingSafeEqual(known, own);
    },
    async save() {
      const salt = randomBytes(SALT_BYTES);
      const key = keyOf(salt).toString('base64');
      const saving = file.save({ salt: salt.toString('base64'), key });
      return (await within(saving, SAVE_DEADLINE_MS)) === undefined;
    },
  };
}

function parseProof(value: unknown): Proof | undefined {
  const { salt, key } = (value ?? {}) as Partial<Record<keyof Proof, unknown>>;
  return typeof salt === 'string' && typeof key === 'string' ? { salt, key } : undefined;
}

/** Names of applications may hold what no file name may. */
function fileOf(application: string | undefined): string {
  if (application === undefined) return 'proven.json';
  const hash = createHash('sha256').update(application.toLowerCase()).digest('hex');
  return `proven-${hash.slice(0, 16)}.json`;
}
