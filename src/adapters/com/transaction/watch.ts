/** Drives the state machine of one transaction: its timers, its promises, its process. */
import type { ProbeAnswer } from '../../../core/judging/probe-result.js';
import type { ProbeOptions } from '../../../ports.js';
import type { CallOff, TimedClock } from '../../clock/clock.js';
import type { HostProcess } from '../host-process.js';
import type { WireTransaction } from '../messages.js';
import type { TransactionRules } from './judge.js';
import { begin, reduce } from './reducer.js';
import type { Effect, TransactionEnd, TransactionEvent, TransactionState } from './state.js';

export interface TransactionCourse {
  /** Result for the agent, at the deadline at the latest. */
  readonly answer: Promise<ProbeAnswer>;
  /** Later: the fate of the process, and of a session after a failure. */
  readonly end: Promise<TransactionEnd>;
  /** Abandons the transaction now: the agent ends. */
  readonly abandon: () => void;
}

export interface TransactionRequest {
  readonly id: number;
  readonly transaction: WireTransaction;
  readonly rules: TransactionRules;
  readonly onStage?: ProbeOptions['onStage'];
  readonly clock: TimedClock;
}

export function watchTransaction(
  host: HostProcess,
  request: TransactionRequest,
): TransactionCourse {
  const watch = new TransactionWatch(host, request);
  host.send({ kind: 'probe', id: request.id, transaction: request.transaction });
  return { answer: watch.answer, end: watch.end, abandon: () => watch.take({ kind: 'give-up' }) };
}

class TransactionWatch {
  readonly answer: Promise<ProbeAnswer>;
  readonly end: Promise<TransactionEnd>;
  readonly #host: HostProcess;
  readonly #request: TransactionRequest;
  #state: TransactionState;
  #resolveAnswer: (answer: ProbeAnswer) => void = () => undefined;
  #resolveEnd: (end: TransactionEnd) => void = () => undefined;
  #resolvePending: (() => void) | undefined;
  #callOff: CallOff = () => undefined;
  #armed = 0;

  constructor(host: HostProcess, request: TransactionRequest) {
    this.#host = host;
    this.#request = request;
    this.answer = new Promise((resolve) => (this.#resolveAnswer = resolve));
    this.end = new Promise((resolve) => (this.#resolveEnd = resolve));
    const first = begin(request.rules);
    this.#state = first.state;
    host.listen({
      message: (message) =>
        message.id === request.id
          ? this.take({ kind: 'message', message, atMs: request.clock.monotonicMs() })
          : this.take({ kind: 'invalid', field: 'id' }),
      invalid: ({ field }) => this.take({ kind: 'invalid', field }),
      gone: (end) => this.take({ kind: 'gone', ...end }),
    });
    this.#do(first.effects);
  }

  take(event: TransactionEvent): void {
    const { state, effects } = reduce(this.#state, event, this.#request.rules);
    this.#state = state;
    this.#do(effects);
  }

  #do(effects: readonly Effect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'answer':
          this.#answer(effect.answer, effect.isPending);
          break;
        case 'stage':
          this.#request.onStage?.(effect.stage, effect.tookMs);
          break;
        case 'arm':
          this.#arm(effect.ms);
          break;
        case 'disarm':
          this.#disarm();
          break;
        case 'abandon-call':
          this.#host.send({ kind: 'abandon', id: this.#request.id });
          break;
        case 'returned':
          this.#resolvePending?.();
          break;
        case 'kill':
          this.#host.kill();
          break;
        case 'end':
          this.#host.listen(undefined);
          this.#resolveEnd(effect.end);
      }
    }
  }

  #answer(answer: ProbeAnswer, isPending: boolean): void {
    if (!isPending || answer.kind !== 'failed') {
      this.#resolveAnswer(answer);
      return;
    }
    const pending = new Promise<void>((resolve) => (this.#resolvePending = resolve));
    this.#resolveAnswer({ ...answer, pending });
  }

  #arm(ms: number): void {
    this.#disarm();
    const turn = this.#armed;
    const expire = () => {
      if (turn === this.#armed)
        this.take({ kind: 'deadline', atMs: this.#request.clock.monotonicMs() });
    };
    // After a sleep of the machine the timer fires before the answer waiting in the channel is read.
    this.#callOff = this.#request.clock.after(ms, () => void setImmediate(expire));
  }

  #disarm(): void {
    this.#armed++;
    this.#callOff();
  }
}
