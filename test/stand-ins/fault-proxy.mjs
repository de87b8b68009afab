// Stands between the agent and any PowerShell and misbehaves on request: what the first argument names is started with
// the other arguments, lines go to and fro. Faults: a list separated by commas in COMWATCH_STAND_IN_FAULTS and in the file
// that COMWATCH_STAND_IN_FAULTS_FILE names, read anew for every line. README.md has the list.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';

const [executable, ...words] = process.argv.slice(2);
const ANSWER = /^[0-9a-f]{16} [1-9]\d* \S+ \S+ \.\r?\n$/;
const REQUEST = /^\d+ (\S+) /;
const calls = new Map();

/** The active faults by name, with their values. */
function faults() {
  const { COMWATCH_STAND_IN_FAULTS: fixed = '', COMWATCH_STAND_IN_FAULTS_FILE: file } = process.env;
  let text = fixed;
  try {
    if (file) text += `,${readFileSync(file, 'utf8')}`;
  } catch {
    // Removed or just being written: the next line reads it.
  }
  return new Map(text.split(',').map((each) => /^([^=]*)=?(.*)$/s.exec(each.trim()).slice(1, 3)));
}

await sleep(Number(faults().get('slow-start') ?? 0));
const shell = spawn(executable, words, { stdio: 'pipe', windowsHide: true });
shell.on('error', (error) => end(1, `${error.message}\n`));
shell.on('close', (code, signal) => (signal ? end(signal) : end(code)));
shell.stdin.on('error', () => undefined);

/** Ends like the shell, or as a fault demands. */
function end(how, words = '') {
  shell.kill('SIGKILL');
  process.stderr.write(words);
  if (typeof how === 'string') process.kill(process.pid, how);
  else process.exit(how);
}

// To the shell: whole lines, so that the N-th call of a command can be recognised.
let hangs = false;
lines(process.stdin, (line) => {
  const [, command] = REQUEST.exec(line) ?? [];
  if (command !== undefined) {
    const call = (calls.get(command) ?? 0) + 1;
    calls.set(command, call);
    const due = (fault) => isDue(faults().get(fault), command, call);
    if (due('exit0')) end(0);
    if (due('exit3')) end(3);
    if (due('kill-self')) end('SIGKILL');
    // Neither this line nor the following ones are ever read.
    hangs ||= due('hang') || due('steal-stdin');
  }
  if (/OutputEncoding *=/.test(line)) speaksUtf8 = true;
  if (!hangs) shell.stdin.write(line);
});
process.stdin.on('end', () => (hangs ? undefined : shell.stdin.end()));

/** hang=Get-ProcessSample:3 is the third sample; without a number it is every one. */
function isDue(value, command, call) {
  const [name = '', turn] = value?.split(':') ?? [];
  return (
    name.toLowerCase() === command.toLowerCase() && (turn === undefined || Number(turn) === call)
  );
}

// From the shell: answers are recognised by their form.
let sent = Promise.resolve();
lines(shell.stdout, (line) => {
  sent = sent.then(() => answer(line));
});

async function answer(text) {
  const on = faults();
  const line = on.has('crlf') ? text.replace(/\r?\n$/, '\r\n') : text;
  const write = (what) => process.stdout.write(what);
  if (!ANSWER.test(line)) return void write(line);
  if (on.has('stderr')) process.stderr.write('something went wrong somewhere\n');
  if (on.has('garbage')) write('\u0001 WARNING: garbage \u0416 .\r\n\n 00 1 - - .\n');
  if (on.has('huge')) write(`${'x'.repeat(Number(on.get('huge')) << 20)}\n`);
  if (on.has('cp866')) write(Buffer.concat([inCodePage866('Журнал'), Buffer.from('\r\n')]));
  if (on.has('bom')) write(Buffer.from([0xef, 0xbb, 0xbf]));
  if (on.has('coalesce')) return void write(`noise before\r\n${line}noise after\r\n`);
  if (!on.has('split')) return void write(line);
  const part = Math.ceil(line.length / 3);
  for (let at = 0; at < line.length; at += part) {
    write(line.slice(at, at + part));
    await sleep(5);
  }
}

// On a Russian Windows errors come in the DOS code page (fault oem) until the shell is set to UTF-8.
let speaksUtf8 = false;
const complaints = new StringDecoder('utf8');
shell.stderr.on('data', (chunk) => {
  const oem = faults().has('oem') && !speaksUtf8;
  process.stderr.write(oem ? inCodePage866(complaints.write(chunk)) : chunk);
});

/** Cyrillic letters and ASCII; everything else as a question mark. */
function inCodePage866(text) {
  return Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0);
      if (code < 0x80) return code;
      if (code >= 0x410 && code < 0x440) return code - 0x410 + 0x80;
      if (code >= 0x440 && code < 0x450) return code - 0x440 + 0xe0;
      return 0x3f;
    }),
  );
}

/** Calls back with every line, including its end; the rest at the end of the stream, too. */
function lines(stream, onLine) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text) => {
    const pieces = (rest + text).split(/(?<=\n)/);
    rest = pieces.at(-1)?.endsWith('\n') ? '' : (pieces.pop() ?? '');
    for (const piece of pieces) onLine(piece);
  };
  stream.on('data', (chunk) => take(decoder.write(chunk)));
  stream.on('end', () => rest !== '' && onLine(rest));
}
