/** The chart of an incident for its mails, and its figures in words. */
import type { Illustrate, Illustration, Picture } from '../adapters/mail/illustration.js';
import type { Drawing } from '../adapters/picture/drawing.js';
import { incidentSvg, spanOf } from '../adapters/picture/incident-svg.js';
import { PICTURE_WIDTH } from '../adapters/picture/shapes.js';
import { NotificationLog } from '../core/notification-log.js';
import type { Reason } from '../core/reason.js';
import { CURVE_MARGIN_MS, type IncidentCurves } from '../core/telling/incident-curves.js';
import type { IncidentStory } from '../core/telling/incident-story.js';
import type { Notice } from '../core/telling/notice.js';
import { WorkAllowance, type AllowedWork } from '../core/work-allowance.js';
import type { Clock } from '../ports.js';
import type { Language } from '../texts/language.js';
import { incidentTexts } from '../texts/incident.js';
import { clockTime, figureRows } from '../texts/picture.js';

export interface IllustratorContext {
  /** `undefined` if none is known under this identifier. */
  readonly readStory: (incidentId: string) => Promise<IncidentStory | undefined>;
  readonly drawing: Pick<Drawing, 'draw'>;
  readonly language: Language;
  readonly clock: Pick<Clock, 'monotonicMs' | 'wallMs'>;
  /** Called once when charts begin to fail, and again only after one has succeeded. */
  readonly onFailure: (reason: Reason, notice: Notice) => void;
}

/** Several recipients and attempts get the same picture. */
const MOST_KEPT = 4;
/** After a long outage mails leave by the hundred: a few of them have a picture, and none waits for another's. */
const PICTURES: AllowedWork = { windowMs: 60_000, most: 3, mostMs: 5_000 };
/** A disk that hangs costs each mail its deadline only during this time. */
const STORIES: AllowedWork = { windowMs: 60_000, most: Number.POSITIVE_INFINITY, mostMs: 5_000 };
/**
 * The span of the curves: before the opening, and after the last evidence. A picture of earlier hours does not show the
 * present state.
 */
const DRAWN_FOR_MS = 2 * CURVE_MARGIN_MS;

export function openIllustrator(context: IllustratorContext): Illustrate {
  const kept = new Map<string, Illustration>();
  const log = new NotificationLog();
  const { readStory, drawing, language, clock, onFailure } = context;
  const pictures = new WorkAllowance(PICTURES);
  const stories = new WorkAllowance(STORIES);

  const within = async <Value>(allowance: WorkAllowance, work: () => Promise<Value>) => {
    const startedMs = clock.monotonicMs();
    if (!allowance.isLeft(startedMs)) return undefined;
    const value = await work();
    allowance.spend(startedMs, clock.monotonicMs());
    return value;
  };

  const drawn = async (
    story: IncidentStory,
    curves: IncidentCurves,
    notice: Notice,
    signal: AbortSignal,
  ): Promise<Picture | undefined> => {
    const made = incidentSvg(story, language);
    const span = spanOf(curves, story.openedUnixMs);
    if (!made || !span) return undefined;
    const answer = await within(pictures, () => drawing.draw(made.svg, signal));
    if (!answer) return undefined;
    if (!answer.ok) {
      const isSaid = signal.aborted || !log.isNews('picture', answer.reason.kind);
      if (!isSaid) onFailure(answer.reason, notice);
      return undefined;
    }
    log.forget('picture');
    const { fromUnixMs, untilUnixMs } = span;
    return {
      png: answer.value,
      width: PICTURE_WIDTH,
      height: made.height,
      words: incidentTexts(language).pictureOf(clockTime(fromUnixMs), clockTime(untilUnixMs)),
    };
  };

  return async (notice, signal) => {
    const known = kept.get(notice.id);
    if (known) return known;
    const story = await within(stories, () => readStory(notice.incidentId));
    if (!story?.curves) return undefined;
    const rows = figureRows(story.curves, language);
    const isFresh = clock.wallMs() - notice.at <= DRAWN_FOR_MS;
    const picture = isFresh ? await drawn(story, story.curves, notice, signal) : undefined;
    const illustration: Illustration = { rows, ...(picture && { picture }) };
    if (signal.aborted) return illustration;
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT + 1))) {
      kept.delete(oldest);
    }
    kept.set(notice.id, illustration);
    return illustration;
  };
}
