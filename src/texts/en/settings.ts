import type { SettingTexts } from '../setting-texts.js';

export const settingsEn: SettingTexts = {
  shellprocess: {
    about: 'The process check: a process over its limit is stopped.',
    keys: {
      name: 'Name of the watched processes.',
      delay: 'Time between samples; a bare number is milliseconds.',
      maxcpuprocent:
        'CPU limit, %: 100 is one full core; a process is stopped only if it is strictly above.',
      maxmemoryprocent: 'Memory limit, % of physical memory (working set).',
      source:
        'Where figures come from; when a source fails, the agent switches to the next one by itself.',
      cpu_window:
        'Time over which CPU % is measured: a short burst is no reason to stop a process.',
      cpu_basis: 'core: 100 % is one core; machine: 100 % is all cores together.',
      grace: 'A process younger than this is not judged.',
      floor_after:
        'How long a process is watched after grace before its figures may single it out when the COM check fails; 0 s: at once, as before.',
      sustain: 'How many of the last samples must be over the limit: N of M.',
      application: 'COM+ application (name or AppID): both checks concern its processes only.',
      exclude:
        'Separated by commas: parts of the command line, or AppIDs, of processes that are watched and never stopped.',
    },
  },
  commethod: {
    about: 'The COM check: the server is called as a client would call it.',
    keys: {
      sysname: 'Name of the subsystem that is passed to Authorize.',
      delay: 'Time between checks; a bare number is milliseconds.',
      time_cache:
        'How long figures are kept for comparison when a check fails; a bare number is seconds.',
      alarm_metric:
        'A process counts as the cause of a failure when one of its figures exceeds this many times its floor.',
      witerezult:
        'How long Authorize and GetCurrentSessionInfo together may take; a bare number is seconds.',
      login: 'Name under which the check logs in.',
      password: 'Its password, may be empty.',
      progid: 'ProgID of the server.',
      activation_timeout:
        'How long starting the server may take; by default 30 s or witerezult, whichever is longer.',
      bridge:
        'What calls the server: edge is edge-js in a process of Node; powershell is a separate PowerShell process that loads the same ComProbe.dll; auto is edge-js or, if that does not load, PowerShell until the agent is restarted.',
      apartment: 'Threading model that the server is called from.',
      authorize:
        'The call that opens a session. An out argument may name its type, string, variant or int: out error: variant. Without one it is taken from the type information of the server.',
      session_info: 'The call that is checked.',
      log_out: 'The call that closes the session.',
      expect: 'What session_info must answer.',
      refuse_pattern:
        'Error texts of Authorize that mean a bad login or a locked account: no process is stopped because of them. default: the common texts of Windows, databases and application servers; default|text adds one of your own.',
      unload_on:
        'Classes of failure that lead to a stop; the others are only reported by mail. none: mail only. activation: the process of the server does not start, or accepts no new calls; as before, without it: timeout, rpc, error.',
      confirm:
        'How many failures in a row it takes to stop a process; 1: at the first one, as before.',
      suspects:
        'Where to look for a process whose figure grew by alarm_metric: hosts is among the processes of the server first, then, when that did not help, among its neighbours; any is among all processes of the name, as the original tool did (floor means the same); application ignores the figures and stops only the process of the server.',
      suspects_at_once:
        '1: the one that grew most is stopped, then the check is made again; all: all of them together, as the original tool did.',
      when_none:
        'When the figures single out no process: application stops the process of the server after 3 checks without an answer or 10 errors in a row (a hung server uses no CPU); notify only sends mail.',
      several_hosts:
        'When the application has several processes: longest stops the one that has run longest, the next only after settle and three more failures; notify only sends mail, as before.',
      settle: 'How long to wait after a stop before the next process is stopped.',
      slow_metric: 'Warn when a successful check takes this many times its floor; off by default.',
      check_load:
        'stretch: a successful check is followed by the next after at least 1 s and at least 20 times the quickest of the last five (at most 60 s), so that the check is not the load; as-written: delay exactly, as before.',
    },
  },
  mail: {
    about: 'Mail. Without this section no mail is sent.',
    keys: {
      recipients: 'Recipients, separated by commas.',
      sender: 'Address of the sender.',
      host: 'The mail server; if several are given, separated by commas, the next is used while the one before is unavailable.',
      port: 'Its port.',
      user: 'Name to log in with; empty: no login.',
      password: 'Password to log in with.',
      daily:
        'When a mail is sent each day: the agent works; yesterday N incidents, M stops; for example 08:00; empty: never.',
      report:
        'When a mail is sent each week: what this configuration would have stopped in the past week according to the record, and how much of it recovered by itself; for example Monday 08:00; empty: never.',
      max_mails: 'Most mails an hour to each recipient; the rest are combined into one.',
      tls: 'opportunistic: STARTTLS when offered; required: only with a verified certificate; implicit: TLS from the start (port 465); off: no TLS.',
      helo: 'The name the agent greets the mail server with (EHLO); empty: the full name of the computer, else the address of the connection.',
    },
  },
  maintenance: {
    about: 'Maintenance windows; [maintenance X]: of the application X only.',
    keys: {
      windows:
        'When maintenance begins (cron: minute, hour, day, month, day of the week; local time) and how long it lasts: watching goes on, no process is stopped, the COM server is not called.',
      with_calls: 'Call the COM server during maintenance, too.',
    },
  },
  monitor: {
    about: 'How the agent behaves.',
    keys: {
      mode: 'act: stop processes; observe: everything except stopping, and report what would have been stopped.',
      language: 'Language of the mails.',
      time_unit:
        'Unit of bare numbers in delay, time_cache and witerezult; s is how the original tool read them.',
      max_stops: 'The brake: at most this many attempts to stop processes of one name…',
      max_stops_window: '…within this time; then stopping is suspended for as long.',
      quiet: 'An incident closes after this time without a breach or a failure.',
      remind: 'How long after the last mail an open incident is mailed again.',
      record:
        'The black box: every sample, call, decision and stop is recorded, for the commands replay and suggest.',
      record_days: 'How many days of the record are kept…',
      record_max: '…and how much disk space they may take; a bare number is megabytes.',
      state_dir:
        'Folder of the state (brake, mails not yet sent, stop file), relative to this file.',
    },
  },
  log: {
    about: 'The log.',
    keys: {
      dir: 'Folder of monitor.log, relative to this file.',
      max_bytes: 'Size at which the log starts anew.',
      files: 'How many earlier log files are kept.',
      event_log: 'Write what is mailed to the Windows Event Log, too.',
    },
  },
  status: {
    about: 'The state of the agent for browsers and monitoring systems: a page and /metrics.',
    keys: {
      listen:
        'Address and port of the status page and of /metrics, for example 127.0.0.1:8089; empty: not opened. An address that other computers can reach needs a token.',
      token:
        'Key that every request for the page or /metrics must bring: the password in the window of the browser (any name), or the header Authorization: Bearer.',
      textfile:
        'A .prom file for the textfile collector of windows_exporter, relative to this file; empty: not written.',
    },
  },
  powershell: {
    about: 'The PowerShell that the agent works through.',
    keys: {
      path: 'Full path of PowerShell; empty: Windows PowerShell 5.1, else pwsh.',
    },
  },
};
