/** Stands in for a shell: its answers are scripted, one after the other; the last one stays. */
import { failure, success } from '../../src/core/result.js';
import type { Parameters } from '../../src/adapters/powershell/shell/framing.js';
import type { ShellAnswer, ShellTrouble } from '../../src/adapters/powershell/shell/shell.js';

export interface StandInCall {
  readonly command: string;
  readonly parameters: Parameters;
}

export type StandInAnswer = ShellAnswer | ((call: StandInCall) => ShellAnswer);

export class StandInShell {
  readonly calls: StandInCall[] = [];
  readonly #answers: StandInAnswer[];

  constructor(...answers: StandInAnswer[]) {
    this.#answers = answers;
  }

  call(command: string, parameters: Parameters): Promise<ShellAnswer> {
    const call = { command, parameters };
    const answer = this.#answers[Math.min(this.calls.push(call), this.#answers.length) - 1]!;
    return Promise.resolve(typeof answer === 'function' ? answer(call) : answer);
  }
}

export function output(value: unknown): ShellAnswer {
  return success({ output: value, errors: [], generation: 1 });
}

export function noAnswer(reason: ShellTrouble): ShellAnswer {
  return failure(reason);
}
