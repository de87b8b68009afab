import { childEnvironment } from '../../files/environment.js';

/**
 * More processors than any machine has: .NET then neither reads nor writes the start-up profile of its multi-core
 * compiler. All PowerShells of an account share one (`StartupProfileData-NonInteractive`); two that end at once, or one
 * that is killed, can corrupt it, and then none of them starts any more. Sources: PowerShell/PowerShell#26528,
 * dotnet/runtime#121977; the value is hexadecimal (.NET run-time configuration knobs).
 */
const NO_STARTUP_PROFILE = 'FFFF';

const SETTINGS = {
  TERM: 'dumb',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  DOTNET_MultiCoreJitMinNumCpus: NO_STARTUP_PROFILE,
  // Disables instrumented code: a shell runs the same few functions for months, most of them too seldom to leave that
  // stage soon. Under Wine this halves the processor time of a sample (bench w). .NET Framework has no such stage.
  DOTNET_TieredPGO: '0',
  // The prefix that .NET Framework knows.
  COMPlus_MultiCoreJitMinNumCpus: NO_STARTUP_PROFILE,
} as const;

/**
 * The environment of a shell: inherited variables, filtered, and those that each shell needs. pwsh puts its own modules
 * first in PSModulePath, and Windows PowerShell cannot load those; a shell of 5.1 without PSModulePath makes its own.
 * Source: about_PSModulePath.
 */
export function shellEnvironment(
  executable: string,
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const { variables } = childEnvironment(inherited);
  const isWindowsPowerShell = /(^|[\\/])powershell(\.exe)?$/i.test(executable);
  const kept = Object.entries(variables).filter(
    ([name]) => !isWindowsPowerShell || name.toLowerCase() !== 'psmodulepath',
  );
  return { ...Object.fromEntries(kept), ...SETTINGS };
}
