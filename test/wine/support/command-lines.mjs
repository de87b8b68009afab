// Runs under Windows: starts a process and lets PowerShell read its command line, as the agent does.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import process from 'node:process';

const [host, module, answerFile] = process.argv.slice(2);
const script = 'process.title; setTimeout(() => {}, 60_000)';
const child = spawn(process.execPath, ['-e', script, 'слово два', '/Processid:{E10F6C3A}'], {
  stdio: 'ignore',
});
const shell = spawn(host, ['-NoLogo', '-NoExit', '-Command', '-'], {
  stdio: ['pipe', 'pipe', 'pipe'],
});
let said = '';
shell.stdout.on('data', (data) => (said += data));
shell.stderr.on('data', (data) => (said += data));
shell.on('exit', () => {
  child.kill();
  writeFileSync(answerFile, said);
  process.exit(0);
});
const write = '[Console]::Out.WriteLine';
shell.stdin.write(`Import-Module '${module}'\n`);
shell.stdin.write(
  `$line = Get-TargetCommandLine -Id ${child.pid}, ${process.pid}, 3 -Way process\n`,
);
shell.stdin.write(`$same = (Get-Process -Id ${child.pid}).StartTime.ToFileTimeUtc()\n`);
shell.stdin.write(`${write}("rows " + $line.rows.Count)\n`);
shell.stdin.write(`${write}("same " + ($line.rows[0].startedAt -eq [string] $same))\n`);
shell.stdin.write(
  `${write}("line " + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($line.rows[0].commandLine)))\n`,
);
shell.stdin.write('$watch = [Diagnostics.Stopwatch]::StartNew()\n');
shell.stdin.write(
  `foreach ($each in 1..100) { $null = Get-TargetCommandLine -Id ${child.pid} -Way process }\n`,
);
shell.stdin.write(`${write}("ms " + $watch.ElapsedMilliseconds / 100)\n`);
shell.stdin.end('exit 0\n');
