import { describe, expect, it } from 'vitest';
import { CommandLines } from '../../../src/adapters/powershell/commands/command-lines.js';
import { target } from '../../support/build.js';

/** A shell that answers so, one text after the other; `null` is a command line that Windows hides. */
function lines(...answers: (string | null)[]) {
  let asked = 0;
  const of = new CommandLines({
    call: () => {
      const commandLine = answers[Math.min(asked++, answers.length - 1)];
      const output = { rows: [{ ...target(), commandLine }] };
      return Promise.resolve({ ok: true, output, errors: [], generation: 1 });
    },
  });
  const follow = async (second: number) => {
    of.follow([target()], second * 1_000);
    await new Promise((resolve) => setImmediate(resolve));
    return of.of(target()).kind;
  };
  return { follow, asked: () => asked };
}

describe('a command line', () => {
  it('that Windows hides is asked for again after five minutes, not before', async () => {
    const { follow, asked } = lines(null, 'dllhost.exe /Processid:{E10F6C3A}');
    expect([await follow(0), await follow(299), asked()]).toEqual(['hidden', 'hidden', 1]);
    expect([await follow(300), asked()]).toEqual(['read', 2]);
  });

  it('that stays hidden is asked for every five minutes only', async () => {
    const { follow, asked } = lines(null);
    for (let second = 0; second < 900; second += 10) await follow(second);
    expect(asked()).toBe(3);
  });

  it('that was read is never asked for again', async () => {
    const { follow, asked } = lines('dllhost.exe');
    for (let second = 0; second < 3_600; second += 60) await follow(second);
    expect(asked()).toBe(1);
  });
});
