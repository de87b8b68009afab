import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeRequest,
  LineReader,
  openingStatement,
  parseAnswer,
} from '../../../src/adapters/powershell/shell/framing.js';

const NONCE = '00112233445566aa';
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('a request', () => {
  it('is one ASCII line whatever its parameters hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = encodeRequest(7, 'Get-ProcessSample', { Name: text });
        expect(line).toMatch(/^7 Get-ProcessSample [A-Za-z0-9+/=]+\n$/);
      }),
    );
  });

  it('stays one line of three words whatever its command holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (command) => {
        expect(encodeRequest(7, command, {})).toMatch(/^7 \S* e30=\n$/);
      }),
    );
  });
});

describe('what is typed into a shell', () => {
  it('is one line of ASCII', () => {
    expect(openingStatement(NONCE, 4711)).toMatch(/^[\x20-\x7e]+\n$/);
  });
});

describe('an answer', () => {
  it('carries output and errors', () => {
    const error = { id: 'x', category: 'c', native: 5, message: 'm' };
    const line = `${NONCE} 3 ${base64({ имя: 'Ж' })} ${base64([error])} .`;
    expect(parseAnswer(line, NONCE)).toEqual({
      id: 3,
      output: { имя: 'Ж' },
      errors: [error],
    });
  });

  it.each([
    ['of another shell', `ffffffffffffffff 3 - - .`],
    ['cut short', `${NONCE} 3 - -`],
    ['with something before it', `x ${NONCE} 3 - - .`],
    ['with broken JSON', `${NONCE} 3 ${Buffer.from('{').toString('base64')} - .`],
    ['with other characters', `${NONCE} 3 $(1+1) - .`],
  ])('%s is noise', (_name, line) => expect(parseAnswer(line, NONCE)).toBeUndefined());
});

describe('lines', () => {
  it('come out the same however the stream is cut and whatever ends them', () => {
    const lines = fc.array(
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n\uFEFF]/g, '')),
    );
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(20)),
        (wanted, end, cuts) => {
          const stream = wanted.map((line) => line + end).join('');
          const reader = new LineReader(10_000);
          const read: string[] = [];
          let at = 0;
          for (const cut of [...cuts, stream.length]) {
            read.push(...reader.push(stream.slice(at, at + cut))!);
            at += cut;
          }
          expect(read).toEqual(wanted);
        },
      ),
    );
  });

  it('that grow past the limit are a fault', () => {
    const reader = new LineReader(10);
    expect(reader.push('12345')).toEqual([]);
    expect(reader.push('678901')).toBeUndefined();
  });
});
