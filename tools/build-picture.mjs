// The renderer that draws the pictures of mails, and PT Sans for its letters.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The npm packages used unchanged; the renderer reads woff2, and draws no letter of a woff. */
export const packagesOfPicture = [
  'node_modules/@fontsource/pt-sans',
  'node_modules/@resvg/resvg-wasm',
];

const [font, renderer] = packagesOfPicture;

/** Where each file comes from. */
export const pictureFiles = {
  'pt-sans-cyrillic.woff2': `${font}/files/pt-sans-cyrillic-400-normal.woff2`,
  'pt-sans-latin.woff2': `${font}/files/pt-sans-latin-400-normal.woff2`,
  'resvg.wasm': `${renderer}/index_bg.wasm`,
};

/** @param {string} root the repository */
export function buildPicture(root) {
  const folder = join(root, 'dist', 'picture');
  mkdirSync(folder, { recursive: true });
  for (const [name, from] of Object.entries(pictureFiles)) {
    copyFileSync(join(root, from), join(folder, name));
  }
}
