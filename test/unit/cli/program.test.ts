/** The command line in this process: accepted words, and messages for the others. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import { normalizeWords } from '../../../src/cli/words.js';
import type { Language } from '../../../src/texts/language.js';

const before = process.cwd();
beforeAll(() => process.chdir(mkdtempSync(join(tmpdir(), 'comwatch-cli-'))));
afterAll(() => process.chdir(before));

async function comwatch(words: string[], language: Language = 'en') {
  const lines: { out: string[]; error: string[] } = { out: [], error: [] };
  const output = {
    out: (line: string) => void lines.out.push(line),
    error: (line: string) => void lines.error.push(line),
  };
  const code = await runProgram(words, language, output, new AbortController().signal);
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') };
}

const COMMANDS =
  'run, status, incidents, incident, pause, resume, release, reload, stop, restart, watchdog, check-config, config, sample, probe, prove, replay, suggest, protect, report, doctor, test-mail';

describe('a word too few', () => {
  it('shows the help and watches nothing', async () => {
    const { code, out, error } = await comwatch([]);
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: comwatch \[options\] \[command\].*Commands:.*Exit codes: 0 done/s);
    expect(error).toBe('');
  });

  it('options without a command are a mistake', async () => {
    const { code, error } = await comwatch(['--config', 'x.ini'], 'ru');
    expect(code).toBe(2);
    expect(error).toBe(`Не указана команда. Команды: ${COMMANDS}.`);
  });

  it('an option without its value is named', async () => {
    const { code, error } = await comwatch(['probe', '--repeat'], 'ru');
    expect(code).toBe(2);
    expect(error).toBe('Для ключа командной строки «--repeat» не указано значение.');
  });
});

describe('the help in Russian', () => {
  const names = COMMANDS.split(', ');
  it.each([[['--help']], ...names.map((name) => [['help', name]])])(
    '%j has no English word',
    async (words) => {
      const { code, out } = await comwatch(words, 'ru');
      expect(code).toBe(0);
      // Names of commands, options, files and products are the same in every language.
      const known =
        /^(comwatch|monitor|config|cfg|ini|json|doctor|reports|stop|status|run|help|COM|PowerShell|ProgramData|Ctrl|JSON|DPAPI|SID|SYSTEM|CONFIG|install|ps|html|comwatch-report|h|d|v|D|C|S|m)$/;
      const english = out
        .replaceAll(/(?<![a-z])--?[a-z][a-z-]*/g, '')
        .split('\n')
        .filter((line) => !/^  (comwatch )?[a-z-]+( |$)/.test(line))
        .flatMap((line) => line.match(/[A-Za-z]+(?:-[A-Za-z]+)*/g) ?? [])
        .filter((word) => !known.test(word) && !names.includes(word));
      expect(english).toEqual([]);
      expect(out).not.toMatch(/\[options\]|<[A-Z=]+>(?<!<SID>)/);
    },
  );
});

describe('an unknown word', () => {
  it.each([
    [['fetch'], `Неизвестная команда «fetch». Команды: ${COMMANDS}.`],
    [
      ['chek-config'],
      `Неизвестная команда «chek-config». Возможно, имелось в виду «check-config»? Команды: ${COMMANDS}.`,
    ],
    [['--config', 'x', 'fetch'], `Неизвестная команда «fetch». Команды: ${COMMANDS}.`],
    [
      ['help', 'smaple'],
      `Неизвестная команда «smaple». Возможно, имелось в виду «sample»? Команды: ${COMMANDS}.`,
    ],
    [
      ['sample', '--wach'],
      'Неизвестный ключ командной строки «--wach». Возможно, имелось в виду «--watch»?',
    ],
    [
      ['sample', 'now', 'twice'],
      'Лишнее в командной строке после «sample»: now twice. Команда принимает только ключи: comwatch help sample.',
    ],
    [
      ['pause', '1h', 'БэкОфис', 'now'],
      'Лишнее в командной строке после «pause»: now. Что принимает команда: comwatch help pause.',
    ],
  ])('%j is named, with the nearest known one', async (words, expected) => {
    const { code, out, error } = await comwatch(words, 'ru');
    expect(error).toBe(expected);
    expect(code).toBe(2);
    expect(out).toBe('');
  });

  it.each([
    ['start', 'run'],
    ['kill', 'stop'],
    ['Validate', 'check-config'],
    ['/config', '--config'],
    ['/Debug', '--debug'],
    ['version', '--version'],
  ])('%s is answered with what it means: %s', async (word, meant) => {
    const { error } = await comwatch([word], 'ru');
    expect(error).toContain(`Возможно, имелось в виду «${meant}»?`);
  });

  it('that is a file is answered with the option that takes it', async () => {
    const ru = await comwatch(['check-config', 'C:\\new\\monitor.ini'], 'ru');
    expect(ru.error).toContain('Файл конфигурации указывают так: --config C:\\new\\monitor.ini.');
    const en = await comwatch(['status', 'monitor.ini']);
    expect(en.error).toContain('The configuration file is given as --config monitor.ini.');
  });

  it('in English, too', async () => {
    const { error } = await comwatch(['fetch']);
    expect(error).toBe(`Unknown command "fetch". Commands: ${COMMANDS}.`);
  });
});

