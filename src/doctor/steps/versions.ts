import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { release, type as systemType, version as systemVersion } from 'node:os';
import {
  readWindows,
  type WindowsFacts,
} from '../../adapters/powershell/commands/machine-facts.js';
import { failed, passed, type StepResult } from '../../core/doctor/model.js';
import type { Advice } from '../../core/doctor/advice.js';
import type { Part, Seen } from '../../core/doctor/seen.js';
import {
  frameworkName,
  isOldFramework,
  isOldLibuv,
  isOldWindows,
  SHIPPED_NODE,
} from '../../core/doctor/versions.js';
import { version } from '../../version.js';
import type { DoctorContext } from '../context.js';

/** Versions of everything that the agent depends on. */
export async function checkVersions(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { shells, learned, platform, environment } = context;
  const windows =
    learned.machine && shells.ok ? await readWindows(shells.value.ask, signal) : undefined;
  const facts = windows?.ok ? windows.value : undefined;
  if (facts) learned.windows = facts;
  const net = await netVersions(platform, environment);
  const seen: Seen[] = [
    part('comwatch', version()),
    part('system', systemName(facts, platform)),
    part('node', process.versions.node, process.arch),
    part('libuv', process.versions.uv),
    ...frameworkOf(facts, platform),
    part('net', ...net),
    part('powershell-desktop', facts?.powershell ?? ''),
    part('powershell-core', ...(facts?.powershellCore ?? [])),
    ...(windows?.ok === false ? [{ kind: 'reason', reason: windows.reason } as const] : []),
  ];
  const advice = platform === 'win32' ? adviceOf(facts) : [];
  return advice.length > 0 ? failed(seen, advice) : passed(seen);
}

function adviceOf(facts: WindowsFacts | undefined): Advice[] {
  const isOldNet = facts !== undefined && isOldFramework(facts.netFramework);
  return [
    ...(isOldWindows(release()) ? [{ kind: 'later-windows' } as const] : []),
    ...(isOldLibuv(process.versions.uv)
      ? [{ kind: 'shipped-node', version: SHIPPED_NODE } as const]
      : []),
    ...(isOldNet ? [{ kind: 'net-framework' } as const] : []),
  ];
}

function part(name: Part, ...versions: string[]): Seen {
  return { kind: 'version', part: name, versions: versions.filter((each) => each !== '') };
}

function systemName(facts: WindowsFacts | undefined, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return `${systemType()} ${release()}`;
  const revision = facts?.revision ?? '';
  return `${systemVersion()} ${release()}${revision === '' ? '' : `.${revision}`}`;
}

function frameworkOf(facts: WindowsFacts | undefined, platform: NodeJS.Platform): Seen[] {
  if (platform !== 'win32' && (facts?.netFramework ?? '') === '') return [];
  return [part('net-framework', frameworkName(facts?.netFramework ?? ''))];
}

/** Runtimes of .NET, by their folders: edge-js could use them instead of .NET Framework. */
async function netVersions(
  platform: NodeJS.Platform,
  environment: DoctorContext['environment'],
): Promise<string[]> {
  const roots =
    platform === 'win32'
      ? [join(environment['ProgramFiles'] ?? 'C:\\Program Files', 'dotnet')]
      : [environment['DOTNET_ROOT'] ?? '', '/usr/share/dotnet', '/usr/lib/dotnet'];
  for (const root of roots.filter((each) => each !== '')) {
    const found = await readdir(join(root, 'shared', 'Microsoft.NETCore.App')).catch(() => []);
    if (found.length > 0) return found.filter((each) => /^\d+\.\d+\.\d+/.test(each)).slice(0, 20);
  }
  return [];
}
