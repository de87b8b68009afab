/** Layout of a picture, and its shapes as SVG. */

export const PICTURE_WIDTH = 640;
export const LEFT = 52;
export const RIGHT = PICTURE_WIDTH - 12;
/** Space above each curve for its text. */
export const GAP = 30;
export const LINE = 16;
export const BAD = '#c62828';

export function mark(x: number, bottom: number, colour: string): string {
  return `<path d="M${x} ${GAP}V${bottom}" stroke="${colour}" stroke-width="1.2" stroke-dasharray="2 3"/>`;
}

export function cross(x: number, y: number): string {
  return `<path d="M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}" stroke="${BAD}" stroke-width="2"/>`;
}

export function sign(colour: string, words: string, at: number, top: number): string {
  // The first stands for three things and takes two places.
  const place = at === 0 ? 0 : at + 1;
  const left = LEFT + (place % 3) * ((RIGHT - LEFT) / 3);
  const y = top + Math.floor(place / 3) * LINE;
  return [
    `<rect x="${left}" y="${y - 8}" width="10" height="3" fill="${colour}"/>`,
    text(left + 16, y - 2, words, '#222222', 'start'),
  ].join('\n');
}

export function text(x: number, y: number, words: string, colour: string, anchor: string): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${colour}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
