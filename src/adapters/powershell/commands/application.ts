import { foreign, printable } from '../../../core/foreign.js';
import { guidOf } from '../../../core/judging/suspects.js';
import type { ApplicationReader, FoundApplication } from '../../../ports.js';
import type { Shell } from '../shell/shell.js';
import { asTable, unusable } from './answer.js';

/** The COM+ catalogue may block as long as an administrator's tool holds it. */
const DEADLINE_MS = 15_000;
const NAME_LENGTH = 260;
const MOST_INSTANCES = 5_000;

/** Finds the application through a shell. */
export function openApplicationReader(shell: Pick<Shell, 'call'>): ApplicationReader {
  return async ({ progid = '', application = '', catalog }, signal) => {
    const parameters = { ProgId: progid, Application: application, Catalog: catalog };
    const answer = await shell.call('Get-ComApplication', parameters, DEADLINE_MS, signal);
    const found = answer.ok ? readApplication(answer.value.output) : undefined;
    return found ? { ok: true, found } : { ok: false, reason: unusable(answer) };
  };
}

export function readApplication(output: unknown): FoundApplication | undefined {
  const table = asTable(output);
  if (!table || !Array.isArray(table['instances'])) return undefined;
  const text = (key: string) => {
    const value = table[key];
    return typeof value === 'string' ? value : '';
  };
  const name = printable(text('name'), NAME_LENGTH);
  const instances = table['instances'].slice(0, MOST_INSTANCES).flatMap(readInstance);
  const fault = foreign(text('detail'));
  return {
    appId: guidOf(text('appId')) ?? null,
    classId: guidOf(text('classId')) ?? null,
    name: name === '' ? null : name,
    instancePids: instances.map(({ pid }) => pid),
    retiredPids: instances.filter(({ isRetired }) => isRetired).map(({ pid }) => pid),
    registered: {
      bits64: table['registered64'] === true,
      bits32: table['registered32'] === true,
    },
    ambiguous: table['ambiguous'] === true,
    fault: fault.text === '' ? undefined : fault,
  };
}

/** COM+ sends no new calls to an instance that it has recycled, or that is paused. */
function readInstance(value: unknown): { readonly pid: number; readonly isRetired: boolean }[] {
  const instance = asTable(value);
  const pid = instance?.['pid'];
  if (!instance || typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return [];
  return [{ pid, isRetired: instance['hasRecycled'] === true || instance['isPaused'] === true }];
}
