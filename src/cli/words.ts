/** The words of a command line before they are parsed: habits of Windows, and the start line of the original tool. */

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
