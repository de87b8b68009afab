import { Command } from 'commander';
import type { CliTexts, CommandName } from '../texts/cli-texts.js';
import { version } from '../version.js';
import type { Output } from './output.js';

/** The program without its commands: help, version, and the output of both. */
export function createProgram(texts: CliTexts, output: Output): Command {
  const program = new Command('comwatch')
    .description(texts.about)
    .usage(texts.usage.program)
    .version(version(), '-v, --version', texts.options.version)
    .helpCommand(texts.usage.helpCommand, texts.commands.help)
    .addHelpText('after', `\n${texts.moreHelp}\n\n${texts.exitCodes}`)
    .showSuggestionAfterError(false);
  return addCommonOptions(program, texts)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.out(text.replace(/\n$/, '')),
      // The error itself is written once, in the language of the system.
      writeErr: () => undefined,
    });
}

/** A command with its help, its examples and the common options. */
export function declareCommand(
  program: Command,
  texts: CliTexts,
  name: CommandName,
  usage = texts.usage.command,
): Command {
  const examples = texts.examples[name].map(
    ({ words, says }) => `  comwatch ${words}\n      ${says}`,
  );
  const made = program
    .command(name)
    .description(texts.commands[name])
    .usage(usage)
    .addHelpText(
      'after',
      `\n${[texts.titles.examples, ...examples].join('\n')}\n\n${exitCodesOf(name, texts)}`,
    );
  // The command itself names surplus words: commander would name the command instead.
  return addCommonOptions(made, texts).copyInheritedSettings(program).allowExcessArguments();
}

function exitCodesOf(name: CommandName, texts: CliTexts): string {
  if (name === 'doctor') return texts.doctorExitCodes;
  return name === 'watchdog' ? texts.watchdogExitCodes : texts.exitCodes;
}

function addCommonOptions(made: Command, texts: CliTexts): Command {
  return made
    .helpOption('-h, --help', texts.options.help)
    .configureHelp({
      styleTitle: (title) => texts.headings[title] ?? title,
      optionTerm: ({ flags }) =>
        flags.replace(/<([A-Z=]+)>/, (_, word: string) => `<${texts.placeholders[word] ?? word}>`),
      // Every command has options: only other arguments are worth mentioning.
      subcommandTerm: (command) =>
        `${command.name()} ${command.usage().replace(texts.usage.command, '').trim()}`.trim(),
    })
    .option('--config <FILE>', texts.options.config)
    .option('--debug', texts.options.debug);
}
