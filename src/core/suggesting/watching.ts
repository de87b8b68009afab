/** Watch settings of an application. */
export interface Watching {
  readonly name: string | undefined;
  readonly image: string;
  readonly progid: string | undefined;
  /** AppID whose processes are judged; else every process of the image that belongs to no other application. */
  readonly isScoped: boolean;
  readonly cpuWindowMs: number;
  readonly cpuBasis: 'core' | 'machine';
  readonly graceMs: number;
  readonly timeCacheMs: number;
  readonly floorAfterMs: number;
}
