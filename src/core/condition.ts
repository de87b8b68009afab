/**
 * A condition: trouble of something that must work. It begins, lasts, is reminded, and ends. Pure; times are monotonic
 * milliseconds.
 *
 * A condition that returns soon after its end continues: a source that fails every second time is failing.
 */

export type ConditionState =
  | {
      readonly kind: 'clear';
      readonly before?: { readonly failing: Failing; readonly endedMs: number };
    }
  | Failing;

interface Failing {
  readonly kind: 'failing';
  readonly id: string;
  readonly sinceMs: number;
  readonly lastFailureMs: number;
  readonly failures: number;
  /** Whether it has ended and returned: one success does not end it then. */
  readonly comesBack: boolean;
  readonly writtenMs: number;
  readonly mailedMs: number | undefined;
}

export interface ConditionRules {
  /** Minimum duration before it is mailed: a recycled shell is no trouble. */
  readonly mailAfterMs: number;
  readonly writeEveryMs: number;
  readonly remindMs: number;
  /**
   * A condition that fails again within this time continues; a recurring one ends after this time without a failure.
   */
  readonly steadyMs: number;
}

export const conditionRules: ConditionRules = {
  mailAfterMs: 60_000,
  writeEveryMs: 60_000,
  remindMs: 60 * 60_000,
  steadyMs: 60_000,
};

export interface ConditionStep {
  readonly state: ConditionState;
  /** What to report now; `mail` when the operators have to know as well. */
  readonly say?: {
    readonly kind: 'failing' | 'over';
    readonly id: string;
    readonly failures: number;
    readonly lastedMs: number;
    readonly mail: boolean;
    readonly isReminder: boolean;
  };
}

export const clear: ConditionState = { kind: 'clear' };

/** @param makeId makes the identifier of a condition that begins now */
export function fails(
  state: ConditionState,
  nowMs: number,
  makeId: () => string,
  rules: ConditionRules = conditionRules,
): ConditionStep {
  const begun = state.kind === 'clear';
  const failing = begun ? begin(state, nowMs, makeId, rules) : state;
  const lastedMs = nowMs - failing.sinceMs;
  const isFirstMail = failing.mailedMs === undefined && lastedMs >= rules.mailAfterMs;
  const isReminder = failing.mailedMs !== undefined && nowMs - failing.mailedMs >= rules.remindMs;
  const mail = isFirstMail || isReminder;
  const write =
    mail || (begun && !failing.comesBack) || nowMs - failing.writtenMs >= rules.writeEveryMs;
  const next: Failing = {
    ...failing,
    lastFailureMs: nowMs,
    failures: failing.failures + 1,
    writtenMs: write ? nowMs : failing.writtenMs,
    mailedMs: mail ? nowMs : failing.mailedMs,
  };
  if (!write) return { state: next };
  const { id, failures } = next;
  return { state: next, say: { kind: 'failing', id, failures, lastedMs, mail, isReminder } };
}

function begin(
  { before }: Extract<ConditionState, { kind: 'clear' }>,
  nowMs: number,
  makeId: () => string,
  { steadyMs }: ConditionRules,
): Failing {
  if (before && nowMs - before.endedMs < steadyMs) {
    return { ...before.failing, comesBack: true };
  }
  return {
    kind: 'failing',
    id: makeId(),
    sinceMs: nowMs,
    lastFailureMs: nowMs,
    failures: 0,
    comesBack: false,
    writtenMs: nowMs,
    mailedMs: undefined,
  };
}

export function works(
  state: ConditionState,
  nowMs: number,
  rules: ConditionRules = conditionRules,
): ConditionStep {
  if (state.kind === 'clear') return { state };
  if (state.comesBack && nowMs - state.lastFailureMs < rules.steadyMs) return { state };
  const { id, failures, sinceMs, mailedMs } = state;
  return {
    state: {
      kind: 'clear',
      before: { failing: { ...state, mailedMs: undefined }, endedMs: nowMs },
    },
    say: {
      kind: 'over',
      id,
      failures,
      lastedMs: nowMs - sinceMs,
      mail: mailedMs !== undefined,
      isReminder: false,
    },
  };
}
