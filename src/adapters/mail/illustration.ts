import type { Notice } from '../../core/telling/notice.js';
import type { Description } from '../../texts/description.js';

export interface Picture {
  readonly png: Buffer;
  /** As it is shown; the picture itself has more points. */
  readonly width: number;
  readonly height: number;
  /** For those who do not see it. */
  readonly words: string;
}

/** What a mail shows beside the words of its notice. */
export interface Illustration {
  readonly rows: Description['rows'];
  readonly picture?: Picture;
}

/** May reject; the mail is then sent without it. The signal ends it at once. */
export type Illustrate = (notice: Notice, signal: AbortSignal) => Promise<Illustration | undefined>;
