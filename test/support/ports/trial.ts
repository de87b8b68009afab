/** One way in which the object behind a port can fail. */
export interface PortTrial {
  /** Names of `src/ports.ts` that it calls. */
  readonly ports: readonly string[];
  readonly title: string;
  /** Rejects when one of the ports does, or when it returns an invalid answer. */
  readonly run: () => Promise<unknown>;
}
