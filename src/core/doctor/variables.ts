/** Environment variables that affect Node, .NET or edge-js, by name. */

/** The names that install.ps1 looks for, and those of libuv. */
const REACHING =
  /^((NODE|EDGE|DOTNET|COR|CORECLR|COREHOST|COMPLUS|UV)_\w+|OPENSSL_(CONF|MODULES|ENGINES))$/i;
/** Obeyed by Node before the program can act. */
const AT_START = /^(NODE_\w+|OPENSSL_(CONF|MODULES|ENGINES))$/i;

export function reachingVariables(names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => REACHING.test(name)))].sort();
}

/**
 * Variables that change how the agent itself starts; the others affect only its child processes, which do not receive
 * them.
 */
export function startVariables(names: readonly string[]): string[] {
  return reachingVariables(names).filter((name) => AT_START.test(name));
}
