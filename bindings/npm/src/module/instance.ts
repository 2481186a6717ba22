// An instance of the WebAssembly module and its environment. Loaded together with the module, at the first call.

import { glue } from "bitsight-users-glue";

import type { Fetch } from "../options.js";
import { Bodies } from "./bodies.js";
import { environment } from "./environment.js";
import type { Exports } from "./exports.js";
import { Failures } from "./failures.js";
import { observerOf } from "./observer.js";
import { successOf } from "./success.js";
import { Timers } from "./timers.js";

/** An instance, and its state in JavaScript. */
export interface Parts {
  exports: Exports;
  bodies: Bodies;
  failures: Failures;
  timers: Timers;
  observerOf: typeof observerOf;
  successOf: typeof successOf;
}

/** Makes an instance that sends by `send`. `trapped` is called if it traps while no call waits for it. */
export async function instantiate(
  module: WebAssembly.Module,
  send: Fetch,
  trapped: (reason: unknown) => void,
): Promise<Parts> {
  const [bodies, failures, timers] = [new Bodies(), new Failures(), new Timers()];
  return { exports: await glue(module, environment(send, failures, timers, bodies, trapped)), bodies, failures, timers, observerOf, successOf };
}
