/** One way in which what is behind a port can fail. */
export interface PortTrial {
  /** Names of `src/ports.ts` that it asks. */
  readonly ports: readonly string[];
  readonly title: string;
  /** Rejects when one of the ports does, or when it gives what is no answer of its. */
  readonly run: () => Promise<unknown>;
}
