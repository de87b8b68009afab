import type { ProbeFailure } from '../../core/judging/probe-result.js';
import type { Hints } from '../hints.js';

const hintsEn: Hints = {
  byCode: {
    '0x800706BA':
      'The server process does not exist or is unreachable: its dllhost was stopped or crashed. The next call starts a new one.',
    '0x800706BE':
      'The server process exited during the call. See the Application log: events 1000 and 1026 name the module.',
    '0x800706BF': 'The call did not reach the server. The next check usually works.',
    '0x80010001': 'The server (STA) is busy and rejected the call.',
    '0x80010105':
      'An exception inside the component (an access violation, say): a bug in the component.',
    '0x80010108': 'COM+ shut the application down or recycled it. This usually resolves itself.',
    '0x80020003': 'There is no such method: check [commethod] authorize, session_info, log_out.',
    '0x80020006': 'There is no such method: check [commethod] authorize, session_info, log_out.',
    '0x80020005':
      'The server refuses the type of an argument. Name the type in the template (string, variant or int), for example: out error: variant.',
    '0x8002000E': 'The number of arguments is wrong: check the templates in [commethod].',
    '0x80040154':
      'The class is not registered, or only for the other bitness (32/64). Check [commethod] progid.',
    '0x800401F3': 'There is no such ProgID on this server. Check [commethod] progid.',
    '0x8000401A':
      'The account of the COM+ application cannot log on: its password has expired, or it may not log on as a batch job.',
    '0x8000401B': "The agent's account may not launch this server (DCOM permissions).",
    '0x80004027': 'The component or the COM+ application was disabled by an administrator.',
    '0x80004015': 'The class is configured for another account.',
    '0x80070005':
      "No access: launch and activation permissions (event 10016) or COM+ roles. Check the agent's account.",
    '0x8007052E': 'Wrong name or password of a Windows account.',
    '0x80080005':
      'The server started but did not register in time (event 10010): a crash at start, its account, desktop heap.',
    '0x80080008': 'The server is shutting down. This usually resolves itself.',
    '0x8004E00F': 'The transaction coordinator (the MSDTC service) cannot be reached.',
    '0x8004E024': 'COM+ did not start the application in time.',
  },
  byClass: {
    timeout:
      'The server hangs: see whether it waits for a database, a network share or a dialog box.',
    rpc: 'See the Application log of the server.',
    error: 'See the logs of the application server itself.',
    refused: "Check [commethod] login and password, and the rights of the agent's account.",
    setup: 'Check the section [commethod]: unloading does not cure this.',
    activation:
      'Is a process of the application running? Then it no longer accepts calls: stop it; the agent does so by itself when [commethod] unload_on lists activation. Otherwise the server does not start: check the account of the COM+ application, disk space, the System log (events 10010, 10016).',
    stopping: 'The server, COM+ or Windows is being shut down; nothing is stopped for it.',
  },
};

/** What an operator may do about it. */
export function hintEn({ hresult, failureClass }: ProbeFailure): string {
  return (hresult === null ? undefined : hintsEn.byCode[hresult]) ?? hintsEn.byClass[failureClass];
}
