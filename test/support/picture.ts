/**
 * Pictures of what a person sees in a browser, for the documentation: in out/pictures, when COMWATCH_PICTURES is set.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ROOT } from './paths.js';

const CHROMIUM = '/usr/bin/chromium';
const SIZE = { width: 1280, height: 720 };

/**
 * Takes `<name>.png` of a page of another program, whose looks no test asserts.
 * @param goTo opens the page, with whatever it wants clicked before
 */
export async function takePicture(name: string, goTo: (page: Page) => Promise<void>) {
  if (process.env['COMWATCH_PICTURES'] === undefined) return;
  const folder = join(ROOT, 'out', 'pictures');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await goTo(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  } finally {
    await browser.close();
  }
}
