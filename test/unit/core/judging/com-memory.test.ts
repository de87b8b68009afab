import { describe, expect, it } from 'vitest';
import { recallCom, storeCom, type ComKnowledge } from '../../../../src/core/judging/com-memory.js';
import { initialState } from '../../../../src/core/judging/com-state.js';
import { timedOut } from '../../../../src/core/judging/probe-result.js';
import { target } from '../../../support/build.js';

const host = target({ pid: 1 });
const known: ComKnowledge = {
  state: {
    ...initialState,
    recent: ['answer', 'silent', 'silent'],
    failures: 2,
    silentFailures: 2,
    silentStops: 1,
    roundBeganMs: 40_000,
    hostEndedMs: 50_000,
    answeredMs: 30_000,
    lastFailure: 'timeout',
    hostStopped: true,
    errorStopped: true,
    neighboursStopped: [target({ pid: 2 })],
    standing: [target({ pid: 3 })],
    round: [target({ pid: 4 })],
  },
  hosts: [host],
  answered: [host],
  hanging: { count: 2, processes: ['1 134399376000000000'], lastCallMs: 55_000 },
  spell: { beganMs: 45_000, failures: 2, failure: timedOut('authorize', 100), times: {} },
  slowSpell: {
    id: '20251124-160000.000-slow',
    floorMs: 20,
    answers: 3,
    slowestMs: 900,
    beganMs: 41_000,
    lastMs: 58_000,
    mailedMs: 42_000,
  },
  survivors: [{ target: target({ pid: 5 }), rule: 'application' }],
};

const SAVED = { monotonicMs: 60_000, wallMs: 1_764_000_000_000 };
const stored = JSON.parse(JSON.stringify(storeCom('A.B', known, SAVED))) as Record<string, unknown>;
/** The next agent begins ten seconds later, with its own clock. */
const next = { monotonicMs: 1_000, wallMs: SAVED.wallMs + 10_000 };
const recall = (value: unknown = stored, now = next) => recallCom(value, 'A.B', SAVED.wallMs, now);

