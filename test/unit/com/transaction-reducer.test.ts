import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StageAnswer } from '../../../src/adapters/com/messages.js';
import type { TransactionRules } from '../../../src/adapters/com/transaction/judge.js';
import { begin, reduce } from '../../../src/adapters/com/transaction/reducer.js';
import type {
  Effect,
  TransactionEvent,
  TransactionState,
} from '../../../src/adapters/com/transaction/state.js';
import { stages, type Stage } from '../../../src/core/judging/probe-result.js';
import { pattern } from '../../support/patterns.js';

const rules: TransactionRules = {
  activationTimeoutMs: 30_000,
  witerezultMs: 5_000,
  expect: { kind: 'any' },
  refusePattern: pattern('пароль'),
  keepPending: false,
  redact: (text) => text.replaceAll('secret', '***'),
};

const good = (hasSession = false): StageAnswer => ({ ok: true, ms: 7, hasSession });
const bad: StageAnswer = { ok: false, ms: 9, type: 'X', hresult: -2147467259, message: 'secret' };

/** `>authorize` begins, `<authorize` ends well, `!authorize` badly, `$authorize` ends well with a session. */
function eventOf(word: string, atMs: number): TransactionEvent {
  const stage = word.slice(1) as Stage;
  const message = (answer: StageAnswer): TransactionEvent => ({
    kind: 'message',
    message: { kind: 'ended', id: 1, stage, answer },
    atMs,
  });
  switch (word.charAt(0)) {
    case '>':
      return { kind: 'message', message: { kind: 'stage', id: 1, stage }, atMs };
    case '<':
      return message(good());
    case '$':
      return message(good(true));
    case '!':
      return message(bad);
    default:
      break;
  }
  switch (word) {
    case 'idle':
      return { kind: 'message', message: { kind: 'idle', id: 1 }, atMs };
    case 'deadline':
      return { kind: 'deadline', atMs };
    case 'give-up':
      return { kind: 'give-up' };
    case 'gone':
      return { kind: 'gone', how: { kind: 'code', code: 3 } };
    default:
      return { kind: 'invalid', field: word };
  }
}

function play(words: readonly string[], changes: Partial<TransactionRules> = {}) {
  const all = { ...rules, ...changes };
  let { state, effects }: { state: TransactionState; effects: readonly Effect[] } = begin(all);
  const done: Effect[] = [...effects];
  words.forEach((word, index) => {
    ({ state, effects } = reduce(state, eventOf(word, index * 100), all));
    done.push(...effects);
  });
  const of = <Kind extends Effect['kind']>(kind: Kind) =>
    done.filter((each): each is Extract<Effect, { kind: Kind }> => each.kind === kind);
  return { state, done, of };
}

const wellUntilInfo = ['>activate', '<activate', '>authorize', '$authorize', '>session-info'];

