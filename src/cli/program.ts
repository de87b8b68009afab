import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { nearest } from '../config/nearest.js';
import { printable } from '../core/foreign.js';
import { cliTexts } from '../texts/cli.js';
import type { CliTexts } from '../texts/cli-texts.js';
import type { Language } from '../texts/language.js';
import { createProgram, declareCommand } from './command.js';
import { findConfig } from './find-config.js';
import { checkConfig, probe, run, sample, showConfig } from './lazy-commands.js';
import { exitCode, type Output } from './output.js';
import { declareSteering } from './steering-commands.js';
import { declareTrials } from './trial-commands.js';
import { likelyCommand, normalizeWords } from './words.js';
import type { Act, Flags } from './work.js';

/** Maximum number of characters shown of a word of the command line. */
const SHOWN_WORD = 200;
/** A file given as a word of its own; it is taken by `--config` only. */
const isFile = (word: string) => /\.(ini|cfg|conf|txt)$/i.test(word);
/** Word processors turn two hyphens into a long dash. */
const LONG_DASH = /^[\u2010-\u2015\u2212]/;

/**
 * Runs one command line and resolves to its exit code. Without a command it shows the help: nothing is watched or
 * stopped except by `run`.
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
  const act: Act =
    (work, needsFile = true, most = 0) =>
    async (_own, command) => {
      const flags = command.optsWithGlobals<Flags>();
      if (command.args.length > most) {
        const surplus = command.args.slice(most).map((each) => printable(each, SHOWN_WORD));
        const dashed = surplus.find((each) => LONG_DASH.test(each));
        output.error(
          dashed === undefined
            ? texts.usage.surplus(command.name(), surplus, most > 0, surplus.find(isFile))
            : unknownOption(dashed, program, texts),
        );
        result = exitCode.usage;
        return;
      }
      const place = findConfig(flags.config, process.cwd(), process.env);
      if (!place.exists && (needsFile || flags.config !== undefined)) {
        const searched = place.searched.map((each) => printable(each));
        output.error(texts.noConfig(searched, flags.config !== undefined));
        result = exitCode.usage;
        return;
      }
      result = await work(flags, place.file, command.args);
    };
  const program = createProgram(texts, output);
  declareCommand(program, texts, 'run')
    .option('--once', texts.options.once)
    .option('--observe', texts.options.observe)
    .option('--task <NAME>', texts.options.task)
    .action(
      act(({ debug = false, once = false, observe = false, task }, file) =>
        run(file, { debug, once, observe, task }, language, output, signal),
      ),
    );
  declareSteering(program, act, language, output, signal);
  declareCommand(program, texts, 'check-config')
    .option('--account <SID>', texts.options.account)
    .action(act(({ account }, file) => checkConfig(file, account, language, output)));
  declareCommand(program, texts, 'config')
    .option('--explain', texts.options.explain)
    .option('--keys', texts.options.keys)
    .action(
      act(
        ({ explain = false, keys = false, config }, file) =>
          showConfig(file, { explain, keys, given: config !== undefined }, language, output),
        false,
      ),
    );
  declareSample(program, texts).action(
    act(({ watch = false, json = false, debug = false }, file) =>
      sample(file, { watch, json, debug }, language, output, signal),
    ),
  );
  declareCommand(program, texts, 'probe')
    .option('--repeat <N>', texts.options.repeat)
    .option('--json', texts.options.json)
    .action(
      act(({ repeat = '1', json = false, debug = false }, file) =>
        probe(file, { repeat, json, debug }, language, output, signal),
      ),
    );
  declareTrials(program, act, language, output, signal);

  try {
    await parse(program, words);
    return result;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.ok;
    output.error(usageError(error, program, texts));
    return exitCode.usage;
  }
}

function declareSample(program: Command, texts: CliTexts): Command {
  return declareCommand(program, texts, 'sample')
    .option('--watch', texts.options.watch)
    .option('--json', texts.options.json);
}

async function parse(program: Command, words: readonly string[]): Promise<void> {
  const commands = program.commands.map((each) => each.name());
  const [first, second] = words;
  if (first === undefined) {
    program.outputHelp();
    return;
  }
  // Commander answers `help nonsense` with the general help.
  if (first === 'help' && second !== undefined && !commands.includes(second)) {
    if (!normalizeWords([second], commands).includes('--help')) unknownCommand(second);
  }
  await program.parseAsync(normalizeWords(words, commands), { from: 'user' });
}

function unknownCommand(name: string): never {
  throw new CommanderError(
    exitCode.usage,
    'commander.unknownCommand',
    `error: unknown command '${name}'`,
  );
}

/** The mistake in the command line, with the nearest valid word. */
function usageError({ code, message }: CommanderError, program: Command, texts: CliTexts): string {
  const found = printable(/'([^']*)'/.exec(message)?.[1] ?? '', SHOWN_WORD);
  const commands = program.commands.map((each) => each.name());
  switch (code) {
    case 'commander.unknownCommand':
      if (LONG_DASH.test(found)) return unknownOption(found, program, texts);
      return texts.usage.unknownCommand(
        found,
        commands,
        likelyCommand(found, commands, optionsOf(program)),
      );
    case 'commander.unknownOption':
      return unknownOption(found, program, texts);
    case 'commander.optionMissingArgument':
      return texts.usage.optionNeedsValue(found.replace(/ <[A-Z]+>$/, ''));
    case 'commander.help':
      return texts.usage.noCommand(commands);
    default:
      return texts.usage.other(printable(message.replace(/^error: /, '')));
  }
}

function unknownOption(found: string, program: Command, texts: CliTexts): string {
  const word = found.replace(/^[-\u2010-\u2015\u2212]+/, '--');
  return texts.usage.unknownOption(found, nearest(word, optionsOf(program)));
}

function optionsOf(program: Command): string[] {
  const all = [program, ...program.commands].flatMap(({ options }) =>
    options.flatMap(({ long }) => (typeof long === 'string' ? [long] : [])),
  );
  return [...new Set(all)];
}
