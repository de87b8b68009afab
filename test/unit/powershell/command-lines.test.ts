import { describe, expect, it } from 'vitest';
import { CommandLines } from '../../../src/adapters/powershell/commands/command-lines.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import { target } from '../../support/build.js';
import {
  noAnswer,
  output,
  StandInShell,
  type StandInAnswer,
  type StandInCall,
} from '../../support/stand-in-shell.js';

const deadline = {
  kind: 'shell-deadline',
  command: 'Get-TargetCommandLine',
  deadlineMs: 5_000,
} as const;
const exited = { kind: 'shell-exited', how: { kind: 'code', code: 3 } } as const;

const line = (commandLine: string | null) => output({ rows: [{ ...target(), commandLine }] });

/** Answers by the way used. */
const byWay =
  (ways: Readonly<Record<string, ReturnType<typeof output>>>) =>
  ({ parameters }: StandInCall) =>
    ways[String(parameters['Way'])]!;

function lines(...answers: StandInAnswer[]) {
  const shell = new StandInShell(...answers);
  const clock = { nowMs: 0, monotonicMs: () => clock.nowMs };
  const events: JournalEvent[] = [];
  const of = new CommandLines({ shell, clock, journal: (event) => void events.push(event) });
  const follow = async (second: number) => {
    clock.nowMs = second * 1_000;
    of.follow([target()]);
    await new Promise((resolve) => setImmediate(resolve));
    return of.of(target()).kind;
  };
  const asked = () => shell.calls.map(({ parameters }) => parameters['Way']);
  return { follow, asked, events };
}

describe('a command line', () => {
  it('that Windows hides is requested again after five minutes, not before', async () => {
    const { follow, asked } = lines(line(null), line(null), line('dllhost.exe /Processid:{E1}'));
    expect([await follow(0), await follow(299), asked().length]).toEqual(['hidden', 'hidden', 2]);
    expect([await follow(300), asked().length]).toEqual(['read', 3]);
  });

  it('that was read is never requested again', async () => {
    const { follow, asked } = lines(line('dllhost.exe'));
    for (let second = 0; second < 3_600; second += 60) await follow(second);
    expect(asked()).toEqual(['process']);
  });

  it.each([
    ['cannot be opened', output({ rows: [] })],
    ['hides it', line(null)],
    ['is not read at all', noAnswer(deadline)],
  ])('comes from CIM where the process itself %s', async (_, process) => {
    const { follow, asked } = lines(byWay({ process, cim: line('dllhost.exe') }));
    expect(await follow(0)).toBe('read');
    expect(asked()).toEqual(['process', 'cim']);
  });

  it('is never asked of CIM when the process itself gives it', async () => {
    const { follow, asked } = lines(byWay({ process: line('dllhost.exe'), cim: line(null) }));
    expect([await follow(0), asked()]).toEqual(['read', ['process']]);
  });

  it('is requested less and less often while both ways fail, each by its own count', async () => {
    const { follow, asked, events } = lines(noAnswer(deadline));
    for (let second = 0; second < 1_000; second++) expect(await follow(second)).toBe('unread');
    // At 0, 5, 35, 335, 635 and 935 s.
    expect(asked()).toHaveLength(12);
    expect(events.map(({ sentence }) => sentence.kind)).toEqual(['command-lines-not-read']);
  });

  it('that comes again after a failure says so once', async () => {
    const { follow, events } = lines(noAnswer(exited), noAnswer(exited), line('dllhost.exe'));
    expect([await follow(0), await follow(5)]).toEqual(['unread', 'read']);
    expect(events.map(({ sentence }) => sentence.kind)).toEqual([
      'command-lines-not-read',
      'command-lines-read-again',
    ]);
  });
});
