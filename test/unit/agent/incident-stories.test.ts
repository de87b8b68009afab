import { describe, expect, it } from 'vitest';
import { IncidentBook } from '../../../src/agent/acting/incident-book.js';
import { IncidentStories } from '../../../src/agent/telling/incident-stories.js';
import { tellClosed } from '../../../src/agent/telling/closing.js';
import { Memory } from '../../../src/agent/memory.js';
import { instantOf } from '../../../src/core/instant.js';
import type { IncidentStory } from '../../../src/core/telling/incident-story.js';
import { parseStory } from '../../../src/core/telling/story-file.js';
import { parseConfig } from '../../../src/config/load.js';
import type { IncidentStore } from '../../../src/ports.js';
import { emptyStore } from '../../support/agent-bench.js';

const WALL_MS = Date.UTC(2026, 10, 26, 3, 0);
const target = { pid: 4711, startedAt: '134000000000000000', name: 'dllhost.exe' };
const key = { check: 'limits', application: undefined, subject: 'dllhost.exe' } as const;

function config() {
  const loaded = parseConfig('[shellprocess]\n', '/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

/** Incidents stored and reported by an agent; time is moved by hand. */
async function agent(disk: Map<string, string>, startMs = 0) {
  const time = { nowMs: startMs };
  const clock = {
    monotonicMs: () => time.nowMs - startMs,
    wallMs: () => WALL_MS + time.nowMs,
    sleep: () => Promise.resolve(),
  };
  let writes = 0;
  const store: IncidentStore = {
    load: () => Promise.resolve([...disk.values()].flatMap((each) => parsed(each) ?? [])),
    save: (story) => {
      writes++;
      disk.set(story.id, JSON.stringify(story));
      return Promise.resolve();
    },
    release: () => undefined,
  };
  const stories = new IncidentStories({ store, clock, hostName: 'SRV01', observes: false });
  const left = await stories.load();
  const book = new IncidentBook((incident, isOpen) => stories.changed(incident, isOpen));
  const memory = new Memory({ memoryStore: emptyStore, clock });
  book.restore(memory.incidents(config(), left).open);
  stories.recallTimes(book);
  const journal = stories.noting(() => undefined);
  const now = () => instantOf(clock);
  const breach = (pid = 4711) => {
    const { incident, isNew } = book.evidence(key, now(), pid, `${pid}.1`);
    if (isNew) {
      const figures = { cpuPercent: 93, memoryPercent: 1, workingSetBytes: 5e8 };
      const limits = { maxCpuPercent: 20, maxMemoryPercent: 20 };
      const sentence = { kind: 'breach', target, figures, limits } as const;
      journal({ level: 'warn', action: 'breach', sentence, incidentId: incident.id });
    }
    return incident;
  };
  const stopped = (id: string) => {
    const outcome = { kind: 'stopped', tookMs: 40 } as const;
    const sentence = { kind: 'stop-outcome', target, outcome, attempt: 1 } as const;
    journal({ level: 'warn', action: 'stop', sentence, incidentId: id });
  };
  const close = (id: string) => {
    const incident = book.open.find((each) => each.id === id);
    if (!incident) throw new Error('not open');
    book.close(incident);
    const notify = () => Promise.resolve();
    tellClosed(incident, 'quiet', { clock, journal, notify, hostName: 'SRV01' });
  };
  return { time, book, stories, breach, stopped, close, now, writes: () => writes };
}

function parsed(text: string): IncidentStory | undefined {
  return parseStory(JSON.parse(text));
}

const only = (disk: Map<string, string>) => {
  const [text = '', ...others] = disk.values();
  expect(others).toEqual([]);
  const story = parsed(text);
  if (!story) throw new Error('no story');
  return story;
};

describe('the story of an incident', () => {
  it('is on disk from its opening on, with its evidence, its deeds and their outcomes', async () => {
    const disk = new Map<string, string>();
    const { breach, stopped, book, time } = await agent(disk);
    const incident = breach();
    expect(only(disk)).toMatchObject({
      id: incident.id,
      openedUnixMs: WALL_MS,
      closedUnixMs: null,
    });
    time.nowMs = 400;
    stopped(incident.id);
    book.change(incident, { stops: 1, cure: 'expected' });
    const { events, stops } = only(disk);
    expect(events.map(({ sentence }) => sentence.kind)).toEqual(['breach', 'stop-outcome']);
    expect(events[1]?.atUnixMs).toBe(WALL_MS + 400);
    expect(stops).toBe(1);
  });

  it('ends with when and how it was closed, and when the cure was proven', async () => {
    const disk = new Map<string, string>();
    const { breach, book, close, time } = await agent(disk);
    const { id } = breach();
    time.nowMs = 60_000;
    const [incident] = book.open;
    if (incident) book.change(incident, { cure: 'proven' });
    time.nowMs = 900_000;
    close(id);
    expect(only(disk)).toMatchObject({
      closedUnixMs: WALL_MS + 900_000,
      end: 'quiet',
      cure: 'proven',
      provenUnixMs: WALL_MS + 60_000,
    });
  });

  it('goes on in the same file when the agent died in the middle of it', async () => {
    const disk = new Map<string, string>();
    const first = await agent(disk);
    const { id } = first.breach();
    first.stopped(id);
    const next = await agent(disk, 30_000);
    expect(next.book.open.map((each) => each.id)).toEqual([id]);
    expect(next.breach().id).toBe(id);
    next.stopped(id);
    const { events, times } = only(disk);
    expect(events.map(({ sentence }) => sentence.kind)).toEqual([
      'breach',
      'stop-outcome',
      'stop-outcome',
    ]);
    // The same process as before: the trouble has not recurred.
    expect(times).toHaveLength(1);
  });

  it('is not opened again by an agent that starts after its end', async () => {
    const disk = new Map<string, string>();
    const first = await agent(disk);
    const { id } = first.breach();
    first.close(id);
    expect((await agent(disk, 30_000)).book.isEmpty).toBe(true);
  });

  it('counts the third time within an hour, closed incidents and earlier agents included', async () => {
    const disk = new Map<string, string>();
    const first = await agent(disk);
    first.close(first.breach(1).id);
    first.time.nowMs = 20 * 60_000;
    first.close(first.breach(2).id);
    const next = await agent(disk, 40 * 60_000);
    expect(next.breach(3).times).toHaveLength(3);
    next.time.nowMs = 65 * 60_000;
    expect(next.breach(4).times).toHaveLength(3);
  });

  it('is not written again at every sample that shows nothing new', async () => {
    const disk = new Map<string, string>();
    const { breach, time, writes } = await agent(disk);
    for (time.nowMs = 0; time.nowMs < 60_000; time.nowMs += 1_000) breach();
    expect(writes()).toBeLessThan(16);
    expect(only(disk).evidenceUnixMs).toBeGreaterThan(WALL_MS + 50_000);
  });

  it('has room for what began it and what came last, however long it lasts', async () => {
    const disk = new Map<string, string>();
    const { breach, stopped } = await agent(disk);
    const { id } = breach();
    for (let times = 0; times < 1_000; times++) stopped(id);
    const { events, leftOut } = only(disk);
    expect(events).toHaveLength(200);
    expect(events[0]?.sentence.kind).toBe('breach');
    expect(leftOut).toBe(801);
  });
});
