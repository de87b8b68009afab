import type { FailureClass } from '../core/judging/failure-class.js';
import type { ProbeFailure } from '../core/judging/probe-result.js';

/** Advice for the operator, by HRESULT, else by class of failure. */
export interface Hints {
  readonly byCode: Readonly<Record<string, string>>;
  readonly byClass: Readonly<Record<FailureClass, string>>;
}

/** Codes that mean the same as another one, for which there is advice. */
export const likeCode: Readonly<Record<string, readonly string[]>> = {
  // No domain controller.
  '0x8007051F': [
    '0x800704F1',
    '0x80070547',
    '0x8007054B',
    '0x80070700',
    '0x80070774',
    '0x8007200F',
    '0x8007203A',
    '0x80090304',
    '0x80090311',
    '0x80090350',
    '0xC000005E',
    '0xC00000DF',
    '0xC0000192',
    '0xC0000233',
    '0xC0000388',
  ],
  // The trust between computer and domain.
  '0x800706FD': [
    '0x800706FA',
    '0x800706FB',
    '0x800706FC',
    '0x800706FE',
    '0x80070712',
    '0xC000018A',
    '0xC000018B',
    '0xC000018C',
    '0xC000018D',
    '0xC0000190',
    '0xC000019B',
  ],
  // Clocks.
  '0x80090324': ['0x80070576', '0xC0000133'],
  '0x8010006B': ['0xC0000380'],
  '0x8010006C': ['0xC0000381'],
  '0x8007052E': ['0x80070056', '0x8007052B', '0x8009030C', '0xC000006A', '0xC000006D'],
  '0x8007052F': ['0xC000006E'],
  '0x80070530': ['0xC000006F'],
  '0x80070531': ['0xC0000070'],
  '0x80070532': ['0xC0000071'],
  '0x80070533': ['0xC0000072'],
  '0x80070569': ['0xC000015B'],
  '0x80070701': ['0xC0000193'],
  '0x80070773': ['0xC0000224'],
  '0x80070775': ['0xC0000234'],
};

const sameAs: ReadonlyMap<string, string> = new Map(
  Object.entries(likeCode).flatMap(([code, others]) =>
    others.map((other) => [other, code] as const),
  ),
);

/** Advice on a failure: of its code, of a code that means the same, or of its class. */
export function hintFor(
  { byCode, byClass }: Hints,
  { hresult, failureClass }: Pick<ProbeFailure, 'hresult' | 'failureClass'>,
): string {
  // An NTSTATUS may come with the bit of HRESULT_FROM_NT set.
  const code = hresult?.replace(/^0xD/, '0xC') ?? '';
  return byCode[code] ?? byCode[sameAs.get(code) ?? ''] ?? byClass[failureClass];
}
