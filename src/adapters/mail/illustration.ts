import type { Notice } from '../../core/telling/notice.js';
import type { Description } from '../../texts/description.js';

export interface Picture {
  readonly png: Buffer;
  /** Size as displayed; the picture itself has more pixels. */
  readonly width: number;
  readonly height: number;
  /** Alternative text for readers who do not see it. */
  readonly words: string;
}

/** Illustration of a mail, in addition to the words of its notice. */
export interface Illustration {
  readonly rows: Description['rows'];
  readonly picture?: Picture;
}

/** May reject; the mail is then sent without it. The signal ends it at once. */
export type Illustrate = (notice: Notice, signal: AbortSignal) => Promise<Illustration | undefined>;
