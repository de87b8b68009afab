import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openIncidentStore,
  readStories,
  readStory,
} from '../../../src/adapters/state/incident-folder.js';
import { STORY_FORM, type IncidentStory } from '../../../src/core/telling/incident-story.js';

const DAY_MS = 24 * 60 * 60_000;
const OPENED = Date.UTC(2026, 10, 26, 3, 0);
const folders: string[] = [];

afterEach(async () => {
  for (const each of folders.splice(0)) await rm(each, { recursive: true, force: true });
});

async function stateDir() {
  const folder = await mkdtemp(join(tmpdir(), 'comwatch-stories-'));
  folders.push(folder);
  return folder;
}

const story = (id: string, changes: Partial<IncidentStory> = {}): IncidentStory => ({
  form: STORY_FORM,
  id,
  check: 'limits',
  application: null,
  subject: 'dllhost.exe',
  hostName: 'SRV01',
  observes: false,
  openedUnixMs: OPENED,
  evidenceUnixMs: OPENED,
  closedUnixMs: OPENED + 1,
  end: 'quiet',
  stops: 1,
  cure: 'proven',
  provenUnixMs: OPENED,
  times: [OPENED],
  events: [],
  leftOut: 0,
  curves: null,
  said: [],
  mailedUnixMs: null,
  ...changes,
});

const plain = (text: string) => text;
const idAt = (unixMs: number, suffix = 'com') =>
  `${new Date(unixMs).toISOString().slice(0, 10).replaceAll('-', '')}-030000.000-${suffix}`;

describe('state/incidents', () => {
  it('holds a file for each incident, read back as it was written', async () => {
    const folder = await stateDir();
    const store = openIncidentStore(folder, plain);
    const own = story('20261126-030000.000-4711', { application: 'ФронтОфис' });
    await store.save(own);
    expect(await readdir(join(folder, 'incidents'))).toEqual(['20261126-030000.000-4711.json']);
    expect(await readStory(folder, own.id)).toEqual({ kind: 'value', value: own });
  });

  it('keeps the newest five hundred, and none of more than ninety days before', async () => {
    const folder = await stateDir();
    await mkdir(join(folder, 'incidents'));
    const old = idAt(OPENED - 91 * DAY_MS);
    const ids = Array.from({ length: 520 }, (_, at) => idAt(OPENED - DAY_MS, String(1_000 + at)));
    for (const id of [old, ...ids]) {
      await writeFile(join(folder, 'incidents', `${id}.json`), JSON.stringify(story(id)));
    }
    await openIncidentStore(folder, plain).save(story(idAt(OPENED, 'new')));
    await expect
      .poll(async () => (await readdir(join(folder, 'incidents'))).length, { timeout: 60_000 })
      .toBe(500);
    const { stories } = await readStories(folder);
    expect(stories[0]?.id).toBe(idAt(OPENED, 'new'));
    expect(stories.some(({ id }) => id === old || id.endsWith('-1000'))).toBe(false);
  });

  it('has no secret in what others have written', async () => {
    const folder = await stateDir();
    const store = openIncidentStore(folder, (text) => text.replaceAll('hunter2', '***'));
    const failure = {
      stage: 'authorize',
      failureClass: 'error',
      detail: { kind: 'foreign', text: 'bad password hunter2' },
    };
    const sentence = { kind: 'probe-failed', failures: 1, failure } as never;
    const event = { atUnixMs: OPENED, level: 'error', action: 'probe-failed', sentence } as const;
    await store.save(story('a', { events: [event] }));
    const text = await readFile(join(folder, 'incidents', 'a.json'), 'utf8');
    expect(text).toContain('bad password ***');
  });

  it.each([
    ['torn', '{"form":1,'],
    ['of another form', JSON.stringify({ ...story('x'), form: 2 })],
    ['of another incident', JSON.stringify(story('y'))],
    ['with a time that is none', JSON.stringify({ ...story('x'), openedUnixMs: 'now' })],
    ['with events that are none', JSON.stringify({ ...story('x'), events: {} })],
  ])('reports a file %s, and reads the others', async (_, text) => {
    const folder = await stateDir();
    await openIncidentStore(folder, plain).save(story('20261126-030000.000-1'));
    await writeFile(join(folder, 'incidents', 'x.json'), text);
    const { stories, unreadable } = await readStories(folder);
    expect(stories.map(({ id }) => id)).toEqual(['20261126-030000.000-1']);
    expect(unreadable).toMatchObject([{ kind: 'file-invalid' }]);
  });

  it('leaves out events that are none, and curves that are none', async () => {
    const folder = await stateDir();
    const events = [null, { atUnixMs: 'x' }, { atUnixMs: 1, level: 'info', action: 'stop' }];
    await mkdir(join(folder, 'incidents'));
    const file = join(folder, 'incidents', 'x.json');
    await writeFile(file, JSON.stringify({ ...story('x'), events, curves: { stops: 'none' } }));
    expect(await readStory(folder, 'x')).toMatchObject({ value: { events: [], curves: null } });
  });

  it('returns open incidents, and those with events since a time', async () => {
    const folder = await stateDir();
    const store = openIncidentStore(folder, plain);
    await store.save(
      story('a', { closedUnixMs: OPENED - DAY_MS, evidenceUnixMs: OPENED - DAY_MS }),
    );
    await store.save(
      story('b', { closedUnixMs: null, end: null, evidenceUnixMs: OPENED - DAY_MS }),
    );
    await store.save(story('c'));
    const { stories } = await readStories(folder, OPENED - 60_000);
    expect(stories.map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('is empty before the first incident, and finds nothing outside itself', async () => {
    const folder = await stateDir();
    expect(await readStories(folder)).toEqual({ stories: [], unreadable: [] });
    await writeFile(join(folder, 'brake.json'), JSON.stringify(story('../brake')));
    expect(await readStory(folder, '../brake')).toEqual({ kind: 'absent' });
  });
});
