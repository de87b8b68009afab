/** Locations of the parts of the program that are not JavaScript of this process. */
import { fileURLToPath } from 'node:url';

/** Set by the bundler of the package; in an ordinary build the name does not exist. */
declare const COMWATCH_PACKAGED_VERSION: string | undefined;

/** The version of the package this code was bundled into, `undefined` in a build for development. */
export const packagedVersion =
  typeof COMWATCH_PACKAGED_VERSION === 'string' ? COMWATCH_PACKAGED_VERSION : undefined;

/** This file is at the top of dist/; in the package its code is in main.mjs, with the same folders beside it. */
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The PowerShell module. */
export const shellModulePath = beside('./ps/comwatch.psd1');

/** The script of the probe's process. */
export const probeHostPath = beside(
  packagedVersion === undefined ? './adapters/com/probe-host.js' : './probe-host.mjs',
);

/** The script of the threads that play nights for `comwatch prove`. */
export const proveWorkerPath = beside(
  packagedVersion === undefined ? './cli/prove-worker.js' : './prove-worker.mjs',
);

/** The script of the process that draws a picture, and the folder of its renderer and fonts. */
export const picturePath = beside(
  packagedVersion === undefined ? './adapters/picture/draw-picture.js' : './draw-picture.mjs',
);
export const pictureFolder = beside('./picture');

/** The status page as built. */
export const pageFolder = beside('./page');

/** The .NET assemblies of the COM check, a folder for each framework. */
export const comFolder = beside('./com');
