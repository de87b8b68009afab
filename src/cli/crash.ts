/** Reason of the program's end: an uncaught internal error. */
export class Crash extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }

  /** Location of the error. */
  get where(): string {
    return this.cause instanceof Error ? (this.cause.stack ?? this.cause.message) : this.message;
  }
}
