import { sameTarget } from './identity.js';
import type { Target } from './model.js';

/** Values by process: sightings by two sources, whose start times differ by less than a millisecond, have one. */
export class TargetMap<Value> {
  readonly #byPid = new Map<number, (readonly [target: Target, value: Value])[]>();

  get size(): number {
    let size = 0;
    for (const ofPid of this.#byPid.values()) size += ofPid.length;
    return size;
  }

  get(target: Target): Value | undefined {
    return this.#entry(target)?.[1];
  }

  has(target: Target): boolean {
    return this.#entry(target) !== undefined;
  }

  set(target: Target, value: Value): void {
    const others = this.#others(target);
    this.#byPid.set(target.pid, [...others, [target, value]]);
  }

  delete(target: Target): void {
    const others = this.#others(target);
    if (others.length > 0) this.#byPid.set(target.pid, others);
    else this.#byPid.delete(target.pid);
  }

  /** Every process, as it was set last, with its value. */
  entries(): (readonly [target: Target, value: Value])[] {
    return [...this.#byPid.values()].flat();
  }

  values(): Value[] {
    return this.entries().map(([, value]) => value);
  }

  #entry(target: Target): readonly [Target, Value] | undefined {
    return this.#byPid.get(target.pid)?.find(([each]) => sameTarget(each, target));
  }

  #others(target: Target): (readonly [Target, Value])[] {
    const ofPid = this.#byPid.get(target.pid) ?? [];
    return ofPid.filter(([each]) => !sameTarget(each, target));
  }
}
