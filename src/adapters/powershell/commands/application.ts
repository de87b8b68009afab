import { foreign } from '../../../core/foreign.js';
import { guidOf } from '../../../core/judging/suspects.js';
import type { ApplicationReader, ApplicationAnswer } from '../../../ports.js';
import { asTable } from './answer.js';
import type { Shell } from '../shell/shell.js';

/** The COM+ catalogue may block as long as an administrator's tool holds it. */
const DEADLINE_MS = 15_000;

/** Finds the application through a shell. */
export function openApplicationReader(shell: Shell): ApplicationReader {
  return async ({ progid = '', application = '', catalog }, signal) => {
    const parameters = { ProgId: progid, Application: application, Catalog: catalog };
    const answer = await shell.call('Get-ComApplication', parameters, DEADLINE_MS, signal);
    if (!answer.ok) return { ok: false, reason: foreign(answer.detail) };
    if (answer.output === undefined) {
      const message = answer.errors[0]?.message;
      return {
        ok: false,
        reason: message === undefined ? { kind: 'answer-empty' } : foreign(message),
      };
    }
    return read(answer.output);
  };
}

function read(output: unknown): ApplicationAnswer {
  const table = asTable(output);
  if (!table || !Array.isArray(table['instances'])) {
    return { ok: false, reason: { kind: 'answer-invalid' } };
  }
  const text = (key: string) => (typeof table[key] === 'string' ? table[key] : '');
  const pids = table['instances'].filter((each) => Number.isSafeInteger(each) && Number(each) > 0);
  return {
    ok: true,
    found: {
      appId: guidOf(text('appId')) ?? null,
      classId: guidOf(text('classId')) ?? null,
      name: text('name') === '' ? null : text('name'),
      instancePids: pids.map(Number),
      retiredPids: [],
      registered: {
        bits64: table['registered64'] === true,
        bits32: table['registered32'] === true,
      },
      ambiguous: table['ambiguous'] === true,
      fault: text('detail') === '' ? undefined : foreign(text('detail')),
    },
  };
}
