import type { Pattern } from '../core/judging/pattern.js';
import type { ComServer, Host } from './com-server.js';
import {
  classify,
  errorText,
  timedOut,
  unexpectedInfo,
  type Expectation,
  type ProbeAnswer,
  type ProbeFailure,
  type StageTimes,
} from '../core/judging/probe-result.js';
import type { ProbeOptions } from '../ports.js';

export interface CallLimits {
  readonly activationTimeoutMs: number;
  readonly witerezultMs: number;
  readonly expect: Expectation;
  readonly refusePattern: Pattern;
}

const ending: ProbeAnswer = { kind: 'unavailable', reason: { kind: 'agent-ending' } };

/** Evaluated again after every await, which the compiler does not see. */
function isEnding(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The server died during the call. */
const RPC_S_CALL_FAILED = -2147023170;
const REGDB_E_CLASSNOTREG = -2147221164;
const CLIENT_FAULT = 'System.Runtime.InteropServices.COMException';

type Reached =
  | { readonly kind: 'host'; readonly host: Host }
  | { readonly kind: 'failed'; readonly failure: ProbeFailure };

/** A call of a class that this machine does not have. */
export const notRegistered: ProbeAnswer = {
  kind: 'failed',
  failure: fault('activate', REGDB_E_CLASSNOTREG),
  times: {},
};

/** Makes one transaction of the COM check with a simulated server, within its deadlines. */
export async function callServer(
  server: ComServer,
  limits: CallLimits,
  { keepPending = false }: ProbeOptions,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const { time } = server.machine;
  const beganMs = time.monotonicMs();
  const reached = await activate(server, beganMs + limits.activationTimeoutMs, signal);
  if (isEnding(signal)) return ending;
  const activateMs = time.monotonicMs() - beganMs;
  if (reached.kind === 'failed') {
    return { kind: 'failed', failure: reached.failure, times: { activate: activateMs } };
  }
  const { host } = reached;
  const callMs = time.monotonicMs();
  const [least, most] = server.options.answersInMs;
  const takesMs = server.random.between(least, most);
  const answer = await answerOf(
    { server, host, beganMs: callMs, usuallyMs: takesMs },
    limits,
    signal,
  );
  if (isEnding(signal)) return ending;
  const authorize = time.monotonicMs() - callMs;
  const times: StageTimes = { activate: activateMs, authorize };
  if (answer.kind === 'failed') return { ...answer, times };
  if (answer.kind === 'late') {
    const failure = timedOut('authorize', limits.witerezultMs);
    if (!keepPending) return { kind: 'failed', failure, times };
    const waiting = new AbortController();
    const pending = comesBack(server, host, waiting.signal);
    return { kind: 'failed', failure, times, pending, giveUp: () => waiting.abort() };
  }
  host.process.spend(server.options.callCpuMs);
  const failure = unexpectedInfo('session', limits.expect);
  if (failure) return { kind: 'failed', failure, times };
  return {
    kind: 'ok',
    times: { ...times, 'session-info': 0, 'log-out': 1 },
    sessionEnd: 'logged-out',
    logOutFault: null,
  };
}

async function activate(
  server: ComServer,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Reached> {
  const { time } = server.machine;
  const beganMs = time.monotonicMs();
  const late: Reached = { kind: 'failed', failure: timedOut('activate', deadlineMs - beganMs) };
  let host: Host | undefined;
  while (!signal.aborted) {
    const nowMs = time.monotonicMs();
    const { condition } = server;
    let wakeAtMs = Infinity;
    if (condition.kind === 'no-activation') {
      wakeAtMs = beganMs + condition.takesMs;
      if (nowMs >= wakeAtMs)
        return { kind: 'failed', failure: fault('activate', condition.hresult) };
    } else {
      // A client that waits for a host which ends meanwhile is directed to the next one.
      if (!host?.process.isAlive) host = server.route();
      if (host && server.moodOf(host).kind !== 'hangs-whole') {
        if (nowMs >= host.registersAtMs) return { kind: 'host', host };
        wakeAtMs = host.registersAtMs;
      }
    }
    if (nowMs >= deadlineMs) return late;
    await server.change(Math.min(deadlineMs, wakeAtMs), signal);
  }
  return late;
}

type Answered =
  | { readonly kind: 'ok' }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly failure: ProbeFailure };

interface UnderWay {
  readonly server: ComServer;
  readonly host: Host;
  readonly beganMs: number;
  readonly usuallyMs: number;
}

async function answerOf(
  { server, host, beganMs, usuallyMs }: UnderWay,
  limits: CallLimits,
  signal: AbortSignal,
): Promise<Answered> {
  const { time } = server.machine;
  const deadlineMs = beganMs + limits.witerezultMs;
  while (!signal.aborted) {
    const nowMs = time.monotonicMs();
    if (!host.process.isAlive)
      return { kind: 'failed', failure: fault('authorize', RPC_S_CALL_FAILED) };
    const mood = server.moodOf(host);
    const takesMs = mood.kind === 'slow' ? mood.takesMs : usuallyMs;
    const isDone = nowMs >= beganMs + takesMs;
    switch (mood.kind) {
      case 'well':
      case 'slow':
        if (isDone) return { kind: 'ok' };
        break;
      case 'errs':
        if (isDone) {
          return { kind: 'failed', failure: errorText(mood.text, limits.refusePattern) };
        }
        break;
      case 'fails':
        return { kind: 'failed', failure: fault('authorize', mood.hresult) };
      case 'hangs':
      case 'hangs-whole':
    }
    if (nowMs >= deadlineMs) return { kind: 'late' };
    const hangs = mood.kind === 'hangs' || mood.kind === 'hangs-whole';
    await server.change(hangs ? deadlineMs : Math.min(deadlineMs, beganMs + takesMs), signal);
  }
  return { kind: 'late' };
}

/** Resolves when the call that hangs has returned after all. */
async function comesBack(server: ComServer, host: Host, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { kind } = server.moodOf(host);
    const hangs = kind === 'hangs' || kind === 'hangs-whole';
    const isBack = !hangs && !server.losesCalls;
    if (signal.aborted || !host.process.isAlive || isBack) return;
    await server.change(Infinity, signal);
  }
}

function fault(stage: 'activate' | 'authorize', hresult: number): ProbeFailure {
  return classify(stage, { type: CLIENT_FAULT, hresult, message: 'as the simulated server says' });
}
