import { describe, expect, it } from 'vitest';
import { openIllustrator } from '../../../src/compose/illustrator.js';
import { failure, success, type Result } from '../../../src/core/result.js';
import type { Reason } from '../../../src/core/reason.js';
import type { IncidentStory } from '../../../src/core/telling/incident-story.js';
import { curves, OPENED } from '../../support/curves.js';
import { notice } from '../../support/mail.js';

const story = { curves: curves(), openedUnixMs: OPENED } as IncidentStory;
const png = Buffer.from('a picture');
const late: Result<Buffer, Reason> = failure({ kind: 'picture-late', deadlineMs: 10_000 });
const NOW = Date.now();
const MINUTE_MS = 60_000;
const never = new AbortController().signal;

function bench(answers: Result<Buffer, Reason>[], costs = { drawMs: 0, readMs: 0 }) {
  const clock = { nowMs: 0 };
  const failures: Reason[] = [];
  const drawings: string[] = [];
  const illustrate = openIllustrator({
    readStory: (id) => {
      clock.nowMs += costs.readMs;
      return Promise.resolve(id === 'other' ? undefined : story);
    },
    drawing: {
      draw: (svg) => {
        clock.nowMs += costs.drawMs;
        drawings.push(svg);
        return Promise.resolve(answers[drawings.length - 1] ?? success(png));
      },
    },
    language: 'ru',
    clock: { monotonicMs: () => clock.nowMs, wallMs: () => NOW + clock.nowMs },
    onFailure: (reason) => void failures.push(reason),
  });
  const shown = async (id: string, at = NOW + clock.nowMs) =>
    illustrate({ ...notice(id), at }, never);
  return { illustrate, shown, clock, failures, drawings };
}

describe('what a mail shows', () => {
  it('is drawn once for all recipients of a notice', async () => {
    const { illustrate, drawings } = bench([]);
    const first = await illustrate(notice('n1'), never);
    const second = await illustrate(notice('n1'), never);
    expect(first?.picture).toMatchObject({ png, width: 640 });
    expect(first?.picture?.words).toMatch(/^ЦП, память и вызовы COM с \d\d:00:00 по \d\d:22:15$/);
    expect(second).toBe(first);
    await illustrate(notice('n2'), never);
    expect(drawings).toHaveLength(2);
  });

  it('is nothing where no incident is known', async () => {
    const { illustrate, drawings } = bench([]);
    expect(await illustrate({ ...notice(), incidentId: 'other' }, never)).toBeUndefined();
    expect(drawings).toEqual([]);
  });

  it('is the figures alone when the agent ends, and nothing is said of it', async () => {
    const { illustrate, failures } = bench([failure({ kind: 'agent-ending' })]);
    const shown = await illustrate(notice('n1'), AbortSignal.abort());
    expect(shown?.rows.length).toBeGreaterThan(3);
    expect(shown).not.toHaveProperty('picture');
    expect(failures).toEqual([]);
    expect(await illustrate(notice('n1'), never)).toHaveProperty('picture');
  });

  it('consists of the figures alone when no picture comes, which is reported once until one comes again', async () => {
    const { illustrate, clock, failures } = bench([late, late, success(png), late]);
    for (const id of ['n1', 'n2', 'n3', 'n4']) {
      const shown = await illustrate(notice(id), never);
      clock.nowMs += MINUTE_MS;
      expect(shown?.rows.length).toBeGreaterThan(3);
      expect(shown?.picture !== undefined).toBe(id === 'n3');
    }
    expect(failures).toHaveLength(2);
  });
});

describe('many mails at once, as after an outage,', () => {
  const ids = Array.from({ length: 40 }, (_, at) => `n${at}`);

  it('have three pictures in a minute; the others show the figures', async () => {
    const { shown, clock, failures, drawings } = bench([]);
    for (const id of ids) expect((await shown(id))?.rows.length).toBeGreaterThan(3);
    expect(drawings).toHaveLength(3);
    expect(failures).toEqual([]);
    clock.nowMs += MINUTE_MS;
    expect(await shown('later')).toHaveProperty('picture');
  });

  it('wait a few seconds for pictures on a slow machine, not for each of them', async () => {
    const { shown, drawings } = bench([], { drawMs: 9_000, readMs: 0 });
    for (const id of ids) await shown(id);
    expect(drawings).toHaveLength(1);
  });

  it('have none of what is older than the curves of an incident reach', async () => {
    const { shown, drawings } = bench([]);
    const earlier = await shown('n1', NOW - 31 * MINUTE_MS);
    expect(earlier?.rows.length).toBeGreaterThan(3);
    expect(drawings).toEqual([]);
    expect(await shown('n2', NOW - 29 * MINUTE_MS)).toHaveProperty('picture');
  });

  it('do not each wait for a disk that hangs', async () => {
    const { shown, clock } = bench([], { drawMs: 0, readMs: 1_000 });
    for (const id of ids) await shown(id);
    expect(clock.nowMs).toBe(5_000);
  });
});
