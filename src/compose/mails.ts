/** Turns notices into mails: the discipline first, then the outbox. */
import { systemClock } from '../adapters/clock/clock.js';
import { underEither, within } from '../adapters/clock/deadline.js';
import type { DiskTurn } from '../adapters/files/json-file.js';
import { Mailer } from '../adapters/mail/mailer.js';
import type { Illustrate } from '../adapters/mail/illustration.js';
import { openSmtp } from '../adapters/mail/smtp.js';
import { openDrawing, type Drawing } from '../adapters/picture/drawing.js';
import { readStory } from '../adapters/state/incident-folder.js';
import { openValueStore } from '../adapters/state/value-store.js';
import { MailGate } from '../agent/telling/mail-gate.js';
import type { Config, Language } from '../config/config.js';
import { redactor } from '../config/redact.js';
import { redactTexts } from '../core/telling/redact.js';
import type { Journal, Notifier } from '../ports.js';
import { openIllustrator } from './illustrator.js';
import { secretsOf } from './secrets.js';

export interface Mails {
  readonly notify: Notifier;
  /** Number of mails not yet accepted by the server, without notices still held back. */
  readonly waiting: () => number;
  /** Processes that are drawing a chart now. */
  readonly pids: () => readonly number[];
  readonly onTurn: (turn: DiskTurn) => void;
  /**
   * Puts held notices into the outbox.
   * @param goesOn another composition continues at once: they stay on disk for it
   */
  readonly finish: (goesOn: boolean) => Promise<void>;
  readonly flush: (deadlineMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A disk that hangs holds no mail back. */
const STORY_DEADLINE_MS = 1_000;

const nothing = () => Promise.resolve();

const none: Mails = {
  notify: nothing,
  waiting: () => 0,
  pids: () => [],
  onTurn: () => undefined,
  finish: nothing,
  flush: nothing,
  close: nothing,
};

export async function openMails(
  config: Config,
  journal: Journal,
  language: Language,
  isHeld?: () => Promise<boolean>,
): Promise<Mails> {
  const { mail } = config;
  if (!mail) return none;
  const { stateDir, remindMs, quietMs } = config.monitor;
  const redact = redactor(secretsOf(config));
  const drawing = openDrawing();
  const ending = new AbortController();
  const illustrate = illustrateFrom(stateDir, journal, language, drawing);
  const mailer = new Mailer({
    recipients: mail.recipients,
    send: openSmtp(mail, language, {
      // The last mails of an agent do not wait for pictures.
      illustrate: (notice, signal) =>
        underEither(signal, ending.signal, (either) => illustrate(notice, either)),
    }),
    stateDir,
    journal,
    clock: systemClock,
    redact,
  });
  await mailer.open();
  let onTurn: DiskTurn = () => undefined;
  const gate = new MailGate({
    rules: { remindMs, quietMs, maxMails: mail.maxMails },
    store: openValueStore(stateDir, 'mails.json', (reason) => onTurn(reason)),
    clock: systemClock,
    redact: (notice) => redactTexts(notice, redact),
    notify: mailer.notify,
    ...(isHeld && { isHeld }),
  });
  await gate.open();
  return {
    notify: gate.notify,
    waiting: () => mailer.waiting,
    pids: drawing.pids,
    onTurn: (turn) => (onTurn = turn),
    finish: (goesOn) => {
      ending.abort();
      return gate.close(goesOn);
    },
    flush: (deadlineMs) => mailer.flush(deadlineMs),
    close: () => mailer.close(),
  };
}

function illustrateFrom(
  stateDir: string,
  journal: Journal,
  language: Language,
  drawing: Drawing,
): Illustrate {
  return openIllustrator({
    readStory: async (id) => {
      const read = await within(readStory(stateDir, id), STORY_DEADLINE_MS);
      return read !== 'late' && read.kind === 'value' ? read.value : undefined;
    },
    drawing,
    language,
    clock: systemClock,
    onFailure: (cause, { incidentId }) =>
      journal({
        level: 'warn',
        action: 'mail-failed',
        sentence: { kind: 'mail-without-picture', cause },
        incidentId,
      }),
  });
}
