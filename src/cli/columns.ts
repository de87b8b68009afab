/** Width used when that of the console is not known. */
const COLUMNS = 100;

/** Number of characters in a line of the console. */
export function columns(): number {
  const given = Number(process.env['COLUMNS'] ?? '');
  return process.stdout.columns || (Number.isInteger(given) && given >= 60 ? given : COLUMNS);
}
