/** The status page as one self-contained file: script, style and view are included, and nothing else may load. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { View } from '../../core/viewing/view.js';

/**
 * @param folder output folder of the build; rejects when the page is missing
 * @param language of the texts, until the reader chooses
 */
export async function reportHtml(
  folder: string,
  view: View,
  language: 'ru' | 'en',
): Promise<string> {
  const [script, style] = await Promise.all(
    ['page.js', 'page.css'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  // The only text that could end the element early.
  const code = (script ?? '').replaceAll('</script', '<\\/script').trim();
  const sheet = (style ?? '').trim();
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(sheet)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${language}" data-language="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>comwatch</title>
<style>${sheet}</style>
</head>
<body>
<div id="page"><h1>comwatch</h1></div>
<script type="application/json" id="view">${asData(view)}</script>
<script>${code}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** No text within it can end the element, or begin a comment. */
function asData(view: View): string {
  return JSON.stringify(view)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
