// The timers of an instance. An instance that trapped can't clear its own, and they keep a program running.

export type Timer = ReturnType<typeof setTimeout>;

/** The timers that an instance has set. */
export class Timers {
  readonly #running = new Set<Timer>();
  /** Whether the instance was given up. It must not be run again. */
  ended = false;

  start(callback: () => void, milliseconds: number): Timer {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      callback();
    }, milliseconds);
    this.#running.add(timer);
    return timer;
  }

  stop(timer: Timer): void {
    this.#running.delete(timer);
    clearTimeout(timer);
  }

  end(): void {
    this.ended = true;
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
