/** Number of requests answered per second, and twice as many in a burst: a flood costs the agent no more than that. */
const PER_SECOND = 40;
/** Share of one address: a flood leaves the rest to a monitoring system elsewhere. */
const PER_SECOND_EACH = 30;
/** Maximum number of addresses remembered; the oldest entry is dropped first. */
const MOST_ADDRESSES = 256;

class Allowance {
  readonly #perSecond: number;
  #left: number;
  #atMs: number | undefined;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#left = 2 * perSecond;
  }

  /** Takes one; false when none is left. */
  take(nowMs: number): boolean {
    const passedMs = nowMs - (this.#atMs ?? nowMs);
    this.#atMs = nowMs;
    const grown = this.#left + (passedMs / 1_000) * this.#perSecond;
    this.#left = Math.min(2 * this.#perSecond, grown);
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}

export class Allowances {
  readonly #all = new Allowance(PER_SECOND);
  readonly #each = new Map<string, Allowance>();

  /** Takes one for a request from this address; false when it, or all together, have had too many. */
  take(address: string, nowMs: number): boolean {
    return this.#of(address).take(nowMs) && this.#all.take(nowMs);
  }

  #of(address: string): Allowance {
    const known = this.#each.get(address);
    if (known) return known;
    const [first] = this.#each.keys();
    if (first !== undefined && this.#each.size >= MOST_ADDRESSES) this.#each.delete(first);
    const made = new Allowance(PER_SECOND_EACH);
    this.#each.set(address, made);
    return made;
  }
}
