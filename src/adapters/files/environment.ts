/**
 * The environment of a child process. Variables of the machine that steer Node, .NET or edge-js (a debugger, an agent
 * of a monitoring system, a profiler, a start-up hook) are meant for other programs: here they would open a port in a
 * process of SYSTEM or keep it from starting.
 */

export interface ChildEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Names of the variables left out. */
  readonly removed: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Sources: Node.js command-line options; .NET run-time configuration knobs (DOTNET_*, COMPlus_*), profiling (COR_*, CORECLR_*)
 * and the trace of its host (COREHOST_*, to stderr); edge-js README (EDGE_*); libuv (UV_*); OpenSSL (OPENSSL_CONF,
 * OPENSSL_MODULES, OPENSSL_ENGINES).
 */
const STEERING = /^(NODE|EDGE|DOTNET|COR|CORECLR|COREHOST|COMPLUS|UV|OPENSSL)_/i;
/** How .NET is found, and that it needs no ICU, is a matter of the machine where .NET is no part of the system. */
const OFF_WINDOWS = /^(EDGE_|DOTNET_ROOT|DOTNET_SYSTEM_GLOBALIZATION)/;

/**
 * @param inherited the agent's own environment
 * @param set additional variables of the child, whatever their names
 */
export function childEnvironment(
  inherited: Environment,
  set: Environment = {},
  platform: NodeJS.Platform = process.platform,
): ChildEnvironment {
  const steers = (name: string) =>
    STEERING.test(name) && !(platform !== 'win32' && OFF_WINDOWS.test(name));
  const names = Object.keys(inherited);
  const kept = names
    .filter((name) => !steers(name))
    .map((name) => [name, inherited[name]] as const);
  const all = [...kept, ...Object.entries(set)];
  return {
    variables: Object.fromEntries(
      all.filter((each): each is [string, string] => each[1] !== undefined),
    ),
    removed: names.filter(steers).sort(),
  };
}
