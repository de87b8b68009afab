import type { Notice } from '../../core/telling/notice.js';
import { isFigure, isShallow } from '../../core/table.js';
import { mailboxKey } from './mailbox.js';

export interface Letter {
  readonly notice: Notice;
  /** Recipients that have neither accepted nor refused it, as spelled in the configuration. */
  waiting: readonly string[];
  /** Keys of the recipients that have. */
  settled: readonly string[];
  /** Number of attempts with unknown outcome, by recipient. */
  unknown: Readonly<Record<string, number>>;
}

/** Maximum size of a letter on disk; a notice has a few kilobytes. */
export const LONGEST_LETTER_BYTES = 1_000_000;
const LONGEST_ID = 200;

export function newLetter(notice: Notice, recipients: readonly string[]): Letter {
  return { notice, waiting: recipients, settled: [], unknown: {} };
}

/** Removes a recipient that has accepted or refused the letter. */
export function settle(letter: Letter, recipient: string): void {
  letter.waiting = letter.waiting.filter((each) => each !== recipient);
  letter.settled = [...letter.settled, mailboxKey(recipient)];
}

/**
 * Reads a letter back, also one of an older version, which names only the waiting recipients. It goes only to
 * recipients of the configuration, whatever the file says. `undefined` if it is not a letter.
 */
export function parseLetter(text: string, recipients: readonly string[]): Letter | undefined {
  const file = parseObject(text);
  const notice = asObject(file?.['notice']);
  if (!file || !isNotice(notice) || !isTexts(file['waiting'])) return undefined;
  const settled = isTexts(file['settled']) ? file['settled'] : undefined;
  return {
    notice: notice as unknown as Notice,
    waiting: whoWaits(file['waiting'], settled, recipients),
    settled: settled ?? [],
    unknown: asCounts(file['unknown']),
  };
}

function whoWaits(
  waiting: readonly string[],
  settled: readonly string[] | undefined,
  recipients: readonly string[],
): readonly string[] {
  if (settled) return recipients.filter((each) => !settled.includes(mailboxKey(each)));
  const named = new Set(waiting.map(mailboxKey));
  const known = recipients.filter((each) => named.has(mailboxKey(each)));
  // None of them is configured any more, so the current recipients get it.
  return known.length > 0 ? known : recipients;
}

function isNotice(notice: Record<string, unknown> | undefined): boolean {
  const isId = (value: unknown) =>
    typeof value === 'string' && value !== '' && value.length <= LONGEST_ID;
  return (
    notice !== undefined &&
    isId(notice['id']) &&
    typeof notice['incidentId'] === 'string' &&
    typeof notice['hostName'] === 'string' &&
    typeof notice['kind'] === 'string' &&
    isFigure(notice['at'])
  );
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isShallow(value) ? asObject(value) : undefined;
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function asCounts(value: unknown): Record<string, number> {
  const counts = Object.entries(asObject(value) ?? {});
  return Object.fromEntries(
    counts.filter((each): each is [string, number] => Number.isInteger(each[1])),
  );
}
