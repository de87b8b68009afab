/** The commands that test what the agent needs. */
import type { Command } from 'commander';
import type { CliTexts } from '../texts/cli-texts.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { declareCommand } from './command.js';
import { doctor, protect, prove, replay, report, suggest, testMail } from './lazy-commands.js';
import type { Output } from './output.js';
import type { Act, Flags } from './work.js';

export function declareTrials(
  program: Command,
  act: Act,
  language: Language,
  output: Output,
  signal: AbortSignal,
): void {
  const texts = cliTexts(language);
  declareCommand(program, texts, 'prove')
    .option('--nights <N>', texts.options.nights)
    .option('--json', texts.options.json)
    .action(
      act(({ nights = '200', json = false }, file) =>
        prove(file, { nights, json }, language, output, signal),
      ),
    );
  declareCommand(program, texts, 'replay')
    .option('--since <TIME>', texts.options.since)
    .option('--set <KEY=VALUE>', texts.options.set, collected)
    .option('--json', texts.options.json)
    .action(
      act(({ since = '7d', set = [], json = false }, file) =>
        replay(file, { since, set, json }, language, output, signal),
      ),
    );
  declareCommand(program, texts, 'suggest')
    .option('--since <TIME>', texts.options.since)
    .option('--json', texts.options.json)
    .action(
      act(({ since = '7d', json = false }, file) =>
        suggest(file, { since, json }, language, output, signal),
      ),
    );
  declareCommand(program, texts, 'protect').action(
    act((_flags, file) => protect(file, language, output)),
  );
  declareCommand(program, texts, 'report')
    .option('--since <TIME>', texts.options.since)
    .option('-o, --output <FILE>', texts.options.reportFile)
    .action(
      act(({ since = '24h', output: target = 'comwatch-report.html' }, file) =>
        report(file, { since, target }, language, output),
      ),
    );
  declareDoctor(program, texts).action(
    act((flags, file) => doctor(file, doctorOptions(flags), language, output, signal)),
  );
  declareCommand(program, texts, 'test-mail').action(
    act((_flags, file) => testMail(file, language, output)),
  );
}

/** An option that may be given several times. */
function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function doctorOptions({ json = false, output: folder = '.', debug = false }: Flags) {
  return { json, folder, debug };
}

function declareDoctor(program: Command, texts: CliTexts): Command {
  return declareCommand(program, texts, 'doctor')
    .option('--json', texts.options.json)
    .option('--output <FOLDER>', texts.options.output);
}
