/** Every wait of a PowerShell source, by what waits: a sleep, an end of a process, a deadline of a query, a span of a task. */

/** What waits, and for how long: the first group. Strings and blocks between them hold no bracket. */
const USES = [
  /\bOperationTimeoutSec\s*=?\s*([^\s;}]+)/g,
  /\b(?:WaitForExit|Sleep|WaitOne|Wait|Join|AddSeconds|AddMilliseconds|AddMinutes|FromSeconds|FromMinutes|FromMilliseconds)\(([^()]*\$?[\w.:* +]+)\)/g,
  /\bWaitA(?:ll|ny)\([^\n]*,\s*([^,\n]+?)\)/g,
  /\bStart-Sleep\b\s*(?:-\w+\s+)?(\S+)/g,
  /\bWait-(?:Process|Job|Event)\b[^\n]*-Timeout\w*\s+(\S+)/g,
  /\bWait-Until\s+\{[^\n}]*\}\s+(\([^)]*\)|\S+?)(?=\)|\s|$)/gm,
  /\b-Timeout\w*\s+(\$?[\w:.]+)/g,
  /\bElapsed(?:Milliseconds|\.Total\w+)(?:\)|\s*-\s*\$\w+)?\s+-(?:ge|gt|le|lt)\s+(\$?[\w:.]+)/g,
  /\$(?:script:)?\w*(?:Timeout|Wait|Jitter|Deadline)\w*(?:Ms|Seconds|Sec)\s*=\s*([^\s,]+)/g,
  /\b(?:ExecutionTimeLimit|RestartInterval|RepetitionInterval)\s*=\s*(\[timespan\]::Zero)/g,
  /\$(?:script:)?\w+Ms\s*=\s*(\d+)/g,
];

/** As `5000`, `$script:PollMs`, without blanks, once each, sorted. Comments and help are left out. */
export function findPowerShellWaits(text: string): string[] {
  const code = text.replaceAll(/<#[^]*?#>/g, '').replaceAll(/^\s*#.*$/gm, '');
  const found = USES.flatMap((use) =>
    [...code.matchAll(use)].map(([, value = '']) => value.replaceAll(' ', '')),
  );
  return [...new Set(found)].sort();
}
