/** The words of a command line before they are parsed: habits of Windows, and the start line of the original tool. */
import { nearest } from '../config/nearest.js';

/** Words for a command in other programs. Spelling alone would answer `start` with `restart`. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  start: 'run',
  begin: 'run',
  kill: 'stop',
  end: 'stop',
  quit: 'stop',
  exit: 'stop',
  unpause: 'resume',
  continue: 'resume',
  check: 'check-config',
  validate: 'check-config',
  verify: 'check-config',
  settings: 'config',
  state: 'status',
  ps: 'sample',
  list: 'sample',
  call: 'probe',
  encrypt: 'protect',
  diagnose: 'doctor',
  mail: 'test-mail',
  version: '--version',
};

/** The command that was probably meant, or `undefined`. `/config` is an option in the style of Windows. */
export function likelyCommand(
  word: string,
  commands: readonly string[],
  options: readonly string[],
): string | undefined {
  const option = /^\/([\w-]+)/.exec(word)?.[1];
  if (option !== undefined) return options.find((each) => each === `--${option.toLowerCase()}`);
  return OTHER_WORDS[word.toLowerCase()] ?? nearest(word, commands);
}

/** Requests for help in the style of Windows. */
const HELP = /^([/-]\?|\/h|[/-]help|--help)$/i;
const VERSION = /^(\/v|[/-]version|-V)$/;
/** The original tool was started with `--debug=True` and no command. */
const PYTHON_DEBUG = /^--debug=(true|1|yes)$/i;

/**
 * Translates other conventions into ours. Only the original's own start line runs without a command.
 * @param commands names of the commands
 */
export function normalizeWords(words: readonly string[], commands: readonly string[]): string[] {
  const plain = words.map((word) => {
    if (HELP.test(word)) return '--help';
    if (VERSION.test(word)) return '--version';
    return PYTHON_DEBUG.test(word) ? '--debug' : word;
  });
  const isOriginal = words.some((word) => PYTHON_DEBUG.test(word));
  const hasCommand = words.some((word) => commands.includes(word));
  return isOriginal && !hasCommand ? ['run', ...plain] : plain;
}
