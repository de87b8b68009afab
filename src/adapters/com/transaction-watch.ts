/** Watches one transaction in the probe's process: its stages, its deadlines, its answer. */
import {
  classify,
  errorText,
  timedOut,
  unexpectedInfo,
  type Expectation,
  type ProbeAnswer,
  type ProbeFailure,
  type SessionEnd,
  type Stage,
} from '../../core/judging/probe-result.js';
import type { Pattern } from '../../core/judging/pattern.js';
import type { ProbeOptions } from '../../ports.js';
import type { HostProcess } from './host-process.js';
import type { FromHost, StageAnswer, WireTransaction } from './messages.js';

export interface TransactionLimits {
  readonly activationTimeoutMs: number;
  /** Authorize and GetCurrentSessionInfo together; LogOut has as much again. */
  readonly witerezultMs: number;
  readonly expect: Expectation;
  readonly refusePattern: Pattern | undefined;
}

export interface TransactionCourse {
  /** What the agent is told, at the deadline at the latest. */
  readonly answer: Promise<ProbeAnswer>;
  /** Later: what became of the process and of a session after a failure. */
  readonly end: Promise<TransactionEnd>;
  /** Gives up now: the agent ends. */
  readonly abandon: () => void;
}

export interface TransactionEnd {
  /** The process is ready for the next one; otherwise it was killed or is dead. */
  readonly reusable: boolean;
  readonly sessionEnd: SessionEnd;
}

/** For the soft cancel, and for closing what was opened. */
const CLOSE_MS = 300;
const ENDING_MS = 1_000;

export function watchTransaction(
  host: HostProcess,
  id: number,
  transaction: WireTransaction,
  limits: TransactionLimits,
  options: Pick<ProbeOptions, 'keepPending' | 'onStage'>,
): TransactionCourse {
  const watch = new TransactionWatch(host, id, limits, options);
  host.send({ kind: 'probe', id, transaction });
  return { answer: watch.answer, end: watch.end, abandon: () => watch.giveUp() };
}

class TransactionWatch {
  readonly answer: Promise<ProbeAnswer>;
  readonly end: Promise<TransactionEnd>;
  readonly #host: HostProcess;
  readonly #id: number;
  readonly #limits: TransactionLimits;
  readonly #keepPending: boolean;
  readonly #onStage: ProbeOptions['onStage'];
  readonly #times: Partial<Record<Stage, number>> = {};
  #resolveAnswer: ((answer: ProbeAnswer) => void) | undefined;
  #resolveEnd: (end: TransactionEnd) => void = () => undefined;
  #resolvePending: (() => void) | undefined;
  #stage: Stage = 'activate';
  #stageBeganMs = performance.now();
  #session: 'none' | 'open' | 'closed' | 'perhaps' = 'none';
  #timer: NodeJS.Timeout | undefined;
  #armed = 0;
  #abandoned = false;

