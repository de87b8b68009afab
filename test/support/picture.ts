/** Screenshots for the documentation: in out/pictures, when COMWATCH_PICTURES is set. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright-core';
import { ROOT } from './paths.js';

const CHROMIUM = '/usr/bin/chromium';
/** About as wide as a document shows it. */
const SIZE = { width: 1000, height: 720 };

/**
 * Takes `<name>.png` of a page of another program, whose appearance no test asserts.
 * @param goTo opens the page, clicks what is necessary, and returns the part to be shown
 */
export async function takePicture(name: string, goTo: (page: Page) => Promise<Locator>) {
  if (process.env['COMWATCH_PICTURES'] === undefined) return;
  const folder = join(ROOT, 'out', 'pictures');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    const shown = await goTo(page);
    await shown.screenshot({ path: join(folder, `${name}.png`) });
  } finally {
    await browser.close();
  }
}
