/** Choice of the time range of the charts. A report shows its whole range. */
import type { View } from '../core/viewing/view.js';
import { element, renew } from './element.js';
import type { Words } from './words.js';

const LENGTHS_MS = { quarter: 15 * 60_000, hours: 3 * 3_600_000, day: 24 * 3_600_000 } as const;
type Length = keyof typeof LENGTHS_MS;

export class RangeChoice {
  readonly root = element('fieldset', { class: 'range' });
  readonly #changed: () => void;
  #chosen: Length = 'quarter';

  constructor(changed: () => void) {
    this.#changed = changed;
    this.root.hidden = true;
  }

  show({ heading }: View, words: Words): void {
    this.root.hidden = heading !== null;
    renew(this.root, words.locale, () => [
      element('legend', {}, words.range),
      ...(Object.keys(LENGTHS_MS) as Length[]).map((length) => this.#choice(length, words)),
    ]);
  }

  /** Unix seconds. */
  range({ heading, history }: View, nowUnixMs: number): readonly [number, number] {
    if (heading !== null) return [history.fromUnixMs / 1_000, history.toUnixMs / 1_000];
    return [(nowUnixMs - LENGTHS_MS[this.#chosen]) / 1_000, nowUnixMs / 1_000];
  }

  #choice(length: Length, words: Words): HTMLElement {
    const input = element('input', {
      ...{ type: 'radio', name: 'range', id: `range-${length}`, value: length },
      checked: length === this.#chosen,
    });
    input.addEventListener('change', () => {
      this.#chosen = length;
      this.#changed();
    });
    return element('label', {}, input, element('span', {}, words.ranges[length]));
  }
}