describe('what the COM check remembers', () => {
  it('means the same to the next agent, on its own clock', () => {
    const moved = (ms: number) => ms - 60_000 - 10_000 + 1_000;
    expect(recall()).toEqual({
      ...known,
      state: {
        ...known.state,
        roundBeganMs: moved(40_000),
        hostEndedMs: moved(50_000),
        answeredMs: moved(30_000),
      },
      hanging: { ...known.hanging, lastCallMs: moved(55_000) },
      spell: { ...known.spell, beganMs: moved(45_000) },
      slowSpell: {
        ...known.slowSpell,
        beganMs: moved(41_000),
        lastMs: moved(58_000),
        mailedMs: moved(42_000),
      },
    });
  });

  it('keeps what is not known as not known', () => {
    const nothing = { spell: undefined, slowSpell: undefined };
    const empty: ComKnowledge = { ...known, state: initialState, ...nothing };
    const read = recall(JSON.parse(JSON.stringify(storeCom('A.B', empty, SAVED))));
    expect(read?.state).toEqual(initialState);
    expect([read?.spell, read?.slowSpell]).toEqual([undefined, undefined]);
  });

  it('is nothing to the check of another class', () => {
    expect(recallCom(stored, 'A.C', SAVED.wallMs, next)).toBeUndefined();
  });

  it.each([
    ['the clock was set back', -3_600_000],
    ['it is older than a day', 25 * 3_600_000],
  ])('is dropped when %s', (_, byMs) => {
    expect(recall(stored, { ...next, wallMs: SAVED.wallMs + byMs })).toBeUndefined();
  });

  const state = stored.state as Record<string, unknown>;
  const spell = stored.spell as { readonly failure: object };
  const withFailure = (changes: object) => ({
    ...stored,
    spell: { ...spell, failure: { ...spell.failure, ...changes } },
  });
  it.each([
    ['nothing', undefined],
    ['a text', 'x'],
    ['a list', []],
    ['a state that is none', { ...stored, state: 7 }],
    ['a count below zero', { ...stored, state: { ...state, failures: -1 } }],
    ['a count that is no number', { ...stored, state: { ...state, silentStops: '3' } }],
    ['a mark that nobody made', { ...stored, state: { ...state, recent: ['loud'] } }],
    ['too many marks', { ...stored, state: { ...state, recent: Array(11).fill('silent') } }],
    ['a flag that is none', { ...stored, state: { ...state, errorStopped: 1 } }],
    ['a time that lies ahead', { ...stored, state: { ...state, hostEndedUnixMs: 9e15 } }],
    ['a round that lies ahead', { ...stored, state: { ...state, roundBeganUnixMs: 9e15 } }],
    ['an answer that lies ahead', { ...stored, state: { ...state, answeredUnixMs: 9e15 } }],
    ['a time that is none', { ...stored, state: { ...state, answeredUnixMs: 'now' } }],
    ['neighbours that are none', { ...stored, state: { ...state, standing: [{ pid: 'x' }] } }],
    ['a spell that is none', { ...stored, spell: 7 }],
    ['a spell that began nowhen', { ...stored, spell: { ...spell, beganUnixMs: 'x' } }],
    ['a spell of no count', { ...stored, spell: { ...spell, failures: -1 } }],
    ['a spell of no times', { ...stored, spell: { ...spell, times: { nap: 3 } } }],
    ['a spell whose times are none', { ...stored, spell: { ...spell, times: { authorize: '3' } } }],
    ['a failure of another stage', withFailure({ stage: 'lunch' })],
    ['a failure of no class', withFailure({ failureClass: 'bad' })],
    ['a failure of no code', withFailure({ hresult: 5 })],
    ['a failure of no name', withFailure({ name: 5 })],
    ['a failure that says nothing', withFailure({ detail: { kind: 'foreign', text: 5 } })],
    ['a failure after no time', withFailure({ detail: { kind: 'no-answer', afterMs: 'x' } })],
    ['a failure of no kind', withFailure({ detail: { kind: 'unheard', text: 'a', afterMs: 1 } })],
    ['a failure without details', withFailure({ detail: 5 })],
    ['an answer that is none', withFailure({ detail: { kind: 'unexpected-answer', shown: 5 } })],
    ['a class of failure that is none', { ...stored, state: { ...state, lastFailure: 'bad' } }],
    ['a host without a start time', { ...stored, hosts: [{ pid: 1, name: 'dllhost.exe' }] }],
    ['a survivor that nothing chose', { ...stored, survivors: [{ target: host, rule: 'x' }] }],
    ['a survivor that is no process', { ...stored, survivors: [{ rule: 'floor' }] }],
    ['a round of no hosts', { ...stored, state: { ...state, round: [1] } }],
    ['calls that hang nowhere', { ...stored, hanging: { count: 3 } }],
    ['slow answers without times', { ...stored, slowSpell: { id: 'x', answers: 1 } }],
    ['a failure of no stage', { ...stored, spell: { beganUnixMs: 1, failures: 1, failure: {} } }],
  ])('is dropped when the file has %s', (_, value) => {
    expect(recall(value ?? null)).toBeUndefined();
  });

  it.each([
    { kind: 'unexpected-answer', shown: 'closed' },
    { kind: 'no-answer', afterMs: 7 },
    { kind: 'foreign', text: 'away' },
  ])('keeps what a failure says: $kind', (detail) => {
    expect(recall(withFailure({ detail, hresult: '0x800706BA' }))?.spell?.failure).toMatchObject({
      ...{ detail, hresult: '0x800706BA' },
    });
  });

  it('shows no control characters of a file that somebody wrote', () => {
    const failure = { ...spell.failure, detail: { kind: 'foreign', text: 'a\u0007b\u202ec' } };
    const read = recall({ ...stored, spell: { ...spell, failure } });
    expect(read?.spell?.failure.detail).toEqual({ kind: 'foreign', text: 'a b c' });
  });
});
