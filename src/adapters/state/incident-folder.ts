/** The stories of incidents: one file each in `state/incidents`, bounded by count and age. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileReason } from '../../core/reason.js';
import type { Redact } from '../../core/judging/probe-result.js';
import type { IncidentStory } from '../../core/telling/incident-story.js';
import { redactTexts } from '../../core/telling/redact.js';
import { parseStory, STORY_ID } from '../../core/telling/story-file.js';
import { foreign } from '../../core/foreign.js';
import type { IncidentStore } from '../../ports.js';
import { within } from '../clock/deadline.js';
import { removeLeftovers } from '../files/leftovers.js';
import { JsonFile, readJson, type DiskTurn, type StoredJson } from '../files/json-file.js';

const MOST_FILES = 500;
const OLDEST_MS = 90 * 24 * 60 * 60_000;
const DEADLINE_MS = 10_000;

const folderOf = (stateDir: string) => join(stateDir, 'incidents');
const fileOf = (stateDir: string, id: string) => join(folderOf(stateDir), `${id}.json`);

export interface FoundStories {
  /** Newest first. */
  readonly stories: readonly IncidentStory[];
  readonly unreadable: readonly FileReason[];
}

/** @param redact removes secrets from text from outside before it is written */
export function openIncidentStore(
  stateDir: string,
  redact: Redact,
  onTurn?: DiskTurn,
): IncidentStore {
  const files = new Map<string, JsonFile<IncidentStory>>();
  void removeLeftovers(folderOf(stateDir));
  return {
    load: async (sinceUnixMs) => (await readStories(stateDir, sinceUnixMs)).stories,
    async save(story) {
      let file = files.get(story.id);
      if (!file) {
        file = new JsonFile<IncidentStory>(fileOf(stateDir, story.id), parseStory, onTurn);
        files.set(story.id, file);
        void prune(stateDir, story);
      }
      await file.save(redactTexts(story, redact));
    },
    release: (id) => void files.delete(id),
  };
}

/** Stories of incidents that are open or have had events since then. Never rejects. */
export async function readStories(stateDir: string, sinceUnixMs = 0): Promise<FoundStories> {
  const names = await namesIn(stateDir);
  if (!Array.isArray(names)) return { stories: [], unreadable: [names as FileReason] };
  const stories: IncidentStory[] = [];
  const unreadable: FileReason[] = [];
  for (const id of idsOf(names as readonly string[]).slice(0, MOST_FILES)) {
    const read = await readStory(stateDir, id);
    if (read.kind === 'unreadable') unreadable.push(read.reason);
    if (read.kind !== 'value') continue;
    const { closedUnixMs, evidenceUnixMs } = read.value;
    const isMeant = closedUnixMs === null || Math.max(closedUnixMs, evidenceUnixMs) >= sinceUnixMs;
    if (isMeant) stories.push(read.value);
  }
  return { stories, unreadable };
}

/** The story of one incident; `absent` also for an invalid identifier. Never rejects. */
export function readStory(stateDir: string, id: string): Promise<StoredJson<IncidentStory>> {
  if (!STORY_ID.test(id)) return Promise.resolve({ kind: 'absent' });
  const parse = (value: unknown) => {
    const story = parseStory(value);
    return story?.id === id ? story : undefined;
  };
  return readJson(fileOf(stateDir, id), parse);
}

/** Deletes the oldest: those beyond the count, and those that are too old. */
async function prune(stateDir: string, { openedUnixMs, id }: IncidentStory): Promise<void> {
  const names = await namesIn(stateDir);
  if (!Array.isArray(names)) return;
  const ids = idsOf(names as readonly string[]).filter((each) => each !== id);
  const oldest = stampOf(openedUnixMs - OLDEST_MS);
  const surplus = ids.filter((each, at) => at >= MOST_FILES - 1 || each < oldest);
  for (const each of surplus)
    await rm(fileOf(stateDir, each), { force: true }).catch(() => undefined);
}

/** Identifiers begin with the time of opening: newest first. */
function idsOf(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => STORY_ID.test(id))
    .sort()
    .reverse();
}

function stampOf(unixMs: number): string {
  return new Date(Math.max(0, unixMs)).toISOString().slice(0, 10).replaceAll('-', '');
}

async function namesIn(stateDir: string): Promise<readonly string[] | FileReason> {
  const folder = folderOf(stateDir);
  const reading = readdir(folder).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    return { kind: 'file-unreadable', file: folder, cause: foreign(message) } as const;
  });
  const names = await within(reading, DEADLINE_MS);
  return names === 'late' ? { kind: 'disk-silent', file: folder, deadlineMs: DEADLINE_MS } : names;
}