it.each(['5', '30', '1,5'])(
  'a pause of %s without a unit is no pause of seconds',
  async (length) => {
    writeFileSync('paused.ini', '[shellprocess]\n');
    const ru = await comwatch(['pause', length, '--config', 'paused.ini'], 'ru');
    expect(ru.code).toBe(2);
    expect(ru.error).toContain(`например ${length}m (минуты) или ${length}h (часы)`);
    const en = await comwatch(['pause', length, '--config', 'paused.ini']);
    expect(en.error).toContain(`for example ${length}m (minutes) or ${length}h (hours)`);
  },
);

describe('help', () => {
  it.each([
    ['--help'],
    ['-h'],
    ['/?'],
    ['-?'],
    ['/help'],
    ['-help'],
    ['--Help'],
    ['/Help'],
    ['help'],
  ])('%s is understood', async (word) => {
    const { code, out } = await comwatch([word]);
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: comwatch/);
  });

  it('lists each command apart from its arguments', async () => {
    const { out } = await comwatch(['--help']);
    expect(out).toMatch(/^ {2}help \[command\] /m);
    expect(out).toMatch(/^ {2}pause LENGTH \[APPLICATION\] /m);
    expect(out).toMatch(/^ {2}run {2,}watch/m);
  });

  it.each([['-v'], ['--version'], ['/v'], ['-version']])('%s shows the version', async (word) => {
    const { code, out } = await comwatch([word]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(COMMANDS.split(', '))(
    'of %s has examples and exit codes in both languages',
    async (name) => {
      for (const words of [
        [name, '/?'],
        [name, '-h'],
        ['help', name],
      ]) {
        const english = await comwatch(words);
        expect(english.code).toBe(0);
        expect(english.out).toMatch(new RegExp(`Examples:\\n  comwatch ${name}`));
        expect(english.out).toContain('Exit codes: 0 ');
      }
      const { out } = await comwatch([name, '--help'], 'ru');
      expect(out).toMatch(new RegExp(`Примеры:\\n  comwatch ${name}`));
      expect(out).toContain('Коды завершения: 0');
      expect(out).not.toMatch(/Usage|Options|Examples|\[options\]|default:/);
    },
  );
});

describe('a missing configuration', () => {
  it('is named with every place that was looked at', async () => {
    const { code, error } = await comwatch(['check-config'], 'ru');
    expect(code).toBe(2);
    expect(error).toMatch(
      /^Файл конфигурации не найден, проверено: .*monitor\.ini, .*config\.cfg.*--config ФАЙЛ\.$/,
    );
    expect(error).not.toContain('ENOENT');
  });

  it.each(['run', 'check-config', 'config', 'sample', 'probe', 'prove', 'protect', 'test-mail'])(
    'ends %s with 2 when it was named',
    async (name) => {
      const { code, error } = await comwatch([name, '--config', 'nowhere.ini']);
      expect(code).toBe(2);
      expect(error).toMatch(
        /^The configuration file .*nowhere\.ini does not exist\. Check the path after --config\.$/,
      );
    },
  );

  it('does not keep the settings from being explained', async () => {
    const { code, out } = await comwatch(['config', '--explain']);
    expect(code).toBe(0);
    expect(out).toContain('maxcpuprocent');
  });
});

describe('the start line of the original', () => {
  const commands = COMMANDS.split(', ');
  it.each(['--debug=True', '--debug=true', '--debug=1', '--DEBUG=yes'])('%s runs', (word) => {
    expect(normalizeWords([word], commands)).toEqual(['run', '--debug']);
  });

  it('says nothing about another command', () => {
    expect(normalizeWords(['sample', '--debug=True'], commands)).toEqual(['sample', '--debug']);
    expect(normalizeWords(['--debug'], commands)).toEqual(['--debug']);
  });
});

describe('words that steer a terminal', () => {
  const ESC = '\u001b[31m';
  it.each([
    [[`${ESC}red`]],
    [['run', `${ESC}red`]],
    [['run', `--${ESC}red`]],
    [['check-config', '--config', `${ESC}\u202ered.ini`]],
  ])('are shown without what steers: %j', async (words) => {
    const { code, error } = await comwatch(words, 'ru');
    expect(code).toBe(2);
    expect(error).toContain('red');
    expect(error).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

it.each(['—debug', '–debug', '−debug', '-–debug', '--dеbug'])(
  'an option whose hyphens or letters are others is not taken for a command: %s',
  async (word) => {
    const { code, error } = await comwatch(['run', word], 'ru');
    expect(code).toBe(2);
    expect(error).toMatch(/«--debug»/);
    const alone = await comwatch([word, 'run'], 'ru');
    expect(alone.error).toMatch(/Неизвестный ключ командной строки .*«--debug»/);
  },
);
