import { classEn, hintEn, messageEn, stageEn } from './probe.js';
import type { CliTexts } from '../cli-texts.js';

export const cliEn: CliTexts = {
  about:
    'Keeps a COM+ application server alive: watches its host processes, calls it as a client would, unloads what is broken and tells the operators.',
  titles: {},
  commands: {
    run: 'watch until stopped (Ctrl+C or the stop file); the default command',
    checkConfig: 'read the configuration and name every problem in it',
    config: 'show every setting: its value here, its default, what it means',
    sample: 'show the watched processes and their figures now',
    testMail: 'send a test mail to every recipient and show what the server said',
    probe: 'call the COM server once, as a client would, and show each stage',
    protect: 'replace clear passwords by ones that only this machine can read',
    help: 'show the help of a command',
  },
  options: {
    account: 'account that runs the agent, if it is neither SYSTEM nor this one: its SID',
    config: 'configuration file (default: monitor.ini or config.cfg here)',
    debug: 'readable log on the console, every sample in the log file',
    once: 'judge once, act, and end',
    observe: 'do everything but the stop, and say what would have been stopped',
    explain: 'explain every setting',
    keys: 'only the names of all settings, whatever the file holds',
    watch: 'refresh until Ctrl+C',
    json: 'answer as JSON',
    repeat: 'number of calls, one after the other',
    version: 'show the version',
    help: 'show this help',
  },
  exitCodes: 'Exit codes: 0 done, 1 failed, 2 wrong configuration or usage.',
  usageError: (_code, message) => message.replace(/^error: /, ''),
  noConfig: (file) => `There is no configuration file ${file}.`,
  badAccount: (found) => `--account: ${found}; a SID is expected, for example S-1-5-21-1-2-3-1104`,
  configFine: (file) => `${file}: no problems.`,
  byDefault: 'default',
  required: 'required',
  expected: 'expected',
  unexpected: (message) => `Unexpected error: ${message}`,
  run: {
    started: (host, name, file) => `comwatch watches ${name} on ${host} (${file}). Ctrl+C ends it.`,
    observing: 'Observing only: nothing is stopped.',
    stopping: 'Ending…',
    stopped: 'Ended.',
    taken: (pid, dir) =>
      `Another agent (PID ${pid}) already works with ${dir}. Two would stop and mail everything twice.`,
    stateDir: (dir, reason) => `The state folder ${dir} cannot be used: ${reason}`,
    log: (reason) => `The log cannot be written: ${reason}`,
    shell: (reason) => `PowerShell cannot be used: ${reason}`,
  },
  sample: {
    columns: ['PID', 'Name', 'Started', 'CPU %', 'Memory %', 'Working set', 'Command line'],
    unknown: '?',
    none: (name) => `There is no process named ${name}.`,
    over: 'over the limit',
    young: 'too young to be judged',
    limits: (cpu, memory) => `Limits: CPU ${cpu} %, memory ${memory} %`,
    noLimits: 'No limits: the configuration has no [shellprocess] section.',
    noRight:
      "This account may not stop other accounts' processes: run the agent as SYSTEM or an administrator.",
    failed: (reason) => `No sample: ${reason}`,
    measuring: (seconds) => `Measuring CPU for ${seconds} s…`,
  },
  probe: {
    off: 'There is no section [commethod] in the configuration: nothing to call.',
    begins: (progid, witerezult) => `${progid} (witerezult ${witerezult}):`,
    stage: stageEn,
    waiting: (stage, elapsed) => `${stage}: no answer for ${elapsed}…`,
    answers: (took) => `The server answers: ${took}`,
    fails: (what, stage) => `FAILED, ${stage}: ${what}`,
    failureClass: classEn,
    unavailable: (reason) => `The check could not be made: ${reason}`,
    logOutFailed: (reason) => `LogOut failed: ${reason}`,
    hint: hintEn,
    message: messageEn,
    unloads: (failureClass, does) =>
      does
        ? `A failure like this (${failureClass}) leads to unloading.`
        : `A failure like this (${failureClass}) does not lead to unloading, it is only mailed.`,
    summary: (ok, all, least, median, most) =>
      `Answers: ${ok} of ${all}; ${least} to ${most}, median ${median}`,
    badRepeat: (found) => `--repeat: ${found}; a whole number from 1 to 1000000 is expected`,
  },
  protect: {
    nothing: (file) => `${file}: there is no clear password.`,
    done: (section, key) => `[${section}] ${key} is protected: only this machine can read it.`,
    failed: (reason) => `Nothing was changed: ${reason}`,
  },
  mail: {
    off: 'The configuration has no [mail] section: nobody would be told.',
    accepted: (recipient) => `${recipient}: accepted`,
    refused: (recipient, reason) => `${recipient}: NOT accepted: ${reason}`,
  },
};
