/**
 * Lets those who want the same thing have it one after the other, in the order in which they came. Whoever waits here
 * holds no connection: a busy organisation does not keep the others from the database. Between processes, the database's
 * own lock decides.
 */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Waits for its turn, then works. */
  async take<T>(what: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(what);
    const { promise: mine, resolve: done } = Promise.withResolvers<void>();
    this.#last.set(what, mine);
    try {
      await before;
      return await work();
    } finally {
      if (this.#last.get(what) === mine) this.#last.delete(what);
      done();
    }
  }
}
