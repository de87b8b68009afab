import { printable } from '../../core/foreign.js';
import type { Notice } from '../../core/telling/notice.js';
import type { Language } from '../../texts/language.js';
import { describeNotice } from '../../texts/notice.js';

import type { Illustration, Picture } from './illustration.js';

export interface RenderedMail {
  /** `[comwatch] HOST …`: a list sorted by subject is sorted by server, then by process. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LONGEST_SUBJECT = 250;

/**
 * A notice as plain text and as HTML that loads nothing but a picture of the same mail. Names, command lines and error texts come from outside: each
 * piece is one line of printable characters, and of bounded length.
 */
export function renderMail(
  notice: Notice,
  language: Language,
  illustration?: Illustration & { readonly cid: string },
): RenderedMail {
  const described = describeNotice(notice, language);
  const { picture, cid = '' } = illustration ?? {};
  const headline = printable(described.headline);
  const advice = printable(described.advice);
  const rows = [...described.rows, ...(illustration?.rows ?? [])].map(
    ([label, value]) => [label, printable(value)] as const,
  );
  const subject = printable(`[comwatch] ${notice.hostName} ${headline}`, LONGEST_SUBJECT);
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const lines = rows.map(([label, value]) =>
    `${(label && `${label}:`).padEnd(width)}${value}`.trimEnd(),
  );
  const text = `${headline}\n\n${advice}\n\n${lines.join('\n')}\n`;
  const cells = rows
    .map(
      ([label, value]) =>
        `<tr><td style="padding:2px 12px 2px 0;color:#666;vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td>` +
        `<td style="padding:2px 0">${escapeHtml(value)}</td></tr>`,
    )
    .join('\n');
  const html =
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>\n` +
    `<body style="font:14px/1.4 'Segoe UI',Arial,sans-serif;color:#222">\n` +
    `<p style="font-size:16px;font-weight:600;margin:0 0 8px">${escapeHtml(headline)}</p>\n` +
    `<p style="margin:0 0 12px">${escapeHtml(advice)}</p>\n` +
    `<table style="border-collapse:collapse">\n${cells}\n</table>\n${picture ? image(picture, cid) : ''}</body></html>\n`;
  return { subject, text, html };
}

/** Outlook uses the attributes, not a style. */
function image({ width, height, words }: Picture, cid: string): string {
  return `<p style="margin:12px 0 0"><img src="cid:${escapeHtml(cid)}" width="${width}" height="${height}" alt="${escapeHtml(words)}" style="border:0"></p>\n`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
