/** The files of the status page, read once. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from './listener.js';

/** Files that can be requested; nothing else on disk can. */
const FILES: Readonly<Record<string, readonly [file: string, contentType: string]>> = {
  '/': ['page.html', 'text/html; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
};

const read = new Map<string, Promise<Buffer>>();

/** @param folder output folder of the build; rejects when the files are missing */
export async function pageFile(folder: string, path: string): Promise<Answer | undefined> {
  const [name, contentType] = Object.hasOwn(FILES, path) ? (FILES[path] ?? []) : [];
  if (name === undefined || contentType === undefined) return undefined;
  return { contentType, body: await textOf(join(folder, name)) };
}

function textOf(file: string): Promise<Buffer> {
  const known = read.get(file) ?? readFile(file);
  read.set(file, known);
  known.catch(() => read.delete(file));
  return known;
}
