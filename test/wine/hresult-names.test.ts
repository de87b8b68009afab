/** The names of failure codes against the headers of MinGW, which is here to build for Wine. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { namesByClass } from '../../src/core/judging/hresult-names.js';

const HEADERS = '/usr/x86_64-w64-mingw32/include/';
/** Codes of Win32, as an HRESULT has them. */
const FACILITY_WIN32 = 0x80070000;
/** Not in those headers. Sources: corerror.h; System Error Codes, 1190. */
const ELSEWHERE: Readonly<Record<string, number>> = {
  COR_E_MISSINGMEMBER: 0x80131512,
  COR_E_MISSINGMETHOD: 0x80131513,
  ERROR_SHUTDOWN_IS_SCHEDULED: 1190,
};

const defined = new Map(
  ['winerror.h', 'ntstatus.h']
    .flatMap((file) => readFileSync(HEADERS + file, 'latin1').split('\n'))
    .flatMap((line) => {
      const [, name, value] = /^#define\s+(\w+)\s+\D*?(0x[\da-f]+|\d+)/i.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, Number(value)] as const];
    }),
);

it('every code has the name that the headers of Windows give it', () => {
  const named = Object.values(namesByClass).flatMap((names) => Object.entries(names));
  const wrong = named.filter(([hex, name]) => {
    const code = ELSEWHERE[name] ?? defined.get(name);
    const whole = code !== undefined && code < 0x10000 ? FACILITY_WIN32 + code : code;
    return whole !== Number.parseInt(hex, 16);
  });
  expect(named.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});
