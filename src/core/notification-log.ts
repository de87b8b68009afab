/** The last report on each subject: it is not repeated until another one is made, or the subject is forgotten. */
export class NotificationLog {
  readonly #last: Map<string, string>;

  /** @param assumed state that is expected at the beginning and therefore not reported */
  constructor(assumed: Readonly<Record<string, string>> = {}) {
    this.#last = new Map(Object.entries(assumed));
  }

  /** Whether this differs from the last report on the subject; records it as reported. */
  isNews(subject: string, what: string): boolean {
    if (this.#last.get(subject) === what) return false;
    this.#last.set(subject, what);
    return true;
  }

  /** Forgets a subject, so that the next report on it is news; returns whether there was one. */
  forget(subject: string): boolean {
    return this.#last.delete(subject);
  }
}
