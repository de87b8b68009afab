/** Possible content of the outbox on a machine that lost power, or on which someone planted files. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newLetter, settle, type Letter } from '../../../src/adapters/mail/letter.js';
import { Outbox } from '../../../src/adapters/mail/outbox.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import { eventText } from '../../../src/texts/sentence.js';
import { notice } from '../../support/mail.js';

const RECIPIENTS = ['Ops <a@example.org>', 'b@example.org'];

async function open(prepare: (outbox: string) => void, recipients = RECIPIENTS) {
  const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-outbox-'));
  const folder = join(stateDir, 'outbox');
  prepare(folder);
  const events: JournalEvent[] = [];
  const outbox = new Outbox(stateDir, recipients, (event) => void events.push(event));
  await outbox.open();
  return {
    outbox,
    events,
    folder,
    ids: outbox.letters.map((each) => each.notice.id),
    files: existsSync(folder) ? readdirSync(folder).sort() : [],
    words: () => events.map((event) => eventText(event, 'en')),
  };
}

const text = (letter: object) => JSON.stringify(letter);
const letterOf = (id: string) => newLetter(notice(id), RECIPIENTS);

/** A folder with these files. */
const holding = (files: Record<string, string>) => (folder: string) => {
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
};

describe('a write that was cut off', () => {
  it('before its renaming is finished when the letter is whole, and forgotten when it is torn', async () => {
    const { ids, files } = await open(
      holding({
        'n1.json.123.tmp': text(letterOf('n1')),
        'n2.json.123.tmp': text(letterOf('n2')).slice(0, 200),
        'n3.json.123.tmp': '',
      }),
    );
    expect([ids, files]).toEqual([['n1'], ['n1.json']]);
  });

  it('takes the place of the older letter: who accepted it meanwhile gets it once', async () => {
    const newer = letterOf('n1');
    settle(newer, 'b@example.org');
    const { outbox, files } = await open(
      holding({ 'n1.json': text(letterOf('n1')), 'n1.json.9.tmp': text(newer) }),
    );
    expect(outbox.letters[0]?.waiting).toEqual(['Ops <a@example.org>']);
    expect(files).toEqual(['n1.json']);
  });
});

describe('a letter', () => {
  it('goes to recipients of the configuration only, whatever the file says', async () => {
    const planted = { ...letterOf('n1'), waiting: ['evil@example.com'], settled: [] };
    const old = { notice: notice('n2') };
    const { outbox } = await open(
      holding({
        'n1.json': text(planted),
        'n2.json': text({ ...old, waiting: ['evil@example.com', 'B@Example.org'] }),
        'n3.json': text({ ...old, notice: notice('n3'), waiting: ['gone@example.org'] }),
      }),
    );
    expect(outbox.letters.map((each) => each.waiting)).toEqual([
      RECIPIENTS,
      ['b@example.org'],
      RECIPIENTS,
    ]);
  });

  it.each([
    ['a folder', (file: string) => mkdirSync(file)],
    ['a link', (file: string) => symlinkSync('/etc/passwd', file)],
    ['200 MB', (file: string) => writeFileSync(file, Buffer.alloc(200_000_000, 32))],
    ['null', (file: string) => writeFileSync(file, 'null')],
    ['a list', (file: string) => writeFileSync(file, '[]')],
    ['a notice without time', (file: string) => writeFileSync(file, textWith({ at: 'x' }))],
    [
      'a notice whose id is a path',
      (file: string) => writeFileSync(file, textWith({ id: '../x' })),
    ],
    ['a notice with another id', (file: string) => writeFileSync(file, textWith({ id: 'n2' }))],
  ] as const)('that is %s is set aside and the rest is taken', async (_what, make) => {
    const { ids, files, words } = await open((folder) => {
      holding({ 'n9.json': text(letterOf('n9')) })(folder);
      make(join(folder, 'n1.json'));
    });
    expect(ids).toEqual(['n9']);
    expect(files).toEqual(['n1.json.bad', 'n9.json']);
    expect(words().filter((each) => each.includes('set aside'))).toHaveLength(1);
  });
});

function textWith(changes: object): string {
  return text({ ...letterOf('n1'), notice: { ...notice('n1'), ...changes } });
}

describe('the outbox', () => {
  it('is a folder again after something stood in its place', async () => {
    const { outbox, folder, words } = await open((each) => writeFileSync(each, 'no folder'));
    await outbox.add(letterOf('n1'));
    expect(readdirSync(folder)).toEqual(['n1.json']);
    expect(readFileSync(`${folder}.bad`, 'utf8')).toBe('no folder');
    expect(words().join()).toContain('was not a folder');
  });

  it('follows no link to another place', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'comwatch-elsewhere-'));
    const { outbox } = await open((folder) => symlinkSync(elsewhere, folder));
    await outbox.add(letterOf('n1'));
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('is read in the order of the events, not of the ids', async () => {
    const at = (id: string, ms: number): Letter => newLetter({ ...notice(id), at: ms }, RECIPIENTS);
    const { ids } = await open(
      holding({ 'n1.json': text(at('n1', 2)), 'n2.json': text(at('n2', 1)) }),
    );
    expect(ids).toEqual(['n2', 'n1']);
  });

  it('takes up what it could not read at first, before what came since', async () => {
    const stateDir = join(mkdtempSync(join(tmpdir(), 'comwatch-outbox-')), 'state');
    writeFileSync(stateDir, 'a file where the folder should be');
    const outbox = new Outbox(stateDir, RECIPIENTS, () => undefined);
    await outbox.open();
    await outbox.add(letterOf('n2'));
    expect([outbox.letters.length, outbox.needsDisk]).toEqual([1, true]);
    rmSync(stateDir);
    mkdirSync(stateDir);
    holding({ 'n1.json': text(letterOf('n1')) })(join(stateDir, 'outbox'));
    await outbox.open();
    expect(outbox.letters.map((each) => each.notice.id)).toEqual(['n1', 'n2']);
    expect(readdirSync(join(stateDir, 'outbox')).sort()).toEqual(['n1.json', 'n2.json']);
  });

  it('removes letters that are folded while the disk takes up what it refused before', async () => {
    const stateDir = join(mkdtempSync(join(tmpdir(), 'comwatch-outbox-')), 'state');
    writeFileSync(stateDir, 'a file where the folder should be');
    const outbox = new Outbox(stateDir, RECIPIENTS, () => undefined);
    await outbox.open();
    for (let n = 0; n < 1_000; n++) await outbox.add(letterOf(`n${String(n)}`));
    rmSync(stateDir);
    const opening = outbox.open();
    const folder = join(stateDir, 'outbox');
    while (!existsSync(join(folder, 'n300.json'))) await new Promise(setImmediate);
    await Promise.all([outbox.add(letterOf('last')), opening]);
    await outbox.open();
    const kept = outbox.letters.map((each) => `${each.notice.id}.json`);
    expect(kept).toHaveLength(502);
    expect(readdirSync(folder).sort()).toEqual(kept.sort());
  });
});

it('a letter is on disk even if the folder was removed after it was read', async () => {
  const { outbox, folder } = await open(holding({}));
  rmSync(folder, { recursive: true });
  await outbox.add(letterOf('n1'));
  expect(readdirSync(folder)).toEqual(['n1.json']);
  expect(outbox.needsDisk).toBe(false);
});
