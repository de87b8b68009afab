import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { isFigure, isTable } from '../../core/table.js';
import type { ProvenStore } from '../../ports.js';
import { within } from '../clock/deadline.js';
import { JsonFile, type DiskTurn } from '../files/json-file.js';

const SAVE_DEADLINE_MS = 2_000;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Everything that decides whether a check can succeed. */
export interface ProvableConfiguration {
  /** The calls with their arguments and expected answer, as one text. */
  readonly calls: string;
  /** Time limits in a fixed order: a check that succeeded within shorter ones succeeds within these. */
  readonly limitsMs: readonly number[];
  /** All of it in one text, in the form of the first edition; equivalent texts, the likeliest first. */
  readonly firstEdition: readonly [string, ...string[]];
}

/** Base64 of everything except the limits. */
interface Proof {
  readonly salt: string;
  /** Hash of the text of the first edition, so that such a version finds its proof after a rollback. */
  readonly key: string;
  /** Both are missing in a file of the first edition. */
  readonly calls?: string;
  readonly limitsMs?: readonly number[];
}

/**
 * `proven.json` of the state folder: a hash of the COM check's configuration when it last succeeded, and the time limits that
 * it had. The configuration holds a password, so the hash is salted and slow to compute.
 * @param application name of the application; `undefined` for the unnamed one, whose file has the old name
 */
export function openProvenStore(
  stateDir: string,
  { calls, limitsMs, firstEdition }: ProvableConfiguration,
  application?: string,
  onTurn?: DiskTurn,
): ProvenStore {
  const file = new JsonFile(join(stateDir, fileOf(application)), parseProof, onTurn);
  const save = async () => {
    const salt = randomBytes(SALT_BYTES);
    const saving = file.save({
      salt: salt.toString('base64'),
      key: hash(firstEdition[0], salt).toString('base64'),
      calls: hash(calls, salt).toString('base64'),
      limitsMs,
    });
    return (await within(saving, SAVE_DEADLINE_MS)) === undefined;
  };
  return {
    async load() {
      const stored = await file.load();
      // Absent, damaged or another's: nothing is proven, and no process is stopped until it is.
      if (stored.kind !== 'value') return false;
      const proof = stored.value;
      const salt = Buffer.from(proof.salt, 'base64');
      if (proof.calls !== undefined && proof.limitsMs !== undefined) {
        return isHash(proof.calls, calls, salt) && areNoShorter(limitsMs, proof.limitsMs);
      }
      const isProven = firstEdition.some((text) => isHash(proof.key, text, salt));
      if (isProven) void save();
      return isProven;
    },
    save,
  };
}

function hash(text: string, salt: Buffer): Buffer {
  return scryptSync(createHash('sha256').update(text).digest(), salt, KEY_BYTES);
}

function isHash(base64: string, text: string, salt: Buffer): boolean {
  const [known, own] = [Buffer.from(base64, 'base64'), hash(text, salt)];
  return known.length === own.length && timingSafeEqual(known, own);
}

/** Whether a success under `before` proves `after` as well. */
export function isProvenBy(after: ProvableConfiguration, before: ProvableConfiguration): boolean {
  return after.calls === before.calls && areNoShorter(after.limitsMs, before.limitsMs);
}

function areNoShorter(limitsMs: readonly number[], provenMs: readonly number[]): boolean {
  return (
    limitsMs.length === provenMs.length &&
    limitsMs.every((limitMs, index) => limitMs >= (provenMs[index] ?? Infinity))
  );
}

function parseProof(value: unknown): Proof | undefined {
  if (!isTable(value)) return undefined;
  const { salt, key, calls, limitsMs } = value;
  if (typeof salt !== 'string' || typeof key !== 'string') return undefined;
  if (calls === undefined && limitsMs === undefined) return { salt, key };
  if (typeof calls !== 'string' || !Array.isArray(limitsMs)) return undefined;
  return limitsMs.every(isFigure) ? { salt, key, calls, limitsMs } : undefined;
}

/** Names of applications may contain characters that are not allowed in file names. */
function fileOf(application: string | undefined): string {
  if (application === undefined) return 'proven.json';
  const digest = createHash('sha256').update(application.toLowerCase()).digest('hex');
  return `proven-${digest.slice(0, 16)}.json`;
}
