import type { WireTransaction } from '../../src/adapters/com/messages.js';

/** The transaction of the original, in the form sent to the process. */
export function transactionOf(
  behaviour: string,
  change: Partial<WireTransaction> = {},
): WireTransaction {
  return {
    progid: behaviour,
    apartment: 'mta',
    authorize: {
      method: 'Authorize',
      arguments: [
        { kind: 'text', text: 'monitor' },
        { kind: 'text', text: 'pa#ss;word' },
        { kind: 'text', text: 'server' },
        { kind: 'text', text: 'ФронтОфис' },
        { kind: 'text', text: '' },
        { kind: 'int', number: 0 },
        { kind: 'out', name: 'error', type: 'auto' },
        { kind: 'out', name: 'session', type: 'auto' },
      ],
    },
    sessionInfo: {
      method: 'GetCurrentSessionInfo',
      arguments: [{ kind: 'session' }, { kind: 'out', name: 'info', type: 'auto' }],
    },
    logOut: { method: 'LogOut', arguments: [{ kind: 'session' }] },
    ...change,
  };
}
