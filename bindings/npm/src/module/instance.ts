// An instance of the wasm module, with what it sees of JavaScript. Loaded together with the module, at the first call.

import { glue } from "bitsight-users-glue";

import { Bodies } from "./bodies.js";
import { environment, type Exports, Failures, Timers } from "./environment.js";
import type { Fetch } from "../options.js";

/** An instance, and what it left outside. */
export interface Parts {
  exports: Exports;
  bodies: Bodies;
  failures: Failures;
  timers: Timers;
}

/** Makes an instance that sends by `send`. `trapped` is called if it traps while nobody waits for it. */
export async function instantiate(
  module: WebAssembly.Module,
  send: Fetch,
  trapped: (reason: unknown) => void,
): Promise<Parts> {
  const [bodies, failures, timers] = [new Bodies(), new Failures(), new Timers()];
  return { exports: await glue(module, environment(send, failures, timers, bodies, trapped)), bodies, failures, timers };
}
