/** The commands that query or control the running agent, or read what it has left. */
import type { Command } from 'commander';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { declareCommand } from './command.js';
import {
  askAbout,
  incident,
  incidents,
  pause,
  reload,
  restartAgent,
  status,
  stopAgent,
  watchdog,
} from './lazy-commands.js';
import type { Output } from './output.js';
import type { Act } from './work.js';

export function declareSteering(
  program: Command,
  act: Act,
  language: Language,
  output: Output,
  signal: AbortSignal,
): void {
  const texts = cliTexts(language);
  declareCommand(program, texts, 'status')
    .option('--watch', texts.options.watch)
    .option('--json', texts.options.json)
    .action(
      act(({ watch = false, json = false }, file) =>
        status(file, { watch, json }, language, output, signal),
      ),
    );
  declareCommand(program, texts, 'incidents')
    .option('--since <TIME>', texts.options.since)
    .option('--json', texts.options.json)
    .action(
      act(({ since, json = false }, file) => incidents(file, { since, json }, language, output)),
    );
  declareCommand(program, texts, 'incident', texts.usage.incident)
    .option('--json', texts.options.json)
    .action(
      act(({ json = false }, file, [id]) => incident(file, id, json, language, output), true, 1),
    );
  declareCommand(program, texts, 'pause', texts.usage.pause)
    .option('--why <TEXT>', texts.options.why)
    .option('--with-calls', texts.options.withCalls)
    .action(
      act(
        ({ why = '', withCalls = false }, file, [length, application]) =>
          pause(file, { length, application, why, withCalls }, language, output),
        true,
        2,
      ),
    );
  for (const name of ['resume', 'release'] as const) {
    declareCommand(program, texts, name, texts.usage.ofApplication).action(
      act(
        (_flags, file, [application]) => askAbout(name, file, application, language, output),
        true,
        1,
      ),
    );
  }
  declareCommand(program, texts, 'reload').action(
    act((_flags, file) => reload(file, language, output)),
  );
  declareCommand(program, texts, 'stop').action(
    act((_flags, file) => stopAgent(file, language, output)),
  );
  declareCommand(program, texts, 'restart').action(
    act((_flags, file) => restartAgent(file, language, output)),
  );
  declareCommand(program, texts, 'watchdog')
    .option('--task <NAME>', texts.options.task)
    .action(act(({ task }, file) => watchdog(file, { task }, language, output, signal)));
}
