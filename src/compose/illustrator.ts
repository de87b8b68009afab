/** The picture of an incident for its mails, and its figures in words. */
import type { Illustrate, Illustration, Picture } from '../adapters/mail/illustration.js';
import type { Drawing } from '../adapters/picture/drawing.js';
import { incidentSvg, spanOf } from '../adapters/picture/incident-svg.js';
import { PICTURE_WIDTH } from '../adapters/picture/shapes.js';
import { NotificationLog } from '../core/notification-log.js';
import type { Reason } from '../core/reason.js';
import type { IncidentCurves } from '../core/telling/incident-curves.js';
import type { IncidentStory } from '../core/telling/incident-story.js';
import type { Notice } from '../core/telling/notice.js';
import type { Language } from '../texts/language.js';
import { incidentTexts } from '../texts/incident.js';
import { clockTime, figureRows } from '../texts/picture.js';

export interface IllustratorContext {
  /** `undefined`: none is known under this identifier. */
  readonly readStory: (incidentId: string) => Promise<IncidentStory | undefined>;
  readonly drawing: Pick<Drawing, 'draw'>;
  readonly language: Language;
  /** Called once when no picture comes, until one comes again. */
  readonly onFailure: (reason: Reason, notice: Notice) => void;
}

/** Several recipients and tries get the same picture. */
const MOST_KEPT = 4;

export function openIllustrator(context: IllustratorContext): Illustrate {
  const kept = new Map<string, Illustration>();
  const log = new NotificationLog();
  const { readStory, drawing, language, onFailure } = context;

  const drawn = async (
    story: IncidentStory,
    curves: IncidentCurves,
    notice: Notice,
    signal: AbortSignal,
  ): Promise<Picture | undefined> => {
    const made = incidentSvg(story, language);
    const span = spanOf(curves, story.openedUnixMs);
    if (!made || !span) return undefined;
    const answer = await drawing.draw(made.svg, signal);
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
    const story = await readStory(notice.incidentId);
    if (!story?.curves) return undefined;
    const rows = figureRows(story.curves, language);
    const picture = await drawn(story, story.curves, notice, signal);
    const illustration: Illustration = { rows, ...(picture && { picture }) };
    if (signal.aborted) return illustration;
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT + 1))) {
      kept.delete(oldest);
    }
    kept.set(notice.id, illustration);
    return illustration;
  };
}
