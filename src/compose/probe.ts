/** Composes the probe: its .NET, its assembly, its transaction. */
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/clock.js';
import { BridgeChoice, type Bridges } from '../adapters/com/bridge.js';
import { connectEdge } from '../adapters/com/edge-connection.js';
import { connectPowerShell } from '../adapters/com/powershell-connection.js';
import { ProbeRunner } from '../adapters/com/probe.js';
import type { ProvableConfiguration } from '../adapters/state/proven-store.js';
import type { WireArgument, WireCall, WireTransaction } from '../adapters/com/messages.js';
import { findExecutable } from '../adapters/powershell/shell/executable.js';
import { shellEnvironment } from '../adapters/powershell/shell/shell-environment.js';
import { redactor } from '../config/redact.js';
import { EARLIER_REFUSE_PATTERN } from '../config/refuse-pattern.js';
import type { ComConfig } from '../config/config.js';
import type { Argument, MethodTemplate } from '../config/transaction.js';
import { success } from '../core/result.js';
import { comFolder, probeHostPath, shellModulePath } from '../parts.js';
import type { Journal } from '../ports.js';

/** Loading .NET takes under a second; a server at its limits takes longer. */
const START_DEADLINE_MS = 60_000;

export interface ProbeSurroundings {
  /** `[powershell] path`. */
  readonly powershellPath?: string | undefined;
  /** Shared by all applications with the same setting. */
  readonly choice?: BridgeChoice;
}

/** The probe of a configuration; no process is started yet. */
export function makeProbe(
  com: ComConfig,
  journal: Journal,
  secrets: readonly string[],
  { powershellPath, choice = new BridgeChoice(com.bridge) }: ProbeSurroundings = {},
): ProbeRunner {
  return new ProbeRunner({
    bridges: bridgesOf(powershellPath),
    choice,
    startDeadlineMs: START_DEADLINE_MS,
    transaction: wireOf(com),
    limits: {
      activationTimeoutMs: com.activationTimeoutMs,
      witerezultMs: com.witerezultMs,
      expect: com.expect,
      refusePattern: com.refusePattern,
    },
    journal,
    clock: systemClock,
    redact: redactor(secrets),
  });
}

/** Both ways to the COM server. */
export function bridgesOf(
  powershellPath: string | undefined,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Bridges {
  const found = findExecutable(powershellPath);
  return {
    edge: connectEdge({
      script: probeHostPath,
      ...target(platform, env),
      env: edgeVariables(platform, env),
    }),
    powershell: found.ok
      ? success(
          connectPowerShell({
            executable: found.value,
            environment: shellEnvironment(found.value, env),
            modulePath: shellModulePath,
            substitute: substitute(platform, env),
          }),
        )
      : found,
  };
}

/**
 * .NET Framework is part of Windows; .NET is used where the environment selects it for edge-js (EDGE_USE_CORECLR, on
 * Windows beside COMWATCH_EDGE=1). On a system without COM there is nothing to call, unless COMWATCH_COM_TARGET names a
 * stand-in assembly.
 */
export function target(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): { readonly assemblyFile: string; readonly typeName: string } {
  const standIn = substitute(platform, env);
  if (standIn) return standIn;
  const usesCoreClr = edgeVariables(platform, env)['EDGE_USE_CORECLR'] !== undefined;
  const framework = usesCoreClr || platform !== 'win32' ? 'netstandard2.0' : 'net462';
  return {
    assemblyFile: join(comFolder, framework, 'ComProbe.dll'),
    typeName: 'Comwatch.Probing.Entry',
  };
}

/** The stand-in for COM off Windows. */
function substitute(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): { readonly assemblyFile: string; readonly typeName: string } | undefined {
  const assemblyFile = env['COMWATCH_COM_TARGET'];
  return platform !== 'win32' && assemblyFile
    ? { assemblyFile, typeName: 'Comwatch.Tests.ComTarget.Entry' }
    : undefined;
}

/**
 * Variables of edge-js are not inherited automatically: another program of the machine may have set them. On Windows
 * they count beside COMWATCH_EDGE=1, elsewhere, where edge-js does not run without them, always.
 */
export function edgeVariables(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  if (platform === 'win32' && env['COMWATCH_EDGE'] !== '1') return {};
  const named = ['EDGE_USE_CORECLR', 'EDGE_BOOTSTRAP_DIR', 'EDGE_NATIVE'].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(named);
}

/**
 * Content of the proof given by a success. The classification of failures is no part of it: the first edition also
 * hashed `refuse_pattern`, as JavaScript writes it, and its default was different.
 */
export function provenBy(com: ComConfig): ProvableConfiguration {
  const { witerezultMs, activationTimeoutMs, expect, refusePattern } = com;
  // Written out, since a pattern has no JSON form.
  const expected = expect.kind === 'matches' ? expect.pattern.source : expect.kind;
  const firstEdition = (refuseSource: string) =>
    JSON.stringify({
      ...wireOf(com),
      witerezultMs,
      activationTimeoutMs,
      expected: expect.kind === 'matches' ? sourceInJavaScript(expected) : expected,
      refusePattern: sourceInJavaScript(refuseSource),
    });
  const isOwn = !/^default/i.test(refusePattern.source);
  const likeliest = isOwn ? refusePattern.source : EARLIER_REFUSE_PATTERN;
  return {
    calls: JSON.stringify({ ...wireOf(com), expected }),
    limitsMs: [witerezultMs, activationTimeoutMs],
    firstEdition: [
      firstEdition(likeliest),
      ...(isOwn ? [firstEdition(EARLIER_REFUSE_PATTERN)] : []),
    ],
  };
}

/** A slash is escaped there. */
function sourceInJavaScript(pattern: string): string {
  try {
    return new RegExp(pattern, 'iu').source;
  } catch {
    return pattern;
  }
}

function wireOf(com: ComConfig): WireTransaction {
  const { progid, apartment, transaction } = com;
  const fill = ({ method, arguments: list }: MethodTemplate): WireCall => ({
    method,
    arguments: list.map((each) => filled(each, com)),
  });
  return {
    progid,
    apartment,
    authorize: fill(transaction.authorize),
    sessionInfo: fill(transaction.sessionInfo),
    logOut: fill(transaction.logOut),
  };
}

function filled(argument: Argument, com: ComConfig): WireArgument {
  if (argument.kind !== 'placeholder') return argument;
  switch (argument.name) {
    case 'login':
      return { kind: 'text', text: com.login };
    case 'password':
      return { kind: 'text', text: com.password.reveal() };
    case 'sysname':
      return { kind: 'text', text: com.sysname };
    case 'session':
      return { kind: 'session' };
  }
}
