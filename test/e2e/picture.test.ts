/** The picture of an incident: drawn by the real process, read pixel by pixel, and as part of a mail. */
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { RFC_DEADLINES } from '../../src/adapters/mail/deadlines.js';
import { openDrawing, type Drawing } from '../../src/adapters/picture/drawing.js';
import { incidentSvg } from '../../src/adapters/picture/incident-svg.js';
import { openIllustrator } from '../../src/compose/illustrator.js';
import type { Reason } from '../../src/core/reason.js';
import type { IncidentStory } from '../../src/core/telling/incident-story.js';
import { curves, OPENED } from '../support/curves.js';
import { mailConfig, notice, sendOnce, smtp } from '../support/mail.js';
import { path } from '../support/paths.js';
import { readPng } from '../support/png.js';
import { until } from '../support/shells.js';

vi.setConfig({ testTimeout: 180_000 });

const script = path('dist/adapters/picture/draw-picture.js');
const folder = path('dist/picture');
const patient = { script, folder, deadlineMs: 60_000 };
const never = new AbortController().signal;

async function drawn(svg: string, drawing: Drawing = openDrawing(patient)) {
  const answer = await drawing.draw(svg, never);
  if (!answer.ok) throw new Error(JSON.stringify(answer.reason));
  return readPng(answer.value);
}

const written = (words: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/><text x="4" y="26" font-size="20" font-family="PT Sans">${words}</text></svg>`;

/** A script in the place of the one that draws. */
function faulty(source: string): Drawing {
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-faulty-')), 'draw.mjs');
  writeFileSync(file, source);
  return openDrawing({ script: file, folder, deadlineMs: 2_000 });
}

describe('letters in the picture', () => {
  it('are drawn, Cyrillic ones and Latin ones, from the font of the package', async () => {
    const blank = await drawn(written(''));
    expect(blank.dark()).toBe(0);
    const words = ['Выгрузка', 'Ёлка', 'предел', 'Memory', '42 %'];
    const pictures = await Promise.all(words.map((each) => drawn(written(each))));
    for (const each of pictures) expect(each.dark()).toBeGreaterThan(100);
    // Not the same box for every missing letter.
    const [one, other] = await Promise.all([drawn(written('ЖЖЖ')), drawn(written('ООО'))]);
    const rows = Array.from({ length: one.height }, (_, y) => y);
    const differs = rows.some(
      (y) => one.dark(0, y, one.width, y + 1) !== other.dark(0, y, other.width, y + 1),
    );
    expect(differs).toBe(true);
  });

  it('are what a folder without the Cyrillic font does not have', async () => {
    const poor = mkdtempSync(join(tmpdir(), 'comwatch-fonts-'));
    cpSync(folder, poor, { recursive: true });
    // A font without these letters in its place; no font of the machine is used instead.
    cpSync(
      path('node_modules/@fontsource/pt-sans/files/pt-sans-cyrillic-400-normal.woff'),
      join(poor, 'pt-sans-cyrillic.woff2'),
    );
    cpSync(
      path('node_modules/@fontsource/pt-sans/files/pt-sans-cyrillic-400-normal.woff'),
      join(poor, 'pt-sans-latin.woff2'),
    );
    const picture = await drawn(written('Выгрузка'), openDrawing({ ...patient, folder: poor }));
    expect(picture.dark()).toBe(0);
  });
});

describe('the picture of an incident', () => {
  it('shows curves, limits, calls that failed and stops, with words in the language of the mails', async () => {
    const story = { curves: curves(), openedUnixMs: OPENED };
    const made = incidentSvg(story, 'ru');
    const picture = await drawn(made?.svg ?? '');
    expect(picture.width).toBe(1_280);
    expect(picture.height).toBe(2 * (made?.height ?? 0));
    const colours = new Set<string>();
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) colours.add(picture.rgb(x, y).join());
    }
    for (const colour of ['31,111,235', '217,119,6', '198,40,40'])
      expect(colours).toContain(colour);
    const english = await drawn(incidentSvg(story, 'en')?.svg ?? '');
    expect(english.dark()).not.toBe(picture.dark());
  });
});

const story = { curves: curves(), openedUnixMs: OPENED } as IncidentStory;

function illustrator(drawing: Drawing, failures: Reason[] = []) {
  return openIllustrator({
    readStory: (id) => Promise.resolve(id === notice().incidentId ? story : undefined),
    drawing,
    language: 'ru',
    clock: systemClock,
    onFailure: (reason) => void failures.push(reason),
  });
}

async function mailed(drawing: Drawing, failures: Reason[] = []) {
  const server = await smtp();
  const illustrate = illustrator(drawing, failures);
  const answer = await sendOnce(mailConfig(server.port), { illustrate, deadlines: RFC_DEADLINES });
  expect(answer.kind).toBe('accepted');
  const [received] = server.mails;
  if (!received) throw new Error('no mail');
  return received;
}

describe('a mail', () => {
  it('brings the picture inline, as Outlook shows it, and the figures in words', async () => {
    const { mail, raw } = await mailed(openDrawing(patient));
    expect(raw).toMatch(/Content-Type: multipart\/related/);
    const [attached, ...others] = mail.attachments;
    expect(others).toEqual([]);
    expect(attached).toMatchObject({
      contentType: 'image/png',
      contentDisposition: 'inline',
      related: true,
    });
    expect(readPng(attached?.content ?? Buffer.alloc(0)).width).toBe(1_280);
    expect(raw).toContain(`Content-ID: <${attached?.cid}>`);
    expect(raw.replaceAll('=\r\n', '')).toContain(`cid:${attached?.cid}`);
    expect(mail.text).toContain('dllhost.exe 4712, наибольшее: ЦП 97 %');
    expect(mail.text).toMatch(/Вызовы COM:\s+23, из них не прошло 3; самый долгий 10 с/);
    expect(mail.text).toMatch(/Выгрузки:\s+\d\d:16:02/);
  });

  it('has none where no incident is known', async () => {
    const server = await smtp();
    const of = { ...notice(), incidentId: 'other' };
    await sendOnce(mailConfig(server.port), { illustrate: illustrator(openDrawing(patient)) }, of);
    expect(server.mails[0]?.mail.attachments).toEqual([]);
  });
});

describe('a process that draws nothing', () => {
  it.each([
    ['hangs', 'setInterval(() => undefined, 1_000);', 'picture-late'],
    ['spins', 'for (;;);', 'picture-late'],
    ['crashes', 'throw new Error("broken");', 'picture-failed'],
    ['ends at once', '', 'picture-invalid'],
    ['writes something else', 'process.stdout.write("<svg/>");', 'picture-invalid'],
    [
      'writes for ever',
      'const more = () => process.stdout.write(Buffer.alloc(65_536), more); more();',
      'picture-invalid',
    ],
  ])('because it %s costs the picture, and no more', async (_, source, kind) => {
    const failures: Reason[] = [];
    const drawing = faulty(source);
    const { mail } = await mailed(drawing, failures);
    expect(mail.attachments).toEqual([]);
    expect(mail.text).toContain('наибольшее: ЦП 97 %');
    expect(failures).toMatchObject([{ kind }]);
    await until(() => drawing.pids().length === 0, 60_000);
  });
});
