/** Mail between a mailer and a server of the test; everything is closed after each test. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { Mailer } from '../../src/adapters/mail/mailer.js';
import type { SmtpDeadlines } from '../../src/adapters/mail/deadlines.js';
import { openSmtp, type SendAnswer, type SmtpOptions } from '../../src/adapters/mail/smtp.js';
import type { MailConfig } from '../../src/config/config.js';
import { foreign } from '../../src/core/foreign.js';
import type { Redact } from '../../src/core/judging/probe-result.js';
import type { MailStage } from '../../src/core/mail-reason.js';
import { Secret } from '../../src/config/secret.js';
import { reasonText } from '../../src/texts/reason.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import type { BreachNotice } from '../../src/core/telling/notice.js';
import { target } from './build.js';
import { startScriptedSmtp, type SmtpScript } from './scripted-smtp.js';
import { startSmtp } from './smtp.js';

export const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

export function notice(id = 'n1'): BreachNotice {
  return {
    kind: 'breach',
    id,
    incidentId: '20261124-211504.123-4712',
    hostName: 'SRV01',
    at: Date.now(),
    target: target(),
    commandLine: 'dllhost.exe /Processid:{<E10F>}',
    figures: { cpuPercent: 143.25, memoryPercent: 3.5, workingSetBytes: 573 * 2 ** 20 },
    limits: { maxCpuPercent: 80, maxMemoryPercent: 20 },
    breached: ['cpu'],
    logicalProcessors: 4,
    cpuBasis: 'core',
    deed: { kind: 'tried', outcome: { kind: 'stopped', tookMs: 12 }, attempt: 1 },
    stops: 1,
    sinceMs: 0,
    isReminder: false,
  };
}

export function mailConfig(port: number, changes: Partial<MailConfig> = {}): MailConfig {
  return {
    recipients: ['a@example.org'],
    sender: 'comwatch@example.org',
    host: '127.0.0.1',
    port,
    user: '',
    password: new Secret(''),
    daily: undefined,
    report: undefined,
    maxMails: 20,
    tls: 'opportunistic',
    helo: undefined,
    ...changes,
  };
}

/** Real deadlines are minutes: these are short, except for the given stages. */
export function shortDeadlines(changes: Partial<SmtpDeadlines> = {}): SmtpDeadlines {
  const stages: MailStage[] = [
    ...(['connect', 'tls', 'greeting', 'ehlo', 'starttls', 'auth'] as const),
    ...(['mail', 'rcpt', 'data', 'text', 'dot'] as const),
  ];
  const short = Object.fromEntries(stages.map((stage) => [stage, 300])) as Record<
    MailStage,
    number
  >;
  return { ...short, ...changes };
}

/** One attempt to mail one notice; the words of the reason are English. */
export async function sendOnce(config: MailConfig, options: SmtpOptions = {}, of = notice()) {
  const send = openSmtp(config, 'ru', { deadlines: shortDeadlines(), ...options });
  const answer = await send(of, config.recipients[0] ?? '', new AbortController().signal);
  return { ...answer, words: 'reason' in answer ? reasonText(answer.reason, 'en') : '' };
}

const trouble = { kind: 'mail-trouble', server: 'test:25', cause: foreign('down') } as const;

export const away: SendAnswer = {
  kind: 'unavailable',
  isOfLetter: false,
  isSetup: false,
  mayFailOver: true,
  reason: { ...trouble, stage: 'connect', hint: 'nothing-listens' },
};

export function later(scope: 'recipient' | 'letter'): SendAnswer {
  return { kind: 'deferred', scope, reason: { ...trouble, stage: 'dot' } };
}

export async function scripted(script: SmtpScript = {}) {
  const server = await startScriptedSmtp(script);
  toClose.push(server.close);
  return server;
}

export async function openMailer(
  config: MailConfig,
  stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-')),
  options: SmtpOptions = {},
  redact?: Redact,
) {
  const events: JournalEvent[] = [];
  const mailer = new Mailer({
    recipients: config.recipients,
    send: openSmtp(config, 'ru', options),
    stateDir,
    journal: (event) => void events.push(event),
    clock: systemClock,
    backOffMs: [100],
    ...(redact && { redact }),
  });
  await mailer.open();
  toClose.push(() => mailer.close());
  const waiting = () =>
    readdirSync(join(stateDir, 'outbox')).filter((file) => file.endsWith('.json'));
  return {
    mailer,
    events,
    stateDir,
    waiting,
    count: (action: string) => events.filter((event) => event.action === action).length,
  };
}

/** Accepts everything at once except where `answer` answers. */
export async function openScripted(
  answer: (id: string) => SendAnswer | undefined,
  clock = systemClock,
) {
  const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-mail-'));
  const sent: string[] = [];
  const events: JournalEvent[] = [];
  const mailer = new Mailer({
    recipients: ['a@example.org'],
    send: ({ id }) => {
      const own = answer(id);
      if (!own) sent.push(id);
      return Promise.resolve(own ?? { kind: 'accepted', response: foreign('250') });
    },
    stateDir,
    journal: (event) => void events.push(event),
    clock,
    backOffMs: [50],
  });
  await mailer.open();
  toClose.push(() => mailer.close());
  return { mailer, stateDir, sent, events };
}

export async function smtp(options: Parameters<typeof startSmtp>[0] = {}) {
  const server = await startSmtp(options);
  toClose.push(server.close);
  return server;
}
