/** Names and classes of the HRESULTs that a COM check meets. Source: winerror.h, as documented in the Win32 reference. */
import type { FailureClass } from './failure-class.js';

export interface HresultMeaning {
  readonly name: string;
  /** Class of the failure when a method call brings it; activation has rules of its own. */
  readonly failureClass: FailureClass;
}

const meanings: Readonly<Record<string, HresultMeaning>> = {
  '0x800706BA': { name: 'RPC_S_SERVER_UNAVAILABLE', failureClass: 'rpc' },
  '0x800706BE': { name: 'RPC_S_CALL_FAILED', failureClass: 'rpc' },
  '0x800706BF': { name: 'RPC_S_CALL_FAILED_DNE', failureClass: 'rpc' },
  '0x80010006': { name: 'RPC_E_CONNECTION_TERMINATED', failureClass: 'rpc' },
  '0x80010007': { name: 'RPC_E_SERVER_DIED', failureClass: 'rpc' },
  '0x80010012': { name: 'RPC_E_SERVER_DIED_DNE', failureClass: 'rpc' },
  '0x80010108': { name: 'RPC_E_DISCONNECTED', failureClass: 'rpc' },
  '0x800401FD': { name: 'CO_E_OBJNOTCONNECTED', failureClass: 'rpc' },
  '0x80070776': { name: 'OR_INVALID_OXID', failureClass: 'rpc' },
  '0x800706BB': { name: 'RPC_S_SERVER_TOO_BUSY', failureClass: 'rpc' },
  '0x80080006': { name: 'CO_E_OBJSRV_RPC_FAILURE', failureClass: 'rpc' },
  '0x80080008': { name: 'CO_E_SERVER_STOPPING', failureClass: 'rpc' },
  '0x80010002': { name: 'RPC_E_CALL_CANCELED', failureClass: 'timeout' },
  '0x8001011F': { name: 'RPC_E_TIMEOUT', failureClass: 'timeout' },
  '0x80010001': { name: 'RPC_E_CALL_REJECTED', failureClass: 'error' },
  '0x8001010A': { name: 'RPC_E_SERVERCALL_RETRYLATER', failureClass: 'error' },
  '0x80010105': { name: 'RPC_E_SERVERFAULT', failureClass: 'error' },
  '0x80020009': { name: 'DISP_E_EXCEPTION', failureClass: 'error' },
  '0x80004005': { name: 'E_FAIL', failureClass: 'error' },
  '0x8000FFFF': { name: 'E_UNEXPECTED', failureClass: 'error' },
  '0x8004E00F': { name: 'CONTEXT_E_TMNOTAVAILABLE', failureClass: 'error' },
  '0x80070005': { name: 'E_ACCESSDENIED', failureClass: 'refused' },
  '0x8007052E': { name: 'ERROR_LOGON_FAILURE', failureClass: 'refused' },
  '0x8001011B': { name: 'RPC_E_ACCESS_DENIED', failureClass: 'refused' },
  '0x8000401A': { name: 'CO_E_RUNAS_LOGON_FAILURE', failureClass: 'refused' },
  '0x8000401B': { name: 'CO_E_LAUNCH_PERMSSION_DENIED', failureClass: 'refused' },
  '0x80004015': { name: 'CO_E_WRONG_SERVER_IDENTITY', failureClass: 'refused' },
  '0x80040154': { name: 'REGDB_E_CLASSNOTREG', failureClass: 'setup' },
  '0x800401F3': { name: 'CO_E_CLASSSTRING', failureClass: 'setup' },
  '0x80004027': { name: 'CO_E_CLASS_DISABLED', failureClass: 'setup' },
  '0x80004002': { name: 'E_NOINTERFACE', failureClass: 'setup' },
  '0x80020003': { name: 'DISP_E_MEMBERNOTFOUND', failureClass: 'setup' },
  '0x80020005': { name: 'DISP_E_TYPEMISMATCH', failureClass: 'setup' },
  '0x80020006': { name: 'DISP_E_UNKNOWNNAME', failureClass: 'setup' },
  '0x8002000C': { name: 'DISP_E_UNKNOWNLCID', failureClass: 'setup' },
  '0x80028018': { name: 'TYPE_E_INVDATAREAD', failureClass: 'setup' },
  '0x8002000E': { name: 'DISP_E_BADPARAMCOUNT', failureClass: 'setup' },
  '0x8002000F': { name: 'DISP_E_PARAMNOTOPTIONAL', failureClass: 'setup' },
  '0x80010106': { name: 'RPC_E_CHANGED_MODE', failureClass: 'setup' },
  '0x8001010E': { name: 'RPC_E_WRONG_THREAD', failureClass: 'setup' },
  '0x80131513': { name: 'COR_E_MISSINGMETHOD', failureClass: 'setup' },
  '0x80131512': { name: 'COR_E_MISSINGMEMBER', failureClass: 'setup' },
  '0x8002000B': { name: 'DISP_E_BADINDEX', failureClass: 'setup' },
  '0x80070057': { name: 'E_INVALIDARG', failureClass: 'error' },
  '0x80004001': { name: 'E_NOTIMPL', failureClass: 'setup' },
  '0x80080005': { name: 'CO_E_SERVER_EXEC_FAILURE', failureClass: 'activation' },
  '0x8000401E': { name: 'CO_E_SERVER_START_TIMEOUT', failureClass: 'activation' },
  '0x8000402A': { name: 'CO_E_SERVER_INIT_TIMEOUT', failureClass: 'activation' },
  '0x8004E021': { name: 'CO_E_ACTIVATIONFAILED', failureClass: 'activation' },
  '0x8004E022': { name: 'CO_E_ACTIVATIONFAILED_EVENTLOGGED', failureClass: 'activation' },
  '0x8004E024': { name: 'CO_E_ACTIVATIONFAILED_TIMEOUT', failureClass: 'activation' },
};

/** As .NET gives it (a signed int) to what people search for: `0x800706BA`. */
export function hexOf(hresult: number): string {
  return `0x${(hresult >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

export function meaningOf(hex: string): HresultMeaning | undefined {
  return meanings[hex];
}
