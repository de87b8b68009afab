/** rsyslog and syslog-ng follow monitor.log across its rotation, configured as in the examples. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../src/adapters/log/journal.js';
import { ROOT } from '../support/paths.js';
import { hasProgram, until } from './world.js';

const RECORDS = 75;
const SYSLOG_NG = join(ROOT, 'out', 'debian', 'syslog-ng');
const inside = (...path: string[]) => join(SYSLOG_NG, ...path);

/** Debian allows only one of the two to be installed: syslog-ng is unpacked. */
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'usr/lib/syslog-ng', 'lib/x86_64-linux-gnu'];

interface Shipper {
  readonly name: string;
  readonly isThere: boolean;
  readonly start: (config: string, folder: string) => ChildProcess;
}

const shippers: readonly Shipper[] = [
  {
    name: 'rsyslog.conf',
    isThere: hasProgram('/usr/sbin/rsyslogd'),
    start: (config, folder) =>
      spawn('/usr/sbin/rsyslogd', ['-n', '-f', config, '-i', join(folder, 'pid')], {
        stdio: 'ignore',
      }),
  },
  {
    name: 'syslog-ng.conf',
    isThere: hasProgram(inside('usr', 'sbin', 'syslog-ng')),
    start: (config, folder) => {
      const modules = readdirSync(inside('usr', 'lib', 'syslog-ng')).find((name) =>
        /^\d/.test(name),
      );
      const own = (name: string) => join(folder, name);
      return spawn(
        inside('usr', 'sbin', 'syslog-ng'),
        [
          ...[
            '-F',
            '--no-caps',
            '-f',
            config,
            '-R',
            own('persist'),
            '-c',
            own('control'),
            '-p',
            own('pid'),
          ],
          `--module-path=${inside('usr', 'lib', 'syslog-ng', modules ?? '')}`,
        ],
        {
          stdio: 'ignore',
          env: { ...process.env, LD_LIBRARY_PATH: LIBRARIES.map((path) => inside(path)).join(':') },
        },
      );
    },
  },
];

const running: ChildProcess[] = [];
afterEach(() => {
  for (const each of running.splice(0)) each.kill('SIGKILL');
});

const linesOf = (file: string) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

describe.each(shippers)('$name', ({ name, isThere, start }) => {
  it.skipIf(!isThere)('brings every record whole, in order, across the rotation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-shipper-'));
    const target = join(folder, 'arrived.json');
    const config = join(folder, name);
    writeFileSync(
      config,
      readFileSync(join(ROOT, 'docs', 'examples', name), 'utf8')
        .replaceAll('/mnt/comwatch/', `${folder}/`)
        .replaceAll('/var/log/comwatch.json', target)
        .replaceAll('/var/spool/rsyslog', folder),
    );
    const log = await openJournal({
      ...{ dir: folder, maxBytes: 10_000, files: 100, version: '1.0.0', debug: false, secrets: [] },
      print: () => undefined,
    });
    running.push(start(config, folder));
    const written = () =>
      readdirSync(folder)
        .filter((file) => file.startsWith('monitor.log'))
        .flatMap((file) => linesOf(join(folder, file)));
    for (let number = 0; number < RECORDS; number++) {
      log.journal({
        level: 'warn',
        action: 'log',
        sentence: { kind: 'status-served', address: `№ ${number} «кавычки», "двойные", % и \\` },
        fields: { 'error.message': 'x'.repeat(200), 'comwatch.attempt': number },
      });
      // A file of the test is full after four seconds; one of the agent holds a hundred times as much.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await log.close();
    await until(() => linesOf(target).length >= RECORDS, `all records by ${name}`);
    expect(
      readdirSync(folder).filter((file) => /^monitor\.log\.\d+$/.test(file)).length,
    ).toBeGreaterThan(2);
    const arrived = linesOf(target);
    expect([...arrived].sort()).toEqual(written().sort());
    const numbers = arrived.map(
      (line) => (JSON.parse(line) as Record<string, unknown>)['event.sequence'],
    );
    expect(numbers).toEqual([...numbers].sort((one, other) => Number(one) - Number(other)));
  });
});
