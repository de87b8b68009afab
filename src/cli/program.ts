import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { findConfig } from '../config/load.js';
import { cliTexts } from '../texts/cli.js';
import type { CliTexts } from '../texts/cli-texts.js';
import type { Language } from '../texts/language.js';
import { version } from '../version.js';
import { checkConfig } from './check-config.js';
import { showConfig } from './config.js';
import { exitCode, type Output } from './output.js';
import { probe } from './probe.js';
import { protect } from './protect.js';
import { run } from './run.js';
import { sample } from './sample.js';
import { testMail } from './test-mail.js';

interface Flags {
  readonly account?: string;
  readonly config?: string;
  readonly debug?: boolean;
  readonly once?: boolean;
  readonly observe?: boolean;
  readonly explain?: boolean;
  readonly keys?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly repeat?: string;
}

/**
 * Runs one command line and resolves to its exit code.
 * @param words the command line without node and script
 */
export async function runProgram(
  words: readonly string[],
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language);
  let result: number = exitCode.ok;
  const act = (work: (flags: Flags, file: string) => Promise<number>) => {
    return async (_own: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const file = flags.config === undefined ? findConfig(process.cwd()) : resolve(flags.config);
      result = await work(flags, file);
    };
  };
  const program = base(texts, output);

  command(program, texts, 'run', texts.commands.run, true)
    .option('--once', texts.options.once)
    .option('--observe', texts.options.observe)
    .action(
      act(({ debug = false, once = false, observe = false }, file) =>
        run(file, { debug, once, observe }, language, output, signal),
      ),
    );
  command(program, texts, 'check-config', texts.commands.checkConfig)
    .option('--account <SID>', texts.options.account)
    .action(act(({ account }, file) => checkConfig(file, account, language, output)));
  command(program, texts, 'config', texts.commands.config)
    .option('--explain', texts.options.explain)
    .option('--keys', texts.options.keys)
    .action(
      act(({ explain = false, keys = false, config }, file) =>
        showConfig(file, { explain, keys, given: config !== undefined }, language, output),
      ),
    );
  command(program, texts, 'sample', texts.commands.sample)
    .option('--watch', texts.options.watch)
    .option('--json', texts.options.json)
    .action(
      act(({ watch = false, json = false, debug = false }, file) =>
        sample(file, { watch, json, debug }, language, output, signal),
      ),
    );
  command(program, texts, 'probe', texts.commands.probe)
    .option('--repeat <N>', texts.options.repeat)
    .option('--json', texts.options.json)
    .action(
      act(({ repeat = '1', json = false, debug = false }, file) =>
        probe(file, { repeat, json, debug }, language, output, signal),
      ),
    );
  command(program, texts, 'protect', texts.commands.protect).action(
    act((_flags, file) => protect(file, language, output)),
  );
  command(program, texts, 'test-mail', texts.commands.testMail).action(
    act((_flags, file) => testMail(file, language, output)),
  );

  try {
    await program.parseAsync(words.map(pythonFlag), { from: 'user' });
    return result;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.ok;
    output.error(texts.usageError(error.code, error.message));
    return exitCode.usage;
  }
}

/** The original was started with --debug=True. */
function pythonFlag(word: string): string {
  return /^--debug=(true|1|yes)$/i.test(word) ? '--debug' : word;
}

function base(texts: CliTexts, output: Output): Command {
  const program = new Command('comwatch')
    .description(texts.about)
    .version(version(), '--version', texts.options.version)
    .helpCommand('help [command]', texts.commands.help)
    .addHelpText('after', `\n${texts.exitCodes}`)
    .showSuggestionAfterError(false);
  return dress(program, texts)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.out(text.replace(/\n$/, '')),
      // The error itself is written once, in the language of the system.
      writeErr: () => undefined,
    });
}

function command(
  program: Command,
  texts: CliTexts,
  name: string,
  help: string,
  isDefault = false,
): Command {
  const made = program.command(name, { isDefault }).description(help);
  return dress(made, texts).copyInheritedSettings(program);
}

/** What every command has: its help in the right language, --config and --debug. */
function dress(made: Command, texts: CliTexts): Command {
  return made
    .helpOption('-h, --help', texts.options.help)
    .configureHelp({ styleTitle: (title) => texts.titles[title] ?? title })
    .option('--config <FILE>', texts.options.config)
    .option('--debug', texts.options.debug);
}
