import { isLoopback, type ListenAddress } from './listen.js';
import type { Problem } from './problem.js';
import type { Secret } from './secret.js';
import type { Table } from './setting.js';
import type { Draft } from './values.js';

/** Access from other computers requires a token. */
export function listenProblems<Each extends Table>(draft: Draft<Each> | undefined): Problem[] {
  if (!draft) return [];
  const { listen, token } = draft.values as { listen?: ListenAddress; token?: Secret };
  const entry = draft.given.get('listen');
  // A token with a problem of its own is reported separately.
  if (!listen || !entry || !token?.isEmpty || isLoopback(listen.host)) return [];
  const { line, key, value } = entry;
  return [{ kind: 'listen-open', line, section: draft.section.title, key, found: value }];
}
