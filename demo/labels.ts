/** Where the labels of a chart go: none covers another one, none leaves the drawing. */

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A generous average of a 12 px semi-bold sans-serif, Cyrillic included. */
const CHARACTER_WIDTH = 7.6;
const LINE = 15;

export class LabelPlaces {
  readonly #within: Bounds;
  readonly #taken: Bounds[] = [];

  constructor(within: Bounds) {
    this.#within = within;
  }

  /** The free place nearest to the wanted one: further up and down in steps of a line, moved left where it would stick out. */
  take(text: string, wantedX: number, wantedY: number): Place {
    const width = text.length * CHARACTER_WIDTH;
    const x = Math.max(this.#within.left, Math.min(wantedX, this.#within.right - width));
    const lines = Math.ceil((this.#within.bottom - this.#within.top) / LINE);
    for (let step = 0; step <= 2 * lines; step++) {
      const away = Math.ceil(step / 2) * LINE * (step % 2 === 0 ? 1 : -1);
      const y = wantedY + away;
      const box = { left: x, right: x + width, top: y - LINE + 3, bottom: y + 3 };
      const inside = box.top >= this.#within.top && box.bottom <= this.#within.bottom;
      if (!inside || this.#taken.some((each) => overlap(each, box))) continue;
      this.#taken.push(box);
      return { x, y };
    }
    return { x, y: wantedY };
  }
}

function overlap(a: Bounds, b: Bounds): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
