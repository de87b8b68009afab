import type { CommandTexts } from '../cli-texts.js';

const perhaps = (nearest: string | undefined) =>
  nearest === undefined ? '' : ` Did you mean "${nearest}"?`;

export const commandsEn: CommandTexts = {
  about:
    'Keeps a COM+ application server alive: watches its host processes, calls it as a client would, stops the faulty process and notifies the operators.',
  headings: {},
  titles: { examples: 'Examples:' },
  commands: {
    run: 'watch until stopped (Ctrl+C, comwatch stop)',
    status: 'show what the running agent sees and does; starts no PowerShell',
    incidents: 'show the incidents of the last day: what happened, what was done, how it ended',
    incident: 'show one incident in full: events, stops, charts',
    pause: 'stop no process and make no COM calls for a while; ends by itself',
    resume: 'end a pause now',
    release: 'allow stopping again where it was suspended after too many stops',
    reload: 'have the running agent apply the configuration file',
    stop: 'stop the running agent and wait until it has exited',
    restart: 'stop the running agent and start it again the way it was started',
    watchdog: 'end a hung agent and start it again; for a scheduled task',
    'check-config': 'read the configuration and report every problem in it',
    config: 'show every setting: its value, its default, what it means',
    sample: 'show the watched processes and their figures now',
    'test-mail': 'send a test mail to every recipient and show what the mail server said',
    probe: 'call the COM server once, as a client would, and show each stage',
    prove: 'show what this configuration would do in 200 simulated nights',
    replay: 'show from the record what a configuration would have stopped',
    suggest: 'suggest limits and factors from the record, each tried in a replay; changes nothing',
    protect: 'replace clear-text passwords with ones that only this computer can read',
    doctor: 'check everything the agent needs on this computer, in 90 s at most; changes nothing',
    report: 'save the status page of a past period as one file',
    help: 'show the help of a command',
  },
  examples: {
    run: [
      { words: 'run --observe', says: 'watch and report without stopping anything' },
      {
        words: 'run --debug --config D:\\monitor.ini',
        says: 'watch with this configuration and show the log on the console',
      },
      { words: 'run --once', says: 'take one sample, stop what has to be stopped, and exit' },
    ],
    status: [
      { words: 'status', says: 'show it once; exit code 1 if the agent is not working' },
      { words: 'status --json', says: 'the same for a monitoring system' },
    ],
    incidents: [
      { words: 'incidents', says: 'show the incidents of the last 24 hours' },
      { words: 'incidents --since 7d --json', says: 'the same for a week, for scripts' },
    ],
    incident: [
      {
        words: 'incident 20261126-030512.123-4711',
        says: 'show what happened in this incident, with its charts',
      },
    ],
    pause: [
      { words: 'pause 30m --why "updates"', says: 'pause everything for half an hour' },
      { words: 'pause 2h BackOffice', says: 'pause one application of the configuration' },
    ],
    resume: [{ words: 'resume', says: 'end every pause' }],
    release: [{ words: 'release', says: 'allow stopping again for every application' }],
    reload: [{ words: 'reload', says: 'check the file, then apply it' }],
    stop: [{ words: 'stop', says: 'stop the agent' }],
    restart: [{ words: 'restart', says: 'stop the agent and start it through its scheduled task' }],
    watchdog: [
      {
        words: 'watchdog',
        says: 'check the agent; if it does not work, check again after 30 s, then restart it',
      },
    ],
    'check-config': [
      {
        words: 'check-config',
        says: 'report every problem with its line; exit code 2 if there is one',
      },
      {
        words: 'check-config --account S-1-5-21-1-2-3-1104',
        says: 'the same for an agent that runs under this account',
      },
    ],
    config: [
      { words: 'config', says: 'show the value of every setting' },
      { words: 'config --explain', says: 'explain every setting; needs no file' },
    ],
    sample: [
      { words: 'sample', says: 'show the processes once' },
      { words: 'sample --watch', says: 'refresh the table until Ctrl+C' },
      { words: 'sample --json', says: 'the same for scripts, as one line of JSON' },
    ],
    'test-mail': [{ words: 'test-mail', says: 'check that mail works before it is needed' }],
    probe: [
      { words: 'probe', says: 'call the server once and show how long each stage took' },
      { words: 'probe --repeat 20', says: 'call it 20 times in a row and show the median' },
    ],
    prove: [
      {
        words: 'prove',
        says: 'try the configuration before its first night; touches no process and no server',
      },
      { words: 'prove --nights 50 --json', says: 'the same for 50 nights, as JSON' },
    ],
    replay: [
      {
        words: 'replay',
        says: 'what the configuration would have stopped in the last seven days, beside what was stopped',
      },
      {
        words: 'replay --since 24h --set maxcpuprocent=40 --set sustain="4 of 5"',
        says: 'the same with other limits; changes nothing',
      },
    ],
    suggest: [
      {
        words: 'suggest',
        says: 'lines for the configuration from the last seven days, with the evidence',
      },
      { words: 'suggest --since 14d --json', says: 'the same from two weeks, for a program' },
    ],
    protect: [
      {
        words: 'protect',
        says: 'protect the passwords of the configuration (DPAPI); run it elevated',
      },
    ],
    report: [
      { words: 'report -o report.html', says: 'the last 24 hours: charts, calls, incidents' },
      { words: 'report --since 2h -o report.html', says: 'the last two hours' },
    ],
    doctor: [
      { words: 'doctor', says: 'show every step and leave doctor-<host>-<time>.json here' },
      {
        words: 'doctor --config D:\\monitor.ini --output D:\\reports',
        says: 'the same with this configuration, the file in that folder',
      },
      { words: 'doctor --json', says: 'the report on the console as one line of JSON' },
    ],
  },
  options: {
    account: 'account that runs the agent, if it is neither SYSTEM nor this one: its SID',
    config:
      'configuration file (default: monitor.ini or config.cfg in this folder, then in %ProgramData%\\comwatch)',
    debug: 'show the log on the console, write every sample to the log file',
    once: 'take one sample, stop what has to be stopped, and exit',
    observe: 'do everything except stopping processes, and report what would have been stopped',
    explain: 'explain every setting',
    keys: 'only the names of all settings, whatever the file holds',
    watch: 'refresh until Ctrl+C',
    json: 'print JSON',
    repeat: 'number of calls, one after the other',
    why: 'reason in your own words, shown by status and in the log',
    task: 'scheduled task that runs the agent; set by install.ps1',
    withCalls: 'keep calling the COM server (a call starts a server that was shut down)',
    nights: 'number of nights (default: 200)',
    since: 'how far back, such as 24h or 7d (default 24h)',
    set: 'a value to use instead of the one in the file; may be given several times',
    output: 'folder for the report file (default: the current one)',
    reportFile: 'file of the report (default comwatch-report.html)',
    version: 'show the version',
    help: 'show this help',
  },
  placeholders: {},
  moreHelp:
    'Help and examples of a command: comwatch help COMMAND. Only the command run starts the agent.',
  doctorExitCodes:
    'Exit codes: 0 every step passed, 1 a step failed or the report was not written,\n2 wrong configuration or command line, 3 no step failed, but a result is unknown.\nWhat the configuration switches off does not count.',
  watchdogExitCodes:
    'Exit codes: 0 the agent works, or was shut down normally, 1 it could not be ended or started,\n2 wrong configuration or command line, 4 it did not work and was started again.',
  exitCodes: 'Exit codes: 0 done, 1 failed, 2 wrong configuration or command line.',
  usage: {
    program: '[options] [command]',
    command: '[options]',
    pause: '[options] LENGTH [APPLICATION]',
    ofApplication: '[options] [APPLICATION]',
    incident: '[options] INCIDENT',
    helpCommand: 'help [command]',
    unknownCommand: (found, commands, nearest) =>
      `Unknown command "${found}".${perhaps(nearest)} Commands: ${commands.join(', ')}.`,
    noCommand: (commands) => `No command was given. Commands: ${commands.join(', ')}.`,
    unknownOption: (found, nearest) => `Unknown option "${found}".${perhaps(nearest)}`,
    optionNeedsValue: (option) => `The option "${option}" needs a value.`,
    surplus: (command, words, takesWords, file) =>
      `Unexpected arguments after "${command}": ${words.join(' ')}. ${file === undefined ? '' : `The configuration file is given as --config ${file}. `}${takesWords ? 'What the command accepts' : 'The command accepts only options'}: comwatch help ${command}.`,
    other: (message) => `The command line could not be parsed: ${message}`,
  },
};
