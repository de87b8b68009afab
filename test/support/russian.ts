/** English text in a Russian one, apart from technical words. */

/** Names, formats and protocol words of more than one word that are not translated. */
const NAMES = [
  '.NET Framework',
  'COM+ System Application',
  'Windows PowerShell',
  'Task Scheduler',
  'Event Log',
  'Windows Server',
  'Microsoft Defender',
  'meAppServer.AppServer',
  // A value of unload_on or a similar setting, as written in the file.
  'not empty',
];

/** Parts that are quoted, or belong to the machine. */
const MACHINE: readonly RegExp[] = [
  /«[^»]*»/g,
  /`[^`]*`/g,
  // A setting with its section, alone or several: [commethod] authorize, session_info, log_out = x
  /\[[^\]]+\](?: [a-z_]+(?:,? [a-z_]+)*(?: = \S+)?)?/g,
  // A setting of a template: out error: variant
  /\b(?:in [a-z]+: [a-z]+|out [a-z]+(?:: [a-z]+)?)/g,
  /\b[a-z_]+ = [\w%.]+(?: [a-z]+)?/g,
  // A command line, up to the end of its words.
  /\b(?:comwatch|icacls|npm|check-config)(?: [-\w.:\\/]+)+/g,
  /--?[a-z][-a-z]*(?: [A-Z]+)?/g,
  /%\w+%[\\\w.]*/g,
  // Paths and file names.
  /[A-Za-z]:\\[^:,;«»]*?\.\w+/g,
  /[\w-]+\.(?:exe|ini|cfg|log|json|lock|ps1)\b/g,
];

/** Runs of two or more English words. */
export function englishIn(text: string): string[] {
  let rest = text;
  for (const name of NAMES) rest = rest.replaceAll(name, '¤');
  for (const each of MACHINE) rest = rest.replace(each, '¤');
  return rest.match(/\b[A-Za-z][a-z']*[a-z](?: [a-z]['a-z]*)+\b/g) ?? [];
}
