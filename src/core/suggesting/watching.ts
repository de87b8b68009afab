/** What is watched of an application, and how. */
export interface Watching {
  readonly name: string | undefined;
  readonly image: string;
  readonly progid: string | undefined;
  /** Its processes only are judged; else every one of the image that belongs to no other application. */
  readonly isScoped: boolean;
  readonly cpuWindowMs: number;
  readonly cpuBasis: 'core' | 'machine';
  readonly graceMs: number;
  readonly timeCacheMs: number;
  readonly floorAfterMs: number;
}
