/** Probable mistakes in a configuration file: values only; the words live in src/texts. */
import type { Reason } from '../reason.js';

/** A look-alike letter, or an invisible character. */
export interface StrangeCharacter {
  /** 1-based, in its word or value. */
  readonly position: number;
  readonly character: string;
  /** As `U+0441`. */
  readonly code: string;
  readonly kind: 'cyrillic' | 'latin' | 'greek' | 'invisible' | 'foreign';
}

export interface Place {
  readonly line: number;
  readonly section: string;
  readonly key: string;
}

export type Warning =
  /** Text after a space and ; or # is part of the value. */
  | ({ readonly kind: 'comment-in-value' } & Place)
  | ({ readonly kind: 'quoted-value' } & Place)
  | ({ readonly kind: 'masked-password' } & Place)
  /** Letters were replaced by question marks when the file was saved. */
  | ({ readonly kind: 'lost-letters' } & Place)
  | ({ readonly kind: 'example-address' } & Place)
  | {
      readonly kind: 'doubtful-characters';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      /** Absent where the value is a secret. */
      readonly characters: readonly StrangeCharacter[];
    }
  /** The required settings still have the values of the shipped sample. */
  | { readonly kind: 'untouched-sample' }
  | {
      /** The original program took it for seconds. */
      readonly kind: 'bare-delay';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly found: string;
    }
  | {
      readonly kind: 'clear-password';
      readonly line: number;
      readonly section: string;
      readonly key: string;
    }
  | { readonly kind: 'rights-unread'; readonly reason: Reason }
  | {
      /** A file with passwords whose protection any user of the machine can undo. */
      readonly kind: 'readable';
      readonly path: string;
      readonly readers: readonly string[];
      readonly commands: readonly string[];
    }
  | {
      readonly kind: 'log-folder-writable';
      readonly path: string;
      readonly writers: readonly string[];
      readonly commands: readonly string[];
    }
  | {
      readonly kind: 'looks-like-seconds';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly found: string;
      /** Present meaning of the value, in milliseconds. */
      readonly meansMs: number;
    }
  | {
      readonly kind: 'below-one-core';
      readonly limit: number;
      readonly logicalProcessors: number;
    }
  | {
      readonly kind: 'delay-stretched';
      readonly source: string;
      readonly delayMs: number;
      readonly spacingMs: number;
    }
  | {
      readonly kind: 'com-delay-short';
      readonly section: string;
      readonly delayMs: number;
      /** Time between two checks that succeed, where `check_load` stretches the delay. */
      readonly stretchedMs: number | undefined;
    }
  /** Windows without a gap between them: no process is ever stopped. */
  | { readonly kind: 'endless-maintenance'; readonly section: string }
  /** The password of `[mail]` may be read in transit. */
  | { readonly kind: 'clear-login'; readonly when: 'always' | 'without-offer' }
  | { readonly kind: 'no-mail' }
  | { readonly kind: 'no-com-check' }
  | { readonly kind: 'no-process-check' };
