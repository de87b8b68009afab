/** Why the program ends: a fault of the agent itself that was not caught. */
export class Crash extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }

  /** Where it happened. */
  get where(): string {
    return this.cause instanceof Error ? (this.cause.stack ?? this.cause.message) : this.message;
  }
}
