/** Errors and probable mistakes in a configuration file: values only, the words live in src/texts. */
import type { DialectProblem } from './dialect.js';
import type { Expected } from './expected.js';
import type { Foreign } from '../core/foreign.js';
import type { Reason } from '../core/reason.js';
import type { SystemTrouble } from '../core/system-trouble.js';
import type { StrangeCharacter } from '../core/telling/warning.js';

export type { StrangeCharacter, Warning } from '../core/telling/warning.js';

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';

/** Object whose rights were checked: the configuration, its folder, the state folder, the log folder. */
export type RightsTarget = 'file' | 'folder' | 'state' | 'log';

/** Encodings that are recognised, and not read. */
export type ForeignEncoding = 'cp866' | 'KOI8-R' | 'ISO-8859-5' | 'Mac Cyrillic' | 'UTF-32';

export type Problem =
  | DialectProblem
  | { readonly kind: 'unreadable'; readonly cause: Foreign | SystemTrouble }
  /** A folder, or a pipe or device, reading from which may never end. */
  | { readonly kind: 'not-a-file'; readonly isFolder: boolean }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'empty' }
  /** Only zero bytes, or zero bytes from this line on: typical after a power cut. */
  | { readonly kind: 'zero-bytes'; readonly line: number | undefined }
  /** A file of an unsupported code page. */
  | { readonly kind: 'encoding-unsupported'; readonly encoding: ForeignEncoding }
  /** A line in another encoding than the file. */
  | { readonly kind: 'encoding-mixed'; readonly line: number; readonly file: EncodingName }
  /** Impossible text: the file was saved in one encoding after it had been read in another. */
  | { readonly kind: 'encoding-unclear'; readonly line: number }
  | { readonly kind: 'no-check' }
  | {
      readonly kind: 'unknown-section';
      readonly line: number;
      readonly section: string;
      readonly nearest: string | undefined;
      readonly strange: readonly StrangeCharacter[];
    }
  | {
      readonly kind: 'unknown-key';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly nearest: string | undefined;
      readonly strange: readonly StrangeCharacter[];
      /** Sections that have a setting of this name. */
      readonly elsewhere?: readonly string[];
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
      readonly expected: Expected;
    }
  | {
      /** Two sections give different values to one sampler: an image has only one. */
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
      /** The application, AppID or class that both refer to. */
      readonly owned: string;
      readonly other: string;
      readonly first: number;
    }
  | {
      /** A named section does not identify its processes of the image. */
      readonly kind: 'application-missing';
      readonly line: number;
      readonly section: string;
      readonly image: string;
      readonly other: string;
      readonly first: number;
    }
  | {
      /** A section of maintenance names an application that is not in the file. */
      readonly kind: 'maintenance-of-none';
      readonly line: number;
      readonly section: string;
      readonly nearest: string | undefined;
      /** Names of the applications, as first written. */
      readonly known: readonly string[];
    }
  | {
      readonly kind: 'bad-value';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      /** `***` for a secret. */
      readonly found: string;
      readonly expected: Expected;
      /** 1-based column in its line, where only a part of the value is wrong. */
      readonly column?: number;
      /** Unit of a number without one. */
      readonly bareUnit?: 's' | 'ms';
      readonly strange: readonly StrangeCharacter[];
      /** Other possible mistakes in it. */
      readonly suspicion: 'comment' | 'quotes' | undefined;
    }
  | {
      /** The password was protected on another machine, or is damaged. */
      readonly kind: 'secret-elsewhere';
      readonly line: number;
      readonly section: string;
      readonly key: string;
    }
  | {
      /** The password could not be decrypted because of another failure. */
      readonly kind: 'secret-unread';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly reason: Reason;
    }
  | {
      /** `[status] listen` is not loopback, and there is no token. */
      readonly kind: 'listen-open';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly found: string;
    }
  | {
      readonly kind: 'writable';
      readonly target: RightsTarget;
      readonly path: string;
      /** SIDs, or the letters of SDDL. */
      readonly writers: readonly string[];
      /** Commands that correct it. */
      readonly commands: readonly string[];
    }
  /** A link, whose target can be changed. */
  | { readonly kind: 'link'; readonly target: 'state' | 'log'; readonly path: string };

/** An error in a setting of the command line. */
export type OverrideProblem =
  | { readonly kind: 'no-assignment'; readonly found: string }
  | { readonly kind: 'unknown'; readonly found: string; readonly nearest: string | undefined }
  | { readonly kind: 'ambiguous'; readonly key: string; readonly sections: readonly string[] }
  | {
      readonly kind: 'bad-value';
      readonly key: string;
      readonly found: string;
      readonly expected: Expected;
    };
