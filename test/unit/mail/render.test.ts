import { describe, expect, it } from 'vitest';
import { composeMail } from '../../../src/adapters/mail/compose-mail.js';
import { renderMail } from '../../../src/adapters/mail/render.js';
import { notice } from '../../support/mail.js';

/** Everything that controls a terminal, a header or the order of letters. */
const HOSTILE =
  'a\r\nBcc: evil@example.com\u0000\u001b[2J\u009b2J\u202egpj.exe\u2066\ufeff<script>\'"';
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;

const hostile = {
  ...notice(),
  hostName: HOSTILE,
  incidentId: HOSTILE,
  commandLine: HOSTILE + 'x'.repeat(3_000_000),
  target: { ...notice().target, name: HOSTILE },
};

describe('text from outside in a mail', () => {
  it.each(['en', 'ru'] as const)('steers nothing, in %s', (language) => {
    const { subject, text, html } = renderMail(hostile, language);
    for (const part of [subject, text, html]) expect(part).not.toMatch(STEERING);
    expect(subject).not.toContain('\n');
    expect(html).not.toContain('<script>');
    expect(html).toContain('&#39;&quot;');
    expect(text.length + html.length).toBeLessThan(30_000);
  });

  it('adds no header', async () => {
    const mail = await composeMail('c@example.org', 'a@example.org', hostile, 'en');
    const [head = ''] = mail.toString('latin1').split('\r\n\r\n');
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head).toMatch(/^Message-ID:\s+<[\w.-]+@[\w.-]+>$/im);
    for (const line of head.split('\r\n')) expect(line.length).toBeLessThan(998);
  });
});
