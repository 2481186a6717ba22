// A success out of the outcome of a call and its body. Only needed once there are calls, so it is loaded with the module.

import type { Failure } from "../errors.js";
import type { KeptOutcome, Outcome, Success } from "../response.js";
import type { Bodies, Body } from "./bodies.js";

/** The client makes an error of it: the classes of errors are not loaded with the module. */
const LOST: Failure = { code: "internal", message: "the body was lost", effect: "possible" };

/** Puts an outcome and its body together. `bodies` reads a body that the module passed on. */
export function successOf(
  operation: string,
  outcome: Outcome | KeptOutcome,
  body: Body | undefined,
  bodies: Bodies,
): Success {
  if (!("bodyKept" in outcome)) {
    const { body: text, ...rest } = outcome;
    return { ...rest, text, ...bodies.read(operation, text) };
  }
  if (body === undefined) throw LOST;
  return { ...outcome, ...body, headers: outcome.headers ?? body.headers, recovered: false };
}
