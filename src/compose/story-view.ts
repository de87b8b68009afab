import type { IncidentStory } from '../core/telling/incident-story.js';
import type { ViewIncident } from '../core/viewing/view.js';
import { sentenceText } from '../texts/sentence.js';
import type { Sentence } from '../core/telling/sentence.js';

/** An incident for the page, from its file. */
export function storyView(story: IncidentStory): ViewIncident {
  const { id, check, application, subject, openedUnixMs, closedUnixMs, stops, cure } = story;
  return {
    ...{ id, check, application, subject, openedUnixMs, closedUnixMs, stops },
    isCured: cure === 'proven',
    events: story.events.flatMap(({ atUnixMs, level, sentence }) => {
      const text = words(sentence);
      return text ? [{ atUnixMs, level, text }] : [];
    }),
  };
}

/** A file may contain a sentence that this version does not know, or only a part of one. */
function words(sentence: Sentence): { readonly en: string; readonly ru: string } | undefined {
  try {
    return { en: sentenceText(sentence, 'en'), ru: sentenceText(sentence, 'ru') };
  } catch {
    return undefined;
  }
}
