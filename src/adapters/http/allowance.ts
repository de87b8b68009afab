/** Requests answered in a second, and twice as many in one go: a flood costs the agent no more than that. */
const PER_SECOND = 40;
const AT_ONCE = 2 * PER_SECOND;

export class Allowance {
  #left = AT_ONCE;
  #atMs: number | undefined;

  /** Takes one; false when none is left. */
  take(nowMs: number): boolean {
    const passedMs = nowMs - (this.#atMs ?? nowMs);
    this.#atMs = nowMs;
    this.#left = Math.min(AT_ONCE, this.#left + (passedMs / 1_000) * PER_SECOND);
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
