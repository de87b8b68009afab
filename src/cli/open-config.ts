import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readFileAccess } from '../adapters/powershell/commands/file-access.js';
import { findExecutable } from '../adapters/powershell/shell/executable.js';
import { unprotectSecret } from '../adapters/powershell/commands/secrets.js';
import { Shell } from '../adapters/powershell/shell/shell.js';
import type { Config } from '../config/config.js';
import { loadConfig, type LoadAnswer, type ProtectedSecret } from '../config/load.js';
import type { Problem, Warning } from '../config/problem.js';
import { hasPasswords, otherFolders } from '../config/places.js';
import { rightsProblems, rightsWarnings } from '../config/rights.js';
import { fromProtected, Secret } from '../config/secret.js';
import { sameApplication } from '../config/sections.js';
import type { Reason } from '../core/reason.js';
import { success, type Result } from '../core/result.js';
import { shellModulePath as modulePath } from '../parts.js';

type Loaded = Extract<LoadAnswer, { ok: true }>;

/** Starting one PowerShell; a Group Policy may hold it up for 30 s. */
const FIRST_CALL_DEADLINE_MS = 45_000;

export interface OpenOptions {
  /** SID of the account that runs the agent, if it is not the calling one. */
  readonly account?: string;
  /** Gives up: a later result is of no use. */
  readonly signal?: AbortSignal;
  /** Called when the file is valid, before a shell reads rights and passwords. */
  readonly onRead?: (config: Config) => Promise<void>;
}

/**
 * Reads a configuration that will be acted on: its protected passwords are decrypted on this machine, and with `rights`
 * it is refused when others than administrators may change it, since it decides what runs as SYSTEM. Rights that cannot
 * be read are a warning: a server whose PowerShell is broken must still be watched as soon as that works again.
 *
 * Off Windows there are no such rights, unless a configured PowerShell reports some.
 */
export async function openConfig(
  file: string,
  rights: boolean,
  { account = '', signal, onRead }: OpenOptions = {},
): Promise<LoadAnswer> {
  const loaded = await loadConfig(file);
  if (!loaded.ok) return loaded;
  await onRead?.(loaded.config);
  const { config, protectedSecrets } = loaded;
  const links = rights ? await linkProblems(config) : [];
  if (links.length > 0) return { ok: false, problems: links };
  const asksRights =
    rights && (process.platform === 'win32' || config.powershell.path !== undefined);
  if (!asksRights && protectedSecrets.length === 0) return loaded;
  const shell = makeShell(config);
  if (!shell.ok) return withoutShell(loaded, asksRights, shell.reason);
  return unlessGivenUp(shell.value, signal, async () => {
    const opened = await withSecrets(loaded, shell.value);
    return asksRights ? withRights(opened, config, account, shell.value) : opened;
  });
}

/** Closes the shell after the work, or as soon as it is given up. */
async function unlessGivenUp<T>(
  shell: Shell,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const giveUp = () => void shell.close();
  signal?.addEventListener('abort', giveUp, { once: true });
  if (signal?.aborted) giveUp();
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await shell.close();
  }
}

/** A shell for a few calls before there is a log. */
export function makeShell(config: Config): Result<Shell, Reason> {
  const found = findExecutable(config.powershell.path);
  if (!found.ok) return found;
  return success(
    new Shell({
      executable: found.value,
      modulePath,
      onEvent: () => undefined,
      firstCallDeadlineMs: FIRST_CALL_DEADLINE_MS,
    }),
  );
}

function withoutShell(loaded: Loaded, asksRights: boolean, reason: Reason): LoadAnswer {
  const problems = loaded.protectedSecrets.map((each) => unread(each, reason));
  if (problems.length > 0) return { ok: false, problems };
  return asksRights ? warned(loaded, reason) : loaded;
}

async function withSecrets(loaded: Loaded, shell: Shell): Promise<LoadAnswer> {
  let { config } = loaded;
  const problems: Problem[] = [];
  for (const secret of loaded.protectedSecrets) {
    const { section, key, line } = secret;
    const answer = await unprotectSecret(shell, fromProtected(secret.value));
    if (answer.ok) config = withSecret(config, secret, new Secret(answer.value));
    else if (answer.reason.isRefused)
      problems.push({ kind: 'secret-elsewhere', section, key, line });
    else problems.push(unread(secret, answer.reason.cause));
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ...loaded, config, protectedSecrets: [] };
}

async function withRights(
  opened: LoadAnswer,
  config: Config,
  account: string,
  shell: Shell,
): Promise<LoadAnswer> {
  const path = config.file;
  const others = otherFolders(config);
  const answer = await readFileAccess(
    shell,
    path,
    others.map((each) => each.path),
  );
  const before = opened.ok ? [] : opened.problems;
  const found = answer.ok ? rightsProblems(path, answer.value, account, others) : [];
  const problems = [...found, ...before];
  if (!opened.ok || problems.length > 0) return { ok: false, problems };
  if (!answer.ok) return warned(opened, answer.reason);
  const warnings = rightsWarnings(path, answer.value, account, others, hasPasswords(config));
  return { ...opened, warnings: [...opened.warnings, ...warnings] };
}

/** Folders and files of the agent that are links, whose creator determines where the agent writes. */
async function linkProblems({ file, monitor, log }: Config): Promise<Problem[]> {
  const places = [
    { target: 'state', path: monitor.stateDir },
    { target: 'log', path: log.dir },
    { target: 'log', path: join(log.dir, 'monitor.log') },
  ] as const;
  // The folder of the configuration is where its administrator put it.
  const own = dirname(file);
  const found = await Promise.all(
    places
      .filter(({ path }) => path !== own)
      .map(async ({ target, path }): Promise<Problem[]> => {
        // What does not exist yet will be created by the agent.
        const isLink = await lstat(path).then(
          (each) => each.isSymbolicLink(),
          () => false,
        );
        return isLink ? [{ kind: 'link', target, path }] : [];
      }),
  );
  return found.flat();
}

/** The configuration with one of its passwords decrypted. */
function withSecret(config: Config, secret: ProtectedSecret, password: Secret): Config {
  if (secret.name === 'mail') {
    return { ...config, mail: config.mail && { ...config.mail, password } };
  }
  if (secret.name === 'status') {
    return { ...config, status: { ...config.status, token: password } };
  }
  const [first, ...others] = config.applications.map((each) =>
    each.com && sameApplication(each.name, secret.application)
      ? { ...each, com: { ...each.com, password } }
      : each,
  );
  return first ? { ...config, applications: [first, ...others] } : config;
}

function unread({ section, key, line }: ProtectedSecret, reason: Reason): Problem {
  return { kind: 'secret-unread', section, key, line, reason };
}

function warned(loaded: Loaded, reason: Reason): LoadAnswer {
  const warning: Warning = { kind: 'rights-unread', reason };
  return { ...loaded, warnings: [...loaded.warnings, warning] };
}
