/** What was said last of each subject: the same is not said again until something else was, or the subject is forgotten. */
export class NotificationLog {
  readonly #last: Map<string, string>;

  /** @param assumed what everybody takes for granted at the beginning, so that it is no news */
  constructor(assumed: Readonly<Record<string, string>> = {}) {
    this.#last = new Map(Object.entries(assumed));
  }

  /** Whether this was not what was said last of the subject; from now on it is. */
  isNews(subject: string, what: string): boolean {
    if (this.#last.get(subject) === what) return false;
    this.#last.set(subject, what);
    return true;
  }

  /** Whether anything had been said of the subject; whatever comes next is news. */
  forget(subject: string): boolean {
    return this.#last.delete(subject);
  }
}
