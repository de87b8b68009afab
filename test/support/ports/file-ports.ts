/** Every port that stores something on disk, on unsuitable folders and files. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { openJournal } from '../../../src/adapters/log/journal.js';
import { Mailer } from '../../../src/adapters/mail/mailer.js';
import { RecordWriter } from '../../../src/adapters/recording/record-writer.js';
import { openBrakeStore } from '../../../src/adapters/state/brake-store.js';
import { openIncidentStore } from '../../../src/adapters/state/incident-folder.js';
import { openProvenStore } from '../../../src/adapters/state/proven-store.js';
import { openValueStore } from '../../../src/adapters/state/value-store.js';
import { MailGate } from '../../../src/agent/telling/mail-gate.js';
import { recordEntries } from '../examples/record.js';
import { notice } from '../mail.js';
import { storyAt } from '../stories.js';
import type { PortTrial } from './trial.js';

const OPENED = Date.UTC(2026, 10, 26, 3, 5);
const DEADLINE_MS = 500;
const provable = { calls: 'a', limitsMs: [1], firstEdition: ['a'] } as const;
const story = storyAt(OPENED);

interface FilePort {
  /** Existing content, below the state folder. */
  readonly file: string;
  readonly ask: (stateDir: string) => Promise<unknown>;
}

const asked = {
  BrakeStore: {
    file: 'brake.json',
    ask: async (stateDir) => {
      const store = openBrakeStore(stateDir);
      const loaded = await store.load();
      const hold = { untilMs: OPENED, lengthMs: 1 };
      const state =
        loaded.kind === 'state' ? loaded.state : { 'dllhost.exe': { attempts: [1], hold } };
      await (
        await store.save(state, DEADLINE_MS)
      ).written;
    },
  },
  ValueStore: {
    file: 'memory.json',
    ask: async (stateDir) => {
      const store = openValueStore(stateDir, 'memory.json');
      const loaded = await store.load();
      const value = loaded.kind === 'value' ? loaded.value : { a: [1, 'b', null] };
      await (
        await store.save(value, DEADLINE_MS)
      ).written;
    },
  },
  IncidentStore: {
    file: `incidents/${story.id}.json`,
    ask: async (stateDir) => {
      const store = openIncidentStore(stateDir, (text) => text);
      const [loaded = story] = await store.load(0);
      await store.save(loaded);
      store.release(loaded.id);
    },
  },
  ProvenStore: {
    file: 'proven.json',
    ask: async (stateDir) => {
      const store = openProvenStore(stateDir, provable);
      return [await store.load(), await store.save(), await store.load()];
    },
  },
  Notifier: {
    file: 'mails.json',
    ask: async (stateDir) => {
      const mailer = new Mailer({
        recipients: ['a@example.org'],
        send: () => Promise.reject(new Error('a fault of ours')),
        stateDir,
        journal: () => undefined,
        clock: systemClock,
      });
      const gate = new MailGate({
        rules: { remindMs: 60_000, quietMs: 60_000, maxMails: 1 },
        store: openValueStore(stateDir, 'mails.json'),
        clock: systemClock,
        redact: (each) => each,
        notify: mailer.notify,
      });
      await mailer.open();
      await gate.open();
      for (const id of ['n1', 'n1', 'n2', '../n3']) await gate.notify(notice(id));
      await gate.close();
      await mailer.flush(DEADLINE_MS);
      await mailer.close();
    },
  },
  Journal: {
    file: 'monitor.log',
    ask: async (stateDir) => {
      const log = await openJournal({
        dir: stateDir,
        maxBytes: 1_000,
        files: 1,
        version: '0',
        debug: true,
        secrets: [],
        print: () => undefined,
      });
      for (let event = 0; event < 20; event++) {
        log.journal({ level: 'warn', action: 'log', sentence: { kind: 'session-left-open' } });
      }
      await log.close();
    },
  },
  Recorder: {
    file: 'record/2026-11-23T00.jsonl',
    ask: async (stateDir) => {
      const writer = new RecordWriter({
        dir: join(stateDir, 'record'),
        days: 1,
        maxBytes: 1_000,
        redact: (text) => text,
        clock: systemClock,
        onTurn: () => undefined,
      });
      for (const entry of Object.values(recordEntries)) writer.write(entry);
      await writer.close();
    },
  },
} satisfies Readonly<Record<string, FilePort>>;

type Lay = (file: string) => void;

const texts: readonly string[] = [
  ...['', 'null', '7', '"x"', '[]', '{}', '{"a":', '[null]', '\0\0\0'],
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  '{"__proto__":{"attempts":[]},"a":{"attempts":[{}]}}',
  'x'.repeat(2 ** 20 + 1),
];

const content =
  (text: string): Lay =>
  (file) =>
    writeFileSync(file, text);

const places: Readonly<Record<string, Lay>> = {
  'nothing at all': () => undefined,
  'a folder': (file) => mkdirSync(file),
  'a link to itself': (file) => symlinkSync(file, file),
  ...(process.platform !== 'win32' && {
    'a pipe that nobody writes': (file: string) => void execFileSync('mkfifo', [file]),
  }),
  ...Object.fromEntries(texts.map((text) => [JSON.stringify(text).slice(0, 40), content(text)])),
};

/** Replacements of every number, and then of every text, of a valid file. */
const figures: readonly unknown[] = [1e300, -1, 0.5, '7', {}];
const words: readonly unknown[] = ['../x', 'я'.repeat(5_000), 7, []];

export const fileTrials: readonly PortTrial[] = Object.entries(asked).flatMap(
  ([port, { file, ask }]) => [
    ...Object.entries(places).map(([title, lay]) => ({
      ports: [port],
      title: `${file} is ${title}`,
      run: async () => {
        const stateDir = freshFolder();
        mkdirSync(dirname(join(stateDir, file)), { recursive: true });
        lay(join(stateDir, file));
        await ask(stateDir);
        await ask(stateDir);
      },
    })),
    {
      ports: [port],
      title: 'its folder is a file',
      run: () => ask(plainFile()),
    },
    ...(file.endsWith('.json') ? figures : []).map((figure) =>
      changed(port, { file, ask }, 'number', figure),
    ),
    ...(file.endsWith('.json') ? words : []).map((word) =>
      changed(port, { file, ask }, 'string', word),
    ),
  ],
);

/** The file written by the port itself, changed in every place of one type. */
function changed(
  port: string,
  { file, ask }: FilePort,
  type: 'number' | 'string',
  to: unknown,
): PortTrial {
  return {
    ports: [port],
    title: `every ${type} of ${file} is ${JSON.stringify(to).slice(0, 20)}`,
    run: async () => {
      const stateDir = freshFolder();
      await ask(stateDir);
      const whole = join(stateDir, file);
      const text = readFileSync(whole, 'utf8');
      const replaced: unknown = JSON.parse(text, (key, value: unknown) =>
        // Fields that identify the format and the file stay: otherwise nothing of it is read.
        typeof value === type && !['form', 'id', 'check', 'cure', 'end'].includes(key) ? to : value,
      );
      writeFileSync(whole, JSON.stringify(replaced));
      await ask(stateDir);
    },
  };
}

function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'comwatch-port-'));
}

function plainFile(): string {
  const file = join(freshFolder(), 'state');
  writeFileSync(file, '');
  return file;
}
