import { play, type Played } from './play.js';
import type { Plot } from './plot.js';

export interface Shortened {
  readonly plot: Plot;
  readonly played: Played;
}

/** Removes from a plot what the violation does not need: the same kind of violation must still result. */
export async function shorten(plot: Plot, played: Played): Promise<Shortened> {
  let best: Shortened = { plot, played };
  const kind = kindOf(played);
  const attempt = async (shorter: Plot): Promise<boolean> => {
    const again = await play(shorter);
    if (kindOf(again) !== kind) return false;
    best = { plot: shorter, played: again };
    return true;
  };
  for (let index = plot.happenings.length - 1; index >= 0; index--) {
    const left = best.plot.happenings.filter((each) => each !== plot.happenings[index]);
    await attempt({ ...best.plot, happenings: left });
  }
  for (let index = best.plot.neighbours.length - 1; index >= 0; index--) {
    const left = best.plot.neighbours.filter((_, other) => other !== index);
    await attempt({ ...best.plot, neighbours: left });
  }
  return best;
}

/** The sentence of a violation without its numbers. */
function kindOf({ violation }: Played): string | undefined {
  return violation?.what.replaceAll(/[\d.-]+/g, '#');
}
