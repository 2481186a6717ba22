// The provisioning module: loaded at the first call, and loaded again after a trap.

import { ProvisionError, type ProvisionErrorCode } from "./errors.js";
import type { Exports } from "./exports.js";
import type { ListProblem } from "./types.js";

let source: () => Promise<Exports>;
let loading: Promise<Exports> | undefined;

/** Says how the module is loaded. Each entry for provisioning does so once. */
export function provide(from: () => Promise<Exports>): void {
  source = from;
  loading = undefined;
}

/** The module's exports. */
export async function loaded(): Promise<Exports> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Exports> {
  try {
    return await source();
  } catch (cause) {
    loading = undefined;
    const reason = (cause as Error | undefined)?.message;
    throw new ProvisionError("wasm_unavailable", `the provisioning module can't be loaded: ${reason}`, cause);
  }
}

/** Calls the module. What it throws becomes an error of this package. */
export function called<T>(call: () => T): T {
  try {
    return call();
  } catch (reason) {
    if (typeof reason === "string") throw errorOf(reason);
    // It trapped, and its memory must not be used again.
    loading = undefined;
    const message = `the provisioning module failed: ${(reason as Error | undefined)?.message}`;
    throw new ProvisionError("internal", message, reason);
  }
}

function errorOf(text: string): ProvisionError {
  const { code, message, details } = JSON.parse(text) as {
    code: ProvisionErrorCode;
    message: string;
    details: { problems?: ListProblem[] };
  };
  return new ProvisionError(code, message, undefined, details.problems);
}

/** The time on both clocks: the date, and a clock that never goes back. In milliseconds. */
export const clocks = (): [wall: number, monotonic: number] => [Date.now(), performance.now()];
