import { eventText } from '../../../src/texts/sentence.js';
import { expect, it } from 'vitest';
import { redactor } from '../../../src/config/redact.js';
import { NoiseLog } from '../../../src/adapters/powershell/shell/noise-log.js';

it('what a shell says beside its answers is written without parts of answers', () => {
  const lines: string[] = [];
  const noise = new NoiseLog('watch', (event) => void lines.push(eventText(event, 'en')));
  const answer = Buffer.from(JSON.stringify({ secret: 'p' })).toString('base64');
  noise.add('stdout', `broken 00112233445566aa 7 ${answer} - .`);
  expect(lines[0]).toMatch(/said on stdout: broken \[16 characters\] 7 \[20 characters\]/);
  expect(lines[0]).not.toContain(answer);
});

it('takes ten megabytes without a line end', () => {
  const messages: string[] = [];
  const log = new NoiseLog('watch', (event) => void messages.push(eventText(event, 'en')));
  log.add('stdout', 'A'.repeat(10 * 2 ** 20));
  expect(messages).toHaveLength(1);
  expect(messages[0]?.length).toBeLessThan(600);
});

it.each([480, 490, 505, 990, 1_005])('masks a secret that %i characters precede', (before) => {
  const secret = 'М4рк-пароль;8271';
  const lines: string[] = [];
  const log = new NoiseLog(
    'watch',
    (event) => void lines.push(eventText(event, 'en')),
    redactor([secret]),
  );
  log.add('stderr', `${'.'.repeat(before)}${secret}${'.'.repeat(600)}`);
  expect(lines.join('\n')).not.toContain(secret.slice(0, 3));
});
