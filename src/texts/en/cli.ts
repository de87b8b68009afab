import { commandsEn } from './cli-commands.js';
import { hintEn } from './hints.js';
import { classEn, messageEn } from './probe.js';
import { reasonEn } from './reason.js';
import { stageEn } from './stage.js';
import { replayEn } from './replay.js';
import { suggestEn } from './suggest.js';
import { statusEn, steeringEn } from './status.js';
import { watchdogEn } from './watchdog.js';
import { bridgeNames } from '../bridge.js';
import type { CliTexts } from '../cli-texts.js';

export const cliEn: CliTexts = {
  ...commandsEn,
  noConfig: (searched, named) =>
    named
      ? `The configuration file ${searched.join(', ')} does not exist. Check the path after --config.`
      : `No configuration file found, looked for: ${searched.join(', ')}. Name one: --config FILE.`,
  badAccount: (found) => `--account: ${found}; a SID is expected, for example S-1-5-21-1-2-3-1104`,
  configFine: (file) => `${file}: no problems.`,
  byDefault: 'default',
  required: 'required',
  expected: 'expected',
  unexpected: (message) => `Unexpected error: ${message}`,
  run: {
    started: (host, name, file) =>
      `comwatch watches ${name} on ${host} (${file}). Press Ctrl+C to stop.`,
    observing: 'Observing only: nothing is stopped.',
    stopping: 'Stopping…',
    stopped: 'Stopped.',
    taken: (pid, dir) =>
      `Another agent (PID ${pid}) already uses ${dir}. Two agents would stop processes and send mails twice.`,
    stateDir: (dir, reason) => `The state folder ${dir} cannot be used: ${reasonEn(reason)}`,
    shell: (reason) => `PowerShell cannot be used: ${reasonEn(reason)}`,
  },
  sample: {
    columns: {
      pid: 'PID',
      name: 'Name',
      application: 'Application',
      started: 'Started',
      cpu: 'CPU %',
      memory: 'Memory %',
      workingSet: 'Working set',
      commandLine: 'Command line',
    },
    unknown: '?',
    cpu: 'CPU',
    memory: 'memory',
    none: (name) => `No process is named ${name}.`,
    taken: (at, host, source) => `Sample of ${at}, ${host}, source ${source}`,
    limitsOf: (file) =>
      `Limits from the file ${file}; a running agent may have read an earlier version:`,
    limits: (cpu, memory) => `CPU ${cpu}, memory ${memory}`,
    noLimits: 'no limits: the configuration has no [shellprocess] section',
    over: (figures) => `over the limit: ${figures}`,
    young: (left) => `not judged yet: just started (grace, ${left} left)`,
    elsewhere: 'not judged: belongs to no application of the configuration',
    unidentified: 'not judged: its command line was not read, so its application is unknown',
    unresolved: (application, reason) =>
      `The application ${application} was not found: ${reasonEn(reason)}`,
    held: (subject, until) => {
      const who = subject && (subject.application ?? subject.appId ?? subject.image);
      const check = subject?.check === 'com' ? ', COM check' : ', process check';
      return `Stopping is suspended until ${until}: ${who ?? 'all processes'}${subject?.check ? check : ''}`;
    },
    brakeUnreadable: (reason) =>
      `It is not known whether stopping is suspended, because the state folder cannot be read: ${reasonEn(reason)}`,
    noRight:
      "This account may not stop other accounts' processes: run the agent as SYSTEM or an administrator.",
    failed: (reason) => `No sample: ${reasonEn(reason)}`,
    measuring: (duration) => `Measuring CPU: ${duration}…`,
  },
  probe: {
    off: 'The configuration has no [commethod] section: there is nothing to call.',
    begins: (progid, witerezult) => `${progid} (witerezult ${witerezult}):`,
    bridge: (bridge, framework, bits) =>
      `${bridgeNames[bridge]} makes the calls (${framework}, ${bits}-bit)`,
    stage: stageEn,
    waiting: (stage, elapsed) => `${stage}: no answer for ${elapsed}…`,
    answers: (took) => `The server answers: ${took}`,
    fails: (what, stage) => `FAILED, ${stage}: ${what}`,
    failureClass: classEn,
    unavailable: (reason) => `The check could not be run: ${reasonEn(reason)}`,
    logOutFailed: (fault) => `LogOut failed: ${fault}`,
    hint: hintEn,
    message: messageEn,
    unloads: (failureClass, does) =>
      does
        ? `A failure like this (${failureClass}) leads to a stop.`
        : `A failure like this (${failureClass}) does not lead to a stop, it is only reported.`,
    summary: (ok, all, least, median, most) =>
      `Answers: ${ok} of ${all}; ${least} to ${most}, median ${median}`,
    badRepeat: (found) => `--repeat: ${found}; a whole number from 1 to 1000000 is expected`,
  },
  prove: {
    begins: (nights) => `Simulating ${nights} nights…`,
    progress: (done, all) => `${done} of ${all} nights done…`,
    badNights: (found) => `--nights: ${found}; a whole number from 1 to 10000 is expected`,
  },
  replay: replayEn,
  suggest: suggestEn,
  protect: {
    nothing: (file) => `${file}: no clear-text passwords.`,
    done: (section, key) => `[${section}] ${key} is protected: only this machine can read it.`,
    failed: (reason) => `Nothing was changed: ${reasonEn(reason)}`,
  },
  report: {
    reading: (percent) => `Reading the record: ${percent} %`,
    badSince: (found, expected) => `--since: "${found}"; expected: ${expected}`,
    written: (file, size) => `Report written: ${file} (${size})`,
    notWritten: (file, reason) => `The report ${file} was not written: ${reason}`,
  },
  status: statusEn,
  steering: steeringEn,
  watchdog: watchdogEn,
  mail: {
    off: 'The configuration has no [mail] section: no mail is sent.',
    accepted: (recipient) => `${recipient}: accepted`,
    refused: (recipient, reason) => `${recipient}: NOT accepted: ${reasonEn(reason)}`,
  },
  doctor: {
    begins: (version, host, at, total) =>
      `comwatch ${version} doctor, ${host}, ${at}. Takes ${total} at most and changes only what it creates itself.`,
    doing: (what, most) => `… ${what} (up to ${most})`,
    state: { ok: 'ok', failed: 'FAILED', unknown: 'UNKNOWN' },
    off: 'off',
    ended: (name, took) => `${name} (${took})`,
    advice: (text) => `-> ${text}`,
    summary: (ok, failed, unknown, off) =>
      `Ok: ${ok}, failed: ${failed}, unknown: ${unknown}, switched off: ${off}.`,
    written: (file) => `Report: ${file}`,
    holds:
      'It contains no passwords, but names of servers, accounts and recipients. Please send it in.',
    notWritten: (file, reason) => `The report ${file} was not written: ${reason}`,
    badFolder: (folder, reason) => `--output: ${folder}; a writable folder is expected: ${reason}`,
  },
};