describe('a transaction', () => {
  it.each<[string, readonly string[], object, object | undefined]>([
    [
      'that goes well closes its session',
      [...wellUntilInfo, '<session-info', '>log-out', '<log-out', 'idle'],
      { kind: 'ok', sessionEnd: 'logged-out', logOutFault: null },
      { reusable: true, sessionEnd: 'logged-out' },
    ],
    [
      'without a session needs no LogOut',
      [
        '>activate',
        '<activate',
        '>authorize',
        '<authorize',
        '>session-info',
        '<session-info',
        'idle',
      ],
      { kind: 'ok', sessionEnd: 'none', logOutFault: null },
      { reusable: true, sessionEnd: 'none' },
    ],
    [
      'fails where activation fails',
      ['>activate', '!activate', 'idle'],
      { kind: 'failed', failure: { failureClass: 'activation', detail: { text: '***' } } },
      { reusable: true, sessionEnd: 'none' },
    ],
    [
      'fails where the second call fails, and its session is closed afterwards',
      [...wellUntilInfo, '!session-info', '>log-out', '<log-out', 'idle'],
      { kind: 'failed', failure: { failureClass: 'error', stage: 'session-info' } },
      { reusable: true, sessionEnd: 'logged-out' },
    ],
    [
      'goes well where only LogOut fails',
      [...wellUntilInfo, '<session-info', '>log-out', '!log-out', 'idle'],
      { kind: 'ok', sessionEnd: 'left-open', logOutFault: { kind: 'foreign', text: '***' } },
      { reusable: true, sessionEnd: 'left-open' },
    ],
    [
      'goes well where LogOut hangs',
      [...wellUntilInfo, '<session-info', '>log-out', 'deadline', 'deadline'],
      { kind: 'ok', logOutFault: { kind: 'no-answer', afterMs: 5_000 } },
      { reusable: false, sessionEnd: 'left-open' },
    ],
    [
      'whose activation is late is given up, and its process ended at the hard deadline',
      ['>activate', 'deadline', 'deadline'],
      { kind: 'failed', failure: { failureClass: 'activation', detail: { afterMs: 30_000 } } },
      { reusable: false, sessionEnd: 'none' },
    ],
    [
      'whose process does not even begin is late in activation',
      ['deadline', 'deadline'],
      { kind: 'failed', failure: { failureClass: 'activation', stage: 'activate' } },
      { reusable: false, sessionEnd: 'none' },
    ],
    [
      'whose Authorize is late may have left a session',
      ['>activate', '<activate', '>authorize', 'deadline', 'deadline'],
      {
        kind: 'failed',
        failure: { failureClass: 'timeout', stage: 'authorize' },
        times: { activate: 7, authorize: 100 },
      },
      { reusable: false, sessionEnd: 'left-open' },
    ],
    [
      'whose second call hangs closes its session beside it, and is ended',
      [...wellUntilInfo, 'deadline', '>log-out', '<log-out'],
      { kind: 'failed', failure: { failureClass: 'timeout', stage: 'session-info' } },
      { reusable: false, sessionEnd: 'logged-out' },
    ],
    [
      'that comes back from its soft cancel ends at once',
      ['>activate', '<activate', '>authorize', 'deadline', '!authorize', 'idle'],
      { kind: 'failed', failure: { failureClass: 'timeout' } },
      { reusable: true, sessionEnd: 'none' },
    ],
    [
      'whose process dies is not made',
      ['>activate', '<activate', '>authorize', 'gone'],
      {
        kind: 'unavailable',
        reason: { kind: 'child-ended', stage: 'authorize', how: { code: 3 } },
      },
      { reusable: false, sessionEnd: 'left-open' },
    ],
    [
      'that the agent gives up is not made',
      ['>activate', 'give-up', 'deadline'],
      { kind: 'unavailable', reason: { kind: 'agent-ending' } },
      { reusable: false, sessionEnd: 'none' },
    ],
    [
      'whose process does not go on to LogOut is not made',
      [...wellUntilInfo, '<session-info', 'deadline'],
      { kind: 'unavailable', reason: { kind: 'child-silent', stage: 'log-out' } },
      { reusable: false, sessionEnd: 'left-open' },
    ],
    [
      'that skips LogOut is not made',
      [...wellUntilInfo, '<session-info', 'idle'],
      { kind: 'unavailable', reason: { kind: 'child-answer-invalid' } },
      { reusable: false, sessionEnd: 'left-open' },
    ],
    [
      'with a field that is wrong is not made',
      ['>activate', 'ms'],
      { kind: 'unavailable', reason: { kind: 'child-answer-invalid', field: 'ms' } },
      { reusable: false, sessionEnd: 'none' },
    ],
  ])('%s', (_what, words, answer, end) => {
    const { of, state } = play(words);
    expect(of('answer')).toMatchObject([{ answer }]);
    expect(of('end').map((each) => each.end)).toEqual(end === undefined ? [] : [end]);
    expect(state.phase.kind).toBe('over');
  });

  it('has one deadline for both calls, and one each for activation and LogOut', () => {
    const { of } = play([...wellUntilInfo, '<session-info', '>log-out']);
    expect(of('arm').map(({ ms }) => ms)).toEqual([30_000, 5_000, 3_000, 5_000]);
  });

  it('that is late is cancelled, with time for LogOut only where a session is open', () => {
    const hung = play(['>activate', '<activate', '>authorize', 'deadline']);
    expect(hung.of('abandon-call')).toHaveLength(1);
    expect(hung.of('arm').at(-1)).toMatchObject({ ms: 300 });
    expect(
      play([...wellUntilInfo, 'deadline'])
        .of('arm')
        .at(-1),
    ).toMatchObject({ ms: 5_300 });
  });

  it('that the agent gives up has a second for LogOut, whatever witerezult is', () => {
    const { of } = play([...wellUntilInfo, 'give-up', '>log-out'], { witerezultMs: 100_000 });
    expect(
      of('arm')
        .slice(-2)
        .map(({ ms }) => ms),
    ).toEqual([1_300, 1_000]);
  });

  it('that is waited for goes on without a deadline, and says when its call came back', () => {
    const words = ['>activate', '<activate', '>authorize', 'deadline'];
    const waiting = play(words, { keepPending: true });
    expect(waiting.of('answer')).toMatchObject([{ isPending: true, answer: { kind: 'failed' } }]);
    expect(waiting.of('abandon-call')).toEqual([]);
    expect(waiting.done.at(-1)).toEqual({ kind: 'disarm' });
    const rest = ['$authorize', '>session-info', '<session-info', '>log-out', '<log-out', 'idle'];
    const back = play([...words, ...rest], { keepPending: true });
    expect(back.of('answer')).toHaveLength(1);
    expect(back.of('end')).toMatchObject([{ end: { reusable: true, sessionEnd: 'logged-out' } }]);
    expect(back.done.filter(({ kind }) => kind === 'returned').length).toBeGreaterThan(
      waiting.done.filter(({ kind }) => kind === 'returned').length,
    );
  });

  it('takes an error text for refused by the pattern, on the text as it was, and shows it without secrets', () => {
    const text = { ok: true, ms: 1, error: 'secret: неверный ПАРОЛЬ' } as const;
    const { state } = play(['>activate', '<activate', '>authorize']);
    const event = {
      kind: 'message',
      message: { kind: 'ended', id: 1, stage: 'authorize', answer: text },
      atMs: 1,
    } as const;
    expect(reduce(state, event, rules).effects).toContainEqual(
      expect.objectContaining({
        answer: expect.objectContaining({
          failure: expect.objectContaining({
            failureClass: 'refused',
            detail: { kind: 'foreign', text: '***: неверный ПАРОЛЬ' },
          }) as unknown,
        }) as unknown,
      }),
    );
  });

  const words = [
    ...stages.flatMap((stage) => ['>', '<', '$', '!'].map((sign) => `${sign}${stage}`)),
    'idle',
    'deadline',
    'give-up',
    'gone',
    'json',
  ];

  it('has exactly one answer and one end, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 30 }),
        fc.boolean(),
        (some, keepPending) => {
          const sofar = play(some, { keepPending });
          expect(sofar.of('answer').length).toBeLessThanOrEqual(1);
          expect(sofar.of('end').length).toBeLessThanOrEqual(1);
          expect(sofar.of('end').length).toBe(sofar.state.phase.kind === 'over' ? 1 : 0);
          const whole = play([...some, 'gone'], { keepPending });
          expect(whole.of('answer')).toHaveLength(1);
          expect(whole.of('end')).toHaveLength(1);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('ends by its deadlines alone, unless it is waited for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (some) => {
        const { of } = play([...some, 'deadline', 'deadline', 'deadline']);
        expect(of('answer')).toHaveLength(1);
        expect(of('end')).toHaveLength(1);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never goes on without a deadline, unless it is waited for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (some) => {
        const { done, state } = play(some);
        if (state.phase.kind === 'over') return;
        const last = done.filter(({ kind }) => kind === 'arm' || kind === 'disarm').at(-1);
        expect(last?.kind).toBe('arm');
      }),
      { numRuns: 3_000 },
    );
  });
});
