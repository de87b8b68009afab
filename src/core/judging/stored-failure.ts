/** A failure of the COM check as stored in a file of the agent; validated and cleaned when read back. */
import { foreign, printable } from '../foreign.js';
import { isCount, isFigure, isTable } from '../table.js';
import { failureClasses, type FailureClass } from './failure-class.js';
import { stages, type FailureDetail, type ProbeFailure, type StageTimes } from './probe-result.js';

/** A stored text may not come from a server at all. */
export function cleanedFailure({
  failureClass,
  stage,
  hresult,
  name,
  detail,
}: ProbeFailure): ProbeFailure {
  return {
    failureClass,
    stage,
    hresult: hresult === null ? null : foreign(hresult).text,
    name: foreign(name).text,
    detail: cleanedDetail(detail),
  };
}

function cleanedDetail(detail: FailureDetail): FailureDetail {
  switch (detail.kind) {
    case 'foreign':
      return foreign(detail.text);
    case 'no-answer':
      return { kind: 'no-answer', afterMs: detail.afterMs };
    case 'unexpected-answer':
      return { kind: 'unexpected-answer', shown: printable(detail.shown) };
  }
}

function isStoredFailure(value: unknown): value is ProbeFailure {
  return (
    isTable(value) &&
    isFailureClass(value.failureClass) &&
    stages.some((each) => each === value.stage) &&
    (value.hresult === null || typeof value.hresult === 'string') &&
    typeof value.name === 'string' &&
    isDetail(value.detail)
  );
}

function areStoredTimes(value: unknown): value is StageTimes {
  return (
    isTable(value) &&
    Object.entries(value).every(
      ([stage, ms]) => stages.some((each) => each === stage) && isFigure(ms),
    )
  );
}

export function isFailureClass(value: unknown): value is FailureClass {
  return failureClasses.some((each) => each === value);
}

function isDetail(value: unknown): value is FailureDetail {
  if (!isTable(value)) return false;
  const { kind, text, afterMs, shown } = value;
  return (
    (kind === 'foreign' && typeof text === 'string') ||
    (kind === 'no-answer' && isFigure(afterMs)) ||
    (kind === 'unexpected-answer' && typeof shown === 'string')
  );
}

/** Consecutive failures as stored. */
export function isStoredSpell(value: unknown): boolean {
  if (!isTable(value)) return false;
  const { beganUnixMs, failures, failure, times } = value;
  return (
    isFigure(beganUnixMs) && isCount(failures) && isStoredFailure(failure) && areStoredTimes(times)
  );
}
