import type { ProbeFailure } from '../../core/judging/probe-result.js';
import { hintFor, type Hints } from '../hints.js';

const hintsEn: Hints = {
  byCode: {
    '0x800703FA':
      'The registry profile of the server\'s account was unloaded (the Application log may show event 1530): only a new process of the server helps. To prevent it, enable the policy "Do not forcefully unload the user registry at user logoff".',
    '0x80080008': 'The server is shutting down. The next check usually starts a new one.',
    '0x80004025': 'The COM+ application is paused: resume it in Component Services.',
    '0x80004027': 'The component or the COM+ application was disabled by an administrator.',
    '0x80110451': 'The COM+ application is disabled: enable it in Component Services.',
    '0x80070422': 'The service of the COM+ application is disabled.',
    '0x8007045B': 'Windows is shutting down.',
    '0x800704A6': 'A shutdown of Windows is scheduled.',
    '0x800704E7': 'Windows is shutting down.',
    '0x8007052F': 'The account may not log on: an empty password, logon hours or a policy.',
    '0x80070530': 'The account may not log on at this hour.',
    '0x80070531': 'The account may not log on to this computer.',
    '0x80070532': 'The password of the account has expired: set a new one.',
    '0x80070533': 'The account is disabled.',
    '0x80070569': 'The account lacks the right to log on as a batch job or as a service.',
    '0x80070701': 'The account has expired.',
    '0x80070773': 'The password must be changed before the first logon.',
    '0x80070775':
      'The account is locked out: unlock it and find out where the wrong password comes from.',
    '0x8007042D': 'The service could not log on: check its account and password.',
    '0x800706FD': 'The trust between this computer and the domain is broken.',
    '0x80090324': 'The clocks of this computer and of the domain controller differ too much.',
    '0x8007051F':
      'No domain controller answers: check the network, DNS and the Netlogon service of this computer. Stopping a process does not cure this.',
    '0x8010006B': 'Wrong PIN of a smart card.',
    '0x8010006C': 'The PIN of a smart card is blocked.',
    '0x8007045A':
      'A DLL could not be initialised: often the desktop heap of the session is exhausted.',
    '0x8004E006':
      'Another call holds the lock of the component: the server hangs or is overloaded.',
    '0x800705AF': 'The system is out of memory (commit limit).',
    '0x8007000E': 'The server is out of memory.',
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
    '0x80004015': 'The class is configured for another account.',
    '0x80070005':
      "No access: launch and activation permissions (event 10016) or COM+ roles. Check the agent's account.",
    '0x8007052E': 'Wrong name or password of a Windows account.',
    '0x80080005':
      'The server started but did not register in time (event 10010): a crash at start, its account, desktop heap.',
    '0x8004E00F': 'The transaction coordinator (the MSDTC service) cannot be reached.',
    '0x8004E024': 'COM+ did not start the application in time.',
  },
  byClass: {
    timeout:
      'The server hangs: see whether it waits for a database, a network share or a dialog box.',
    rpc: 'See the Application log of the server.',
    error: 'See the logs of the application server itself.',
    refused:
      "Check [commethod] login and password, the rights of the agent's account, and whether a domain controller answers.",
    setup: 'Check the section [commethod]: stopping a process does not cure this.',
    activation:
      'Is a process of the application running? Then it no longer accepts calls: stop it; the agent does so by itself while [commethod] unload_on lists activation, as it does by default. Otherwise the server does not start: check the account of the COM+ application, disk space, the System log (events 10010, 10016).',
    stopping: 'The server, COM+ or Windows is being shut down, so nothing is stopped.',
  },
};

/** Advice for the operator. */
export function hintEn(failure: ProbeFailure): string {
  return hintFor(hintsEn, failure);
}
