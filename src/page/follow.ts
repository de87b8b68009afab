/** Follows a running agent: loads its view once, then the updates. Reconnects by itself. */
import type { View, ViewUpdate } from '../core/viewing/view.js';
import type { Page } from './page.js';

/** An update comes every 2 s. */
const SILENT_MS = 8_000;
const LOOK_MS = 1_000;
const AGAIN_MS = 3_000;
/** An answer larger than the page could show does not come from an agent. */
const MOST_CHARACTERS = 64 * 2 ** 20;

export function follow(page: Page): void {
  let lastMs = performance.now();
  let events: EventSource | undefined;
  let isNew = true;
  const connect = async () => {
    try {
      const answer = await fetch('view.json', {
        cache: 'no-store',
        signal: AbortSignal.timeout(SILENT_MS),
      });
      const text = await answer.text();
      if (!answer.ok || text.length > MOST_CHARACTERS) throw new Error(String(answer.status));
      page.show(JSON.parse(text) as View);
      lastMs = performance.now();
      performance.mark('comwatch-view');
      isNew = false;
      listen();
    } catch {
      page.gone();
      setTimeout(() => void connect(), AGAIN_MS);
    }
  };
  const listen = () => {
    events?.close();
    const source = new EventSource('events');
    events = source;
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      lastMs = performance.now();
      page.update(JSON.parse(data) as ViewUpdate);
    });
    source.addEventListener('error', () => {
      // Whatever the cause: another agent may be running by now, so the whole view is requested.
      source.close();
      setTimeout(() => void connect(), AGAIN_MS);
    });
  };
  setInterval(() => {
    if (!isNew && performance.now() - lastMs > SILENT_MS) page.gone();
  }, LOOK_MS);
  void connect();
}