  constructor(
    host: HostProcess,
    id: number,
    limits: TransactionLimits,
    { keepPending = false, onStage }: ProbeOptions,
  ) {
    this.#host = host;
    this.#id = id;
    this.#limits = limits;
    this.#keepPending = keepPending;
    this.#onStage = onStage;
    this.answer = new Promise((resolve) => (this.#resolveAnswer = resolve));
    this.end = new Promise((resolve) => (this.#resolveEnd = resolve));
    host.onMessage = (message) => this.#take(message);
    void host.gone.then((reason) => this.#died(reason));
    this.#arm(limits.activationTimeoutMs, () => this.#late(limits.activationTimeoutMs));
  }

  /** The agent ends: a session that is open gets a moment to be closed. */
  giveUp(): void {
    this.#give({ kind: 'unavailable', reason: 'the agent ends' });
    this.#abandon(ENDING_MS);
  }

  #take(message: FromHost): void {
    if (!('id' in message) || message.id !== this.#id) return;
    switch (message.kind) {
      case 'stage':
        this.#began(message.stage);
        break;
      case 'ended':
        this.#ended(message.stage, message.answer);
        break;
      case 'idle':
        this.#give(this.#success(''));
        this.#finish(true);
    }
  }

  #began(stage: Stage): void {
    this.#stage = stage;
    this.#stageBeganMs = performance.now();
    this.#onStage?.(stage);
    const { witerezultMs } = this.#limits;
    // Authorize and GetCurrentSessionInfo share a deadline: the second does not begin a new one.
    if (stage === 'authorize') {
      this.#session = 'perhaps';
      this.#arm(witerezultMs, () => this.#late(witerezultMs));
    } else if (stage === 'log-out') this.#arm(witerezultMs, () => this.#logOutLate());
  }

  #ended(stage: Stage, answer: StageAnswer): void {
    this.#times[stage] = answer.ms;
    this.#onStage?.(stage, answer.ms);
    this.#resolvePending?.();
    if (stage === 'log-out') {
      if (answer.ok) this.#session = 'closed';
      this.#give(this.#success(answer.ok ? '' : answer.message));
      // A session that was closed beside a call that hangs: there is nothing left to wait for.
      if (this.#abandoned) this.#kill();
      else this.#arm(CLOSE_MS * 10, () => this.#kill());
      return;
    }
    if (stage === 'authorize') {
      this.#session = answer.ok && answer.hasSession === true ? 'open' : 'none';
    }
    const failure = this.#judge(stage, answer);
    if (failure) this.#fail(failure);
    else if (stage === 'session-info' && this.#session === 'none') this.#give(this.#success(''));
    // From here on the process only closes what was opened; LogOut has its own deadline when it begins.
    if (failure || stage === 'session-info') this.#arm(CLOSE_MS * 10, () => this.#kill());
  }

  #judge(stage: Stage, answer: StageAnswer): ProbeFailure | undefined {
    if (!answer.ok) return classify(stage, answer);
    const { refusePattern, expect } = this.#limits;
    const error = answer.error?.trim() ?? '';
    if (stage === 'authorize' && error !== '') return errorText(error, refusePattern);
    return stage === 'session-info' ? unexpectedInfo(answer.info ?? '', expect) : undefined;
  }

  #late(limitMs: number): void {
    this.#times[this.#stage] = Math.round(performance.now() - this.#stageBeganMs);
    if (this.#keepPending) {
      const pending = new Promise<void>((resolve) => (this.#resolvePending = resolve));
      this.#fail(timedOut(this.#stage, limitMs), pending);
      return;
    }
    this.#fail(timedOut(this.#stage, limitMs));
    this.#abandon(this.#limits.witerezultMs);
  }

  /** @param logOutMs how long closing a session may take */
  #abandon(logOutMs: number): void {
    this.#abandoned = true;
    this.#host.send({ kind: 'abandon', id: this.#id });
    this.#arm(CLOSE_MS + (this.#session === 'open' ? logOutMs : 0), () => this.#kill());
  }

  #logOutLate(): void {
    const { witerezultMs } = this.#limits;
    this.#times['log-out'] = Math.round(performance.now() - this.#stageBeganMs);
    this.#give(this.#success(`no answer within ${witerezultMs} ms`));
    // It had its time: what is left is the soft cancel's.
    this.#abandon(0);
  }

  #fail(failure: ProbeFailure, pending?: Promise<void>): void {
    const times = { ...this.#times };
    this.#give(
      pending ? { kind: 'failed', failure, times, pending } : { kind: 'failed', failure, times },
    );
  }

  #success(logOutFault: string): ProbeAnswer {
    return {
      kind: 'ok',
      times: { ...this.#times },
      sessionEnd: this.#sessionEnd(),
      logOutFault,
    };
  }

  #died(reason: string): void {
    const where = `in ${this.#stage}`;
    this.#give({ kind: 'unavailable', reason: `the probe's process died ${where}: ${reason}` });
    this.#resolvePending?.();
    this.#finish(false);
  }

  #kill(): void {
    this.#host.kill();
    this.#finish(false);
  }

  /** The first answer counts; what comes later is late. */
  #give(answer: ProbeAnswer): void {
    this.#resolveAnswer?.(answer);
    this.#resolveAnswer = undefined;
  }

  #finish(reusable: boolean): void {
    this.#disarm();
    this.#resolveEnd({ reusable, sessionEnd: this.#sessionEnd() });
  }

  #sessionEnd(): SessionEnd {
    if (this.#session === 'closed') return 'logged-out';
    return this.#session === 'none' ? 'none' : 'left-open';
  }

  #arm(ms: number, expired: () => void): void {
    this.#disarm();
    const turn = this.#armed;
    // After a sleep of the machine the timer is due before the answer that waits in the channel is read.
    const look = () => setImmediate(() => turn === this.#armed && expired());
    this.#timer = setTimeout(look, ms);
  }

  #disarm(): void {
    this.#armed++;
    clearTimeout(this.#timer);
  }
}
