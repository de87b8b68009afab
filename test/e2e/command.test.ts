/** The started program: its arguments, exit codes, files, and its end. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';
import { isRunning, startNamed, until } from '../support/shells.js';
import { startSmtp } from '../support/smtp.js';

/** A unique name: agents of parallel tests stop processes that use too much. */
const NAME = 'dllhost-command.exe';

const WATCH = `[powershell]
path = ${POWERSHELL}
[shellprocess]
name = ${NAME}
source = process
delay = 100 ms
cpu_window = 500 ms
grace = 0 s
maxcpuprocent = 60
maxmemoryprocent = 50
`;

/** On a busy machine a burning process may get little CPU: these tests require less. */
const STRICT = WATCH.replace('maxcpuprocent = 60', 'maxcpuprocent = 15');

function everyFile(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'monitor.ini')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('the command line', () => {
  it.each([
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['--help'], 0, /Usage: comwatch.*Exit codes/s],
    [['sample', '--help'], 0, /--watch/],
  ])('%s', async (words, code, expected) => {
    const run = comwatch(words, folder());
    expect(await run.ended).toBe(code);
    expect(run.out).toMatch(expected);
  });

  it('speaks Russian on a Russian system', async () => {
    const help = comwatch(['--help'], folder(), { LANG: 'ru_RU.UTF-8' });
    expect(await help.ended).toBe(0);
    expect(help.out).toMatch(/Использование: comwatch.*Ключи:.*Команды:.*Коды завершения/s);
    expect(help.out).not.toMatch(/Options:|Commands:|display help/);
    const wrong = comwatch(['--bogus'], folder(), { LANG: 'ru_RU.UTF-8' });
    expect(await wrong.ended).toBe(2);
    expect(wrong.error).toBe('Неизвестный ключ командной строки «--bogus».\n');
  });

  it.each([[['--bogus']], [['nonsense']], [['config', '--bogus']], [['--config']]])(
    'ends with 2 for %s',
    async (words) => {
      const run = comwatch(words, folder(WATCH));
      expect(await run.ended).toBe(2);
      expect(run.error).not.toBe('');
    },
  );

  it('ends with 2, names every problem and does nothing when the file is bad', async () => {
    const dir = folder('[shellprocess]\ndelay = 0\nnonsense = 1\n');
    const run = comwatch(['run'], dir);
    expect(await run.ended).toBe(2);
    expect(run.error).toContain('Line 2:');
    expect(run.error).toContain('Line 3:');
    expect(readdirSync(dir)).toEqual(['monitor.ini']);
  });

  it('ends with 2 when there is no file', async () => {
    const run = comwatch(['check-config'], folder());
    expect(await run.ended).toBe(2);
    expect(run.error).toContain('monitor.ini');
  });

  it('takes config.cfg and --debug=True of the original', async () => {
    const dir = folder(WATCH, 'config.cfg');
    const run = comwatch(['--debug=True'], dir);
    await until(() => run.error.includes('Sampled'), 60_000);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('explains every setting without a file, and never shows a password', async () => {
    const plain = comwatch(['config', '--explain'], folder());
    expect(await plain.ended).toBe(0);
    expect(plain.out).toMatch(/^; default:$[^]*^maxcpuprocent = 20$/m);
    const secret = comwatch(
      ['config'],
      folder(`${WATCH}[mail]\nrecipients=a@b.c\nsender=a@b.c\nhost=h\npassword=hidden1\n`),
    );
    expect(await secret.ended).toBe(0);
    expect(secret.out).toContain('password = ***');
    expect(secret.out).not.toContain('hidden1');
  });
});

describe('comwatch sample', () => {
  it('shows what it sees now, as a table and as JSON', async () => {
    const busy = startNamed(NAME, 'burn', '90', '/Processid:{X}');
    const dir = folder(STRICT);
    const table = comwatch(['sample'], dir);
    expect(await table.ended).toBe(0);
    expect(table.out).toMatch(
      new RegExp(`${busy.pid}\\s+dllhost-command\\.exe.*\\{X\\}.*\\n +<- over the limit: CPU`),
    );
    const json = comwatch(['sample', '--json'], dir);
    expect(await json.ended).toBe(0);
    const parsed = JSON.parse(json.out) as { processes: { pid: number; over: string[] }[] };
    expect(parsed.processes.find((each) => each.pid === busy.pid)?.over).toEqual(['cpu']);
    expect(isRunning(busy)).toBe(true);
  });

  it('says so and ends with 1 when there is no PowerShell', async () => {
    const run = comwatch(['sample'], folder(WATCH.replace(POWERSHELL, '/no/such/powershell')));
    expect(await run.ended).toBe(1);
    expect(run.error).toContain('/no/such/powershell');
  });

  it('refuses a set NODE_POWERSHELL', async () => {
    const run = comwatch(['sample'], folder(WATCH), { LANG: 'en', NODE_POWERSHELL: '/bin/true' });
    expect(await run.ended).toBe(1);
    expect(run.error).toContain('NODE_POWERSHELL');
  });
});

describe('comwatch run', () => {
  it('stops the process over its limit, spares the others, mails, and shows the password nowhere', async () => {
    const server = await startSmtp({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(null, { user: 'u' }),
    });
    const [busy, idle] = [
      startNamed(NAME, 'burn', '100', '/Processid:{B}'),
      startNamed(NAME, 'idle', '/Processid:{I}'),
    ];
    const marker = 'М4рк#ер;пароль';
    const dir = folder(
      `${STRICT}[mail]\nrecipients = night@example.org\nsender = comwatch@example.org\nhost = 127.0.0.1\nport = ${server.port}\nuser = u\npassword = ${marker}\n`,
    );
    const run = comwatch(['run', '--debug'], dir);
    await until(() => server.mails.length > 0, 60_000);
    expect(isRunning(busy)).toBe(false);
    expect(isRunning(idle)).toBe(true);
    expect(server.mails[0]?.mail.subject).toContain(`${NAME} ${busy.pid}: выгружен`);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    const everything =
      everyFile(dir) + run.out + run.error + server.mails.map((each) => each.raw).join();
    for (const form of [
      marker,
      Buffer.from(marker).toString('base64'),
      encodeURIComponent(marker),
    ]) {
      expect(everything).not.toContain(form);
    }
    await server.close();
  }, 120_000);

  it('only says what it would stop with --observe', async () => {
    const busy = startNamed(NAME, 'burn', '100', '/Processid:{B}');
    const dir = folder(STRICT);
    const run = comwatch(['run', '--observe'], dir);
    await until(() => logOf(dir).includes('would be stopped'), 60_000);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(isRunning(busy)).toBe(true);
  });

  it('judges once, acts and ends with --once', async () => {
    const busy = startNamed(NAME, 'burn', '100', '/Processid:{B}');
    const run = comwatch(['run', '--once'], folder(STRICT));
    expect(await run.ended).toBe(0);
    await until(() => !isRunning(busy));
  });

  it('names what of the environment it keeps from its children, also without a COM check', async () => {
    const dir = folder(WATCH);
    const own = { LANG: 'en_US.UTF-8', COR_PROFILER: '{пр0филь}', UV_THREADPOOL_SIZE: '5' };
    const run = comwatch(['run', '--once'], dir, own);
    expect(await run.ended).toBe(0);
    expect(logOf(dir)).toMatch(
      /not passed to child processes: [^"]*COR_PROFILER[^"]*UV_THREADPOOL_SIZE/,
    );
    expect(logOf(dir)).not.toContain('пр0филь');
  });

  it('ends within five seconds for Ctrl+C and for the stop file, and takes the file away', async () => {
    for (const how of ['signal', 'file']) {
      const dir = folder(WATCH);
      const run = comwatch(['run'], dir);
      await until(() => run.out.includes('comwatch watches'), 60_000);
      const before = performance.now();
      if (how === 'signal') run.child.kill('SIGINT');
      else writeFileSync(join(dir, 'state', 'stop'), '');
      expect(await run.ended).toBe(0);
      expect(performance.now() - before).toBeLessThan(5_000);
      expect(existsSync(join(dir, 'state', 'stop'))).toBe(false);
      expect(logOf(dir)).toContain('"agent-stop"');
    }
  }, 120_000);

  it('writes down a fault of its own, ends in order and with 1', async () => {
    const server = await startSmtp();
    const dir = folder(
      `${WATCH}[mail]\nrecipients = a@example.org\nsender = c@example.org\nhost = 127.0.0.1\nport = ${server.port}\n`,
    );
    const bomb = join(dir, 'bomb.cjs');
    const words = `const { existsSync, readFileSync } = require('node:fs');
      const timer = setInterval(() => {
        if (!existsSync('monitor.log') || !readFileSync('monitor.log', 'utf8').includes('agent-start')) return;
        clearInterval(timer);
        throw new Error('boom');
      }, 500)`;
    writeFileSync(bomb, `if (process.argv.includes('run')) { ${words}; }`);
    const run = comwatch(['run'], dir, { LANG: 'en', NODE_OPTIONS: `--require ${bomb}` });
    expect(await run.ended).toBe(1);
    expect(logOf(dir)).toContain('"agent-crash"');
    expect(logOf(dir)).toMatch(/error\.stack_trace.*boom.*bomb\.cjs/);
    expect(logOf(dir)).toContain('"agent-stop"');
    expect(run.error).toContain('boom');
    const told = server.mails.map(({ mail }) => `${mail.subject ?? ''} ${mail.text ?? ''}`);
    expect(
      told.filter((each) => /(FAULT OF ITS OWN|СОБСТВЕННОЙ ОШИБКИ)[^]*boom/.test(each)),
    ).toHaveLength(1);
    await server.close();
  }, 120_000);

  it('writes down why when the work itself fails, ends in order and with 1', async () => {
    const dir = folder(WATCH);
    const bomb = join(dir, 'bomb.cjs');
    const words = `const { stdout } = process, write = stdout.write;
      stdout.write = (text, ...rest) => {
        if (/^comwatch watches/.test(text)) throw new Error('boom');
        return write.call(stdout, text, ...rest);
      };`;
    writeFileSync(bomb, words);
    const run = comwatch(['run'], dir, { LANG: 'en', NODE_OPTIONS: `--require ${bomb}` });
    expect(await run.ended).toBe(1);
    expect(logOf(dir)).toMatch(/"agent-crash".*error\.stack_trace.*boom.*bomb\.cjs/);
    expect(logOf(dir)).toMatch(/"agent-crash"[^]*"agent-stop"/);
    expect(run.error).toContain('boom');
  }, 120_000);

  it('lets no second agent work with the same state', async () => {
    const dir = folder(WATCH);
    const first = comwatch(['run'], dir);
    await until(() => first.out.includes('comwatch watches'), 60_000);
    const second = comwatch(['run'], dir);
    expect(await second.ended).toBe(1);
    expect(second.error).toContain(`PID ${first.child.pid ?? 0}`);
    first.child.kill('SIGKILL');
    await first.ended;
    const third = comwatch(['run'], dir);
    await until(() => third.out.includes('comwatch watches'), 60_000);
  }, 120_000);

  it('leaves no shell behind, not even when it is killed', async () => {
    const dir = folder(WATCH);
    const run = comwatch(['run'], dir);
    await until(() => (logOf(dir).match(/"shell-start"/g) ?? []).length === 2, 60_000);
    const shells = [...logOf(dir).matchAll(/"comwatch\.shell\.pid":(\d+)/g)].map((match) =>
      Number(match[1]),
    );
    run.child.kill('SIGKILL');
    await run.ended;
    await until(() => shells.every((pid) => !existsSync(`/proc/${pid}`)), 60_000);
  }, 120_000);

  it('watches and says why when the log or the state cannot be written', async () => {
    const dir = folder(`${WATCH}[monitor]\nstate_dir = /proc/nowhere\n`);
    mkdirSync(join(dir, 'monitor.log'));
    const run = comwatch(['run'], dir);
    await until(() => run.out.includes('comwatch watches'), 60_000);
    expect(run.error).toContain('monitor.log');
    expect(run.error).toContain('/proc/nowhere');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  }, 120_000);
});

describe('comwatch test-mail', () => {
  it('shows what the server said to each recipient', async () => {
    const server = await startSmtp({ answer: (to) => (to.startsWith('bad') ? 550 : undefined) });
    const dir = folder(
      `${WATCH}[mail]\nrecipients = good@example.org, bad@example.org\nsender = c@example.org\nhost = 127.0.0.1\nport = ${server.port}\n`,
    );
    const run = comwatch(['test-mail'], dir);
    expect(await run.ended).toBe(1);
    expect(run.out).toContain('good@example.org: accepted');
    expect(run.error).toContain('bad@example.org: NOT accepted');
    expect(server.mails).toHaveLength(1);
    await server.close();
  });

  it('says first that the password may be read on its way', async () => {
    const mail = (tls: string) =>
      `${WATCH}[mail]\nrecipients = a@example.org\nsender = c@example.org\nhost = nowhere.invalid\nuser = u\npassword = marker-8271\ntls = ${tls}\n`;
    const clear = comwatch(['test-mail'], folder(mail('off')));
    expect(await clear.ended).toBe(1);
    expect(clear.error).toMatch(/^! The password of \[mail\] crosses the network in clear text/);
    expect(clear.error).not.toContain('marker');
    const encrypted = comwatch(['test-mail'], folder(mail('required')));
    expect(await encrypted.ended).toBe(1);
    expect(encrypted.error).not.toContain('clear text');
  });
});
