import { describe, expect, it } from 'vitest';
import { redactor } from '../../../src/config/redact.js';
import { logShell } from '../../../src/adapters/powershell/shell/shell-log.js';
import type { ShellEvent } from '../../../src/adapters/powershell/shell/shell-event.js';
import type { Redact } from '../../../src/core/judging/probe-result.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import { eventText } from '../../../src/texts/sentence.js';

function bench(redact?: Redact) {
  const events: JournalEvent[] = [];
  const clock = { nowMs: 0, monotonicMs: () => clock.nowMs };
  const log = logShell('watch', (event) => void events.push(event), {
    clock,
    ...(redact && { redact }),
  });
  const lines = () => events.map((event) => eventText(event, 'en'));
  return { log, events, lines, clock };
}

const said = (text: string): ShellEvent => ({ kind: 'said', stream: 'stdout', text });

describe('what a shell says beside its answers', () => {
  it('is written without parts of answers', () => {
    const { log, lines } = bench();
    const answer = Buffer.from(JSON.stringify({ secret: 'p' })).toString('base64');
    log(said(`broken 00112233445566aa 7 ${answer} - .`));
    expect(lines()[0]).toMatch(/said on stdout: broken \[16 characters\] 7 \[20 characters\]/);
    expect(lines()[0]).not.toContain(answer);
  });

  it.each([
    'System.UnauthorizedAccessException',
    'CommandNotFoundException',
    'ParameterBindingValidationException',
    '/usr/lib/powershell/Modules/Microsoft.PowerShell.Utility',
    'Win32ProcessorArchitectureUnsupported64BitException',
    'AccessViolationInModuleMSVCR120',
    'ComPlusApplication1Instances3',
    'MSFT/ScheduledTask2Provider',
  ])('keeps ordinary words, however long: %s', (word) => {
    const { log, lines } = bench();
    log(said(`it threw ${word}.`));
    expect(lines()[0]).toContain(word);
  });

  it.each([
    '{"pid":4712,"name":"dllhost.exe"}',
    'Пароль длинный',
    'p4ssword12345678',
    'correct horse battery',
  ])('hides what an answer holds: %s', (text) => {
    const { log, lines } = bench();
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const answer = Buffer.from(text, encoding).toString('base64');
      log(said(`broken ${answer}`));
      expect(lines().join()).not.toContain(answer.slice(0, 16));
    }
  });

  it('may be ten megabytes without a line end', () => {
    const { log, lines } = bench();
    log(said('A'.repeat(10 * 2 ** 20)));
    expect(lines()).toHaveLength(1);
    expect(lines()[0]?.length).toBeLessThan(600);
  });

  it.each([480, 490, 505, 990, 1_005])('masks a secret that %i characters precede', (before) => {
    const secret = 'М4рк-пароль;8271';
    const { log, lines } = bench(redactor([secret]));
    log(said(`${'.'.repeat(before)}${secret}${'.'.repeat(600)}`));
    expect(lines().join('\n')).not.toContain(secret.slice(0, 3));
  });

  it('is written ten times a minute; how much was left out is said with the next line', () => {
    const { log, lines, clock } = bench();
    for (let line = 0; line < 14; line++) log(said(`line ${line}`));
    expect(lines()).toHaveLength(10);
    clock.nowMs = 60_001;
    log(said('later'));
    expect(lines().slice(10)).toEqual([
      'Shell watch: further lines of output left out: 4',
      'Shell watch said on stdout: later',
    ]);
  });
});

describe('the log of a shell', () => {
  it('has a level, an action and a sentence for everything that happens to it', () => {
    const { log, events, lines } = bench();
    log({ kind: 'started', generation: 1, pid: 4712, tookMs: 812.4 });
    log({ kind: 'recycled', generation: 1, cause: { kind: 'memory', bytes: 500 * 2 ** 20 } });
    log({ kind: 'idled', generation: 2 });
    const reason = { kind: 'shell-exited', how: { kind: 'code', code: 3 } } as const;
    log({ kind: 'given-up', generation: 3, reason, nextStartMs: 5_000 });
    expect(events.map(({ level, action }) => `${level} ${action}`)).toEqual([
      'info shell-start',
      'info shell-exit',
      'info shell-exit',
      'warn shell-error',
    ]);
    expect(events[0]?.fields).toEqual({
      'comwatch.shell.pid': 4712,
      'comwatch.shell.generation': 1,
    });
    expect(lines()[1]).toMatch(/MB of memory/);
    expect(lines()[3]).toMatch(/exited with code 3; next start in 5 s/);
  });
});
