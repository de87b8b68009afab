/**
 * The COM transaction through real edge-js and through a real PowerShell, with every behaviour of a server. Late
 * binding uses the managed binder here; IDispatch is exercised under Wine, and no part of this has run on real Windows
 * yet.
 */
import { reasonText } from '../../src/texts/reason.js';
import { eventText } from '../../src/texts/sentence.js';
import { describe, expect, it } from 'vitest';
import type { ProbeAnswer, Stage } from '../../src/core/judging/probe-result.js';
import { pattern } from '../support/patterns.js';
import { openProbe } from '../support/probes.js';
import { until } from '../support/shells.js';
import { transactionOf } from '../support/transaction.js';

const signal = new AbortController().signal;
function reasonOf(answer: ProbeAnswer) {
  if (answer.kind !== 'unavailable') throw new Error(JSON.stringify(answer));
  return reasonText(answer.reason, 'en');
}

function failureOf(answer: ProbeAnswer) {
  if (answer.kind !== 'failed') throw new Error(JSON.stringify(answer));
  return answer.failure;
}

describe.each(['edge', 'powershell'] as const)('through %s', (bridge) => {
  const open: typeof openProbe = (transaction, limits, options) =>
    openProbe(transaction, limits, { bridge, ...options });
  const once = (behaviour: string, ...rest: [] | [Parameters<typeof open>[1]]) =>
    open(transactionOf(`memory:${behaviour}`), ...rest).runner.probe({}, signal);

  describe('a server that answers', () => {
    it('is called stage by stage, and each stage is timed', async () => {
      const stages: string[] = [];
      const { runner } = open(
        transactionOf('memory:activate=slow 60,authorize=slow 40,session-info=slow 20'),
      );
      const onStage = (stage: Stage, tookMs?: number) =>
        stages.push(tookMs === undefined ? stage : `/${stage}`);
      const answer = await runner.probe({ onStage }, signal);
      expect(answer).toMatchObject({ kind: 'ok', sessionEnd: 'logged-out', logOutFault: null });
      expect(stages).toEqual([
        'activate',
        '/activate',
        'authorize',
        '/authorize',
        'session-info',
        '/session-info',
        'log-out',
        '/log-out',
      ]);
      const { times } = answer as Extract<ProbeAnswer, { kind: 'ok' }>;
      expect(times.activate).toBeGreaterThanOrEqual(60);
      expect(times.authorize).toBeGreaterThanOrEqual(40);
      expect(times['session-info']).toBeGreaterThanOrEqual(20);
      expect(times['log-out']).toBeGreaterThanOrEqual(0);
    });

    it('is served by one process, again and again', async () => {
      const { runner } = open(transactionOf('memory:'));
      await runner.probe({}, signal);
      const [pid] = runner.pids;
      for (let turn = 0; turn < 20; turn++) {
        expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
      }
      expect(runner.pids).toEqual([pid]);
    });

    it('is left in order when Ctrl+C in the terminal reaches the process of the probe, too', async () => {
      const { runner } = open(transactionOf('memory:session-info=slow 400'));
      const stages: string[] = [];
      const onStage = (stage: Stage) => {
        stages.push(stage);
        if (stage === 'session-info') process.kill(runner.pids[0] ?? 0, 'SIGINT');
      };
      expect(await runner.probe({ onStage }, signal)).toMatchObject({
        kind: 'ok',
        sessionEnd: 'logged-out',
      });
      expect(stages).toContain('session-info');
    });

    it('is called by a fresh process after the agreed number of transactions', async () => {
      const { runner } = open(transactionOf('memory:'), {}, { recycleAfter: 3 });
      const pids = new Set<number | undefined>();
      for (let turn = 0; turn < 7; turn++) {
        expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
        pids.add(runner.pids.at(-1));
      }
      expect(pids.size).toBeGreaterThan(1);
    });

    it('may give a number as session, null as error text and DBNull as info', async () => {
      const transaction = transactionOf('memory:');
      const { runner } = open({
        ...transaction,
        authorize: {
          method: 'AuthorizeNull',
          arguments: transaction.authorize.arguments.map((each) =>
            each.kind === 'out' ? { ...each, type: 'variant' as const } : each,
          ),
        },
        sessionInfo: {
          method: 'GetInfoOfNumber',
          arguments: [{ kind: 'session' }, { kind: 'out', name: 'info', type: 'variant' }],
        },
      });
      expect(await runner.probe({}, signal)).toMatchObject({ kind: 'ok' });
    });
  });

  describe('a failure', () => {
    it('of an error text is an error, its session is closed', async () => {
      const { runner, events } = open(transactionOf('memory:authorize=text база недоступна'));
      const failure = failureOf(await runner.probe({}, signal));
      expect(failure).toMatchObject({
        failureClass: 'error',
        stage: 'authorize',
        hresult: null,
        detail: { kind: 'foreign', text: 'база недоступна' },
      });
      expect(await runner.probe({}, signal)).toMatchObject({ kind: 'failed' });
      expect(events.filter((event) => eventText(event, 'en').includes('left open'))).toEqual([]);
    });

    it('of an error text that the operators know as a bad login is refused', async () => {
      const refusePattern = pattern('неверный пароль');
      const answer = await once('authorize=text Неверный пароль', { refusePattern });
      expect(failureOf(answer).failureClass).toBe('refused');
    });

    it.each([
      ['authorize=hresult 0x800706BE', 'rpc', 'RPC_S_CALL_FAILED'],
      ['session-info=hresult 0x80010108', 'rpc', 'RPC_E_DISCONNECTED'],
      ['authorize=hresult 0x800401FD', 'rpc', 'CO_E_OBJNOTCONNECTED'],
      ['authorize=hresult 0x80070776', 'rpc', 'OR_INVALID_OXID'],
      ['authorize=hresult 0x800706BB', 'rpc', 'RPC_S_SERVER_TOO_BUSY'],
      ['authorize=hresult 0x8002000C', 'setup', 'DISP_E_UNKNOWNLCID'],
      ['authorize=hresult 0x80070005', 'refused', 'E_ACCESSDENIED'],
      ['authorize=hresult 0x80020009', 'error', 'DISP_E_EXCEPTION'],
      ['activate=hresult 0x80040154', 'setup', 'REGDB_E_CLASSNOTREG'],
      ['activate=hresult 0x80080005', 'activation', 'CO_E_SERVER_EXEC_FAILURE'],
      ['activate=hresult 0x80004005', 'activation', 'E_FAIL'],
      ['authorize=exception сломалось', 'error', 'InvalidOperationException'],
      ['authorize=cancelled отменено', 'error', 'OperationCanceledException'],
    ])('by %s is %s, %s', async (behaviour, failureClass, name) => {
      const failure = failureOf(await once(behaviour));
      expect(failure).toMatchObject({ failureClass, name });
      expect(failure.hresult).toMatch(/^0x[0-9A-F]{8}$/);
    });

    it('of a method that is not there is a matter of set-up', async () => {
      const logIn = { method: 'LogIn', arguments: [] };
      const { runner } = open(transactionOf('memory:', { authorize: logIn }));
      expect(failureOf(await runner.probe({}, signal))).toMatchObject({
        failureClass: 'setup',
        hresult: '0x80131513',
      });
    });

    it('of arguments that do not fit is a matter of set-up', async () => {
      const { authorize } = transactionOf('memory:');
      const few = { ...authorize, arguments: authorize.arguments.slice(0, 3) };
      const { runner } = open(transactionOf('memory:', { authorize: few }));
      expect(failureOf(await runner.probe({}, signal)).failureClass).toBe('setup');
    });

    it('of an answer that is not expected is an error of the second call', async () => {
      const expect_ = { kind: 'matches', pattern: pattern('^version') } as const;
      const failure = failureOf(await once('session-info=text nothing', { expect: expect_ }));
      expect(failure).toMatchObject({ failureClass: 'error', stage: 'session-info' });
      expect(failure.detail).toEqual({ kind: 'unexpected-answer', shown: 'nothing' });
    });

    it('shows no secret that the server repeats', async () => {
      const { runner } = open(
        transactionOf('memory:authorize=text bad pa#ss;word'),
        {},
        { redact: (text) => text.replaceAll('pa#ss;word', '***') },
      );
      expect(failureOf(await runner.probe({}, signal)).detail).toEqual({
        kind: 'foreign',
        text: 'bad ***',
      });
    });
  });

  describe('a call that hangs', () => {
    it.each([
      ['activate', 'activation'],
      ['authorize', 'timeout'],
      ['session-info', 'timeout'],
    ])('in %s is given up at its deadline', async (stage, failureClass) => {
      const limits = { activationTimeoutMs: 300, witerezultMs: 300 };
      const { runner } = open(transactionOf(`memory:${stage}=hang`), limits);
      const [pid] = runner.pids;
      const answer = await runner.probe({}, signal);
      expect(failureOf(answer)).toMatchObject({ failureClass, stage, hresult: null });
      expect(failureOf(answer).detail).toEqual({ kind: 'no-answer', afterMs: 300 });
      const took = (answer as Extract<ProbeAnswer, { kind: 'failed' }>).times[stage as Stage];
      expect(took).toBeGreaterThanOrEqual(250);
      // Another process takes over, and the one that hangs is ended.
      await until(() => !runner.pids.includes(pid!) && runner.pids.length === 1);
      expect(failureOf(await runner.probe({}, signal)).stage).toBe(stage);
    });

    it('shares one deadline with the call before it', async () => {
      // Two seconds for a busy machine, so that the first call is not the late one.
      const limits = { witerezultMs: 3_000 };
      const answer = await once('authorize=slow 1000,session-info=slow 2800', limits);
      expect(failureOf(answer)).toMatchObject({ failureClass: 'timeout', stage: 'session-info' });
    });

    it('in LogOut fails nothing, and is written down', async () => {
      const answer = await once('log-out=hang', { witerezultMs: 300 });
      expect(answer).toMatchObject({
        kind: 'ok',
        sessionEnd: 'left-open',
        logOutFault: { kind: 'no-answer', afterMs: 300 },
      });
    });

    it('leaves its session closed when LogOut works from a second thread', async () => {
      const { runner, events } = open(transactionOf('memory:session-info=hang'), {
        witerezultMs: 300,
      });
      const [pid] = runner.pids;
      await runner.probe({}, signal);
      await until(() => !runner.pids.includes(pid!) && runner.pids.length === 1);
      expect(events.filter((event) => eventText(event, 'en').includes('left open'))).toEqual([]);
    });

    it('leaves its session open when that hangs too, and says so', async () => {
      const behaviour = 'memory:session-info=hang,log-out=hang';
      const { runner, events } = open(transactionOf(behaviour), { witerezultMs: 300 });
      await runner.probe({}, signal);
      await until(() => events.some((event) => eventText(event, 'en').includes('left open')));
      await until(() => runner.pids.length === 1);
    });

    it('drops late answers', async () => {
      const { runner } = open(transactionOf('memory:authorize=slow 600'), { witerezultMs: 300 });
      const answers = [await runner.probe({}, signal), await runner.probe({}, signal)];
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(answers.map((each) => failureOf(each).failureClass)).toEqual(['timeout', 'timeout']);
    });

    it('is awaited beside the answer when that is requested', async () => {
      const { runner } = open(transactionOf('memory:authorize=slow 900'), { witerezultMs: 300 });
      const answer = await runner.probe({ keepPending: true }, signal);
      const { pending } = answer as Extract<ProbeAnswer, { kind: 'failed' }>;
      expect(pending).toBeDefined();
      const [hanging] = runner.pids;
      await pending;
      await until(() => runner.pids.length === 1 && runner.pids[0] !== hanging);
    });
  });

  describe('a process that dies', () => {
    it.each([
      ['authorize=exit 3', 'exited with code 3'],
      ['authorize=fail-fast', 'SIGABRT'],
      ['session-info=stack-overflow', 'SIGABRT'],
    ])(
      'by %s says nothing of the server, and the next transaction has another',
      async (how, reason) => {
        const { runner } = open(transactionOf(`memory:${how}`), { witerezultMs: 60_000 });
        const answer = await runner.probe({}, signal);
        expect(answer.kind).toBe('unavailable');
        expect(reasonOf(answer)).toContain(reason);
        expect((await runner.probe({}, signal)).kind).toBe('unavailable');
      },
    );

    it('ends with its parent', async () => {
      const { runner } = open(transactionOf('memory:authorize=hang'), { witerezultMs: 60_000 });
      const answer = runner.probe({}, signal);
      await until(() => runner.pids.length === 1);
      await runner.close();
      expect(await answer).toEqual({ kind: 'unavailable', reason: { kind: 'agent-ending' } });
      expect(runner.pids).toEqual([]);
    });
  });
});

describe('a .NET that does not load', () => {
  it.each([
    ['an assembly that is not there', { assemblyFile: '/nowhere/ComProbe.dll' }, /ComProbe/],
    ['a class that is not there', { typeName: 'Comwatch.Nothing' }, /Comwatch\.Nothing/],
    ['a native that is not there', { env: { EDGE_NATIVE: '/nowhere/edge.node' } }, /edge\.node/],
    ['a script that is not there', { script: '/nowhere/probe-host.js' }, /Cannot find module/],
  ])('because of %s makes the check unavailable, with the reason', async (_what, host, reason) => {
    const { runner } = openProbe(transactionOf('memory:'), {}, { host });
    const answer = await runner.probe({}, signal);
    expect(answer.kind).toBe('unavailable');
    expect(reasonOf(answer)).toMatch(reason);
    // The next start is delayed: the reason is available at once.
    const began = performance.now();
    expect(await runner.probe({}, signal)).toEqual(answer);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
