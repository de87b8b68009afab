/** Environment variables that reach into Node, .NET or edge-js, by their names. */

/** The same names as install.ps1 looks for, and libuv's. */
const REACHING =
  /^((NODE|EDGE|DOTNET|COR|CORECLR|COMPLUS|UV)_\w+|OPENSSL_(CONF|MODULES|ENGINES))$/i;
/** Obeyed by Node before the program has a say. */
const AT_START = /^(NODE_\w+|OPENSSL_(CONF|MODULES|ENGINES))$/i;

export function reachingVariables(names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => REACHING.test(name)))].sort();
}

/** Those that change how the agent itself starts; the rest reaches only its child processes, which do not get it. */
export function startVariables(names: readonly string[]): string[] {
  return reachingVariables(names).filter((name) => AT_START.test(name));
}
