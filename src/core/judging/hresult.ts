/** Meaning of an HRESULT for a COM check. */
import { failureClasses, type FailureClass } from './failure-class.js';
import { namesByClass } from './hresult-names.js';

export interface HresultMeaning {
  readonly name: string;
  /** Class of the failure when a method call returns it; activation has its own rules. */
  readonly failureClass: FailureClass;
}

const meanings: ReadonlyMap<string, HresultMeaning> = new Map(
  failureClasses.flatMap((failureClass) =>
    Object.entries(namesByClass[failureClass]).map(
      ([code, name]) => [`0x${code}`, { name, failureClass }] as const,
    ),
  ),
);

/** Converts the signed integer of .NET to the form that people search for: `0x800706BA`. */
export function hexOf(hresult: number): string {
  return `0x${(hresult >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** An NTSTATUS may come with the bit of HRESULT_FROM_NT set. Source: MS-ERREF, 2.1. */
export function meaningOf(hex: string): HresultMeaning | undefined {
  return meanings.get(hex) ?? meanings.get(hex.replace(/^0xD/, '0xC'));
}
