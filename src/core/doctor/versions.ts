/** Versions of Windows, .NET and Node that the agent supports. */

/** Of the package. */
export const SHIPPED_NODE = '22.22.2';

/** Windows Server 2016: the oldest version that the Node of the package supports. */
const OLDEST_BUILD = 14_393;
/** .NET Framework 4.6.2 on every Windows. Source: Microsoft, "Determine which .NET Framework versions are installed". */
const OLDEST_FRAMEWORK = 394_802;
const FRAMEWORKS: readonly (readonly [release: number, name: string])[] = [
  [533_320, '4.8.1'],
  [528_040, '4.8'],
  [461_808, '4.7.2'],
  [461_308, '4.7.1'],
  [460_798, '4.7'],
  [394_802, '4.6.2'],
  [394_254, '4.6.1'],
  [393_295, '4.6'],
  [378_389, '4.5'],
];

/** @param release `10.0.20348`; an unknown one is not considered old */
export function isOldWindows(release: string): boolean {
  const build = Number(/^\d+\.\d+\.(\d+)$/.exec(release)?.[1] ?? OLDEST_BUILD);
  return build < OLDEST_BUILD;
}

export function isOldFramework(release: string): boolean {
  return /^\d+$/.test(release) && Number(release) < OLDEST_FRAMEWORK;
}

/** Version such as `4.8` for a release number; the number itself where it has no name. */
export function frameworkName(release: string): string {
  if (!/^\d+$/.test(release)) return '';
  return FRAMEWORKS.find(([least]) => Number(release) >= least)?.[1] ?? release;
}

/** Versions of libuv before 1.51 do not start on Windows Server 2016 (nodejs/node#57492). */
export function isOldLibuv(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 1 || (major === 1 && minor === 50);
}
