/** What is wrong with a configuration file, or probably a mistake: values only, the words live in src/texts. */
import type { DialectProblem } from './dialect.js';
import type { Localized } from './kinds.js';

export type Problem =
  | DialectProblem
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'no-check' }
  | {
      readonly kind: 'unknown-section';
      readonly line: number;
      readonly section: string;
      readonly nearest: string | undefined;
    }
  | {
      readonly kind: 'unknown-key';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly nearest: string | undefined;
    }
  | {
      readonly kind: 'continued';
      readonly line: number;
      readonly section: string;
      readonly key: string;
    }
  | {
      readonly kind: 'missing-key';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly expected: Localized;
    }
  | {
      /** One image has one sampler. */
      readonly kind: 'sampling-differs';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly image: string;
      readonly found: string;
      readonly otherSection: string;
      readonly otherLine: number;
      readonly other: string;
    }
  | {
      /** Two sections could own the same process. */
      readonly kind: 'two-owners';
      readonly line: number;
      readonly section: string;
      /** The application, AppID or class that both name. */
      readonly owned: string;
      readonly other: string;
      readonly first: number;
    }
  | {
      /** A section with a name does not say which processes of its image are its own. */
      readonly kind: 'application-missing';
      readonly line: number;
      readonly section: string;
      readonly image: string;
      readonly other: string;
      readonly first: number;
    }
  | {
      readonly kind: 'bad-value';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      /** `***` for a secret. */
      readonly found: string;
      readonly expected: Localized;
      /** 1-based, in its line, where a part of the value is wrong. */
      readonly column?: number;
    }
  | {
      /** It was protected on another machine, or damaged. */
      readonly kind: 'secret-elsewhere';
      readonly line: number;
      readonly section: string;
      readonly key: string;
    }
  | {
      /** It could not be tried at all. */
      readonly kind: 'secret-unread';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'writable';
      readonly target: 'file' | 'folder';
      readonly path: string;
      /** SIDs, or the letters of SDDL. */
      readonly writers: readonly string[];
      /** Commands that mend it. */
      readonly commands: readonly string[];
    };

export type Warning =
  | {
      readonly kind: 'clear-password';
      readonly line: number;
      readonly section: string;
      readonly key: string;
    }
  | { readonly kind: 'rights-unread'; readonly reason: string }
  | {
      readonly kind: 'looks-like-seconds';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly found: string;
      /** What the value means now, in milliseconds. */
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
  | { readonly kind: 'com-delay-short'; readonly delayMs: number }
  | { readonly kind: 'no-mail' }
  | { readonly kind: 'no-com-check' }
  | { readonly kind: 'no-process-check' };
