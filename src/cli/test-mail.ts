import { hostname } from 'node:os';
import { systemClock } from '../adapters/clock/clock.js';
import { openSmtp } from '../adapters/mail/smtp.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { warningText } from '../texts/problems.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

/**
 * Sends a test mail to every recipient and shows the server's answer to each. Exit code 1 when one was not accepted.
 */
export async function testMail(file: string, language: Language, output: Output): Promise<number> {
  const texts = cliTexts(language);
  const loaded = await openConfig(file, false);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { mail, monitor } = loaded.config;
  if (!mail) {
    output.error(texts.mail.off);
    return exitCode.failed;
  }
  const at = systemClock.wallMs();
  const id = `test-${at}`;
  const notice = { kind: 'test', id, incidentId: id, hostName: hostname(), at } as const;
  const send = openSmtp(mail, monitor.language);
  // A mail path that works may still be readable in transit.
  for (const warning of loaded.warnings) {
    if (warning.kind === 'clear-login') output.error(`! ${warningText(warning, language)}`);
  }
  let failed = false;
  for (const recipient of mail.recipients) {
    const answer = await send(notice, recipient, new AbortController().signal);
    if (answer.kind === 'accepted') {
      output.out(`${texts.mail.accepted(recipient)} (${answer.response.text})`);
    } else {
      failed = true;
      const reason =
        answer.kind === 'aborted' ? ({ kind: 'agent-ending' } as const) : answer.reason;
      output.error(texts.mail.refused(recipient, reason));
    }
  }
  return failed ? exitCode.failed : exitCode.ok;
}
