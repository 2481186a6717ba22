// Events that arrive at any time, for a loop that takes one after the other.

/** The longest time of a timer. */
const LONGEST = 2 ** 31 - 1;

/** Events in the order in which they arrived. */
export class Queue<T> {
  readonly #events: T[] = [];
  #arrived: (() => void) | undefined;

  push(event: T): void {
    this.#events.push(event);
    this.#arrived?.();
  }

  /** The next event; undefined if none arrives within so many milliseconds. Null: however long it takes. */
  async next(milliseconds: number | null): Promise<T | undefined> {
    if (this.#events.length === 0) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
        if (milliseconds !== null) timer = setTimeout(resolve, Math.min(milliseconds, LONGEST));
      });
      clearTimeout(timer);
      this.#arrived = undefined;
    }
    return this.#events.shift();
  }
}
