// Abort signals with any number of calls.

/** The callbacks of the calls that a signal belongs to. */
const callbacksOf = new WeakMap<AbortSignal, { callbacks: Set<() => void>; listener: () => void }>();

/**
 * Calls `callback` when the signal is aborted, and returns a function that stops that. A signal has one listener however
 * many calls it belongs to: from the eleventh on, Node.js would warn of a leak.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let entry = callbacksOf.get(signal);
  if (entry === undefined) {
    const callbacks = new Set<() => void>();
    const listener = () => {
      for (const callback of callbacks) callback();
    };
    entry = { callbacks, listener };
    callbacksOf.set(signal, entry);
    signal.addEventListener("abort", listener, { once: true });
  }
  const { callbacks, listener } = entry;
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0) return;
    signal.removeEventListener("abort", listener);
    callbacksOf.delete(signal);
  };
}
