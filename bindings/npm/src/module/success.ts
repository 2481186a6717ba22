// A success out of the outcome of a call and its body. Only needed once there are calls, so it is loaded with the module.

import type { Failure } from "../errors.js";
import type { KeptOutcome, Outcome, Success } from "../response.js";
import type { Bodies, Body } from "./bodies.js";

/** The client makes an error of it: the classes of errors are not loaded with the module. */
const LOST: Failure = { code: "internal", message: "the body was lost", effect: "possible" };

/** Operations whose bodies have the schema of those that methods of several requests return. */
const SAME_SCHEMA: Record<string, string> = {
  user_by_email: "get_user",
  access_group_by_name: "get_access_group",
  ensure_user: "create_user",
};

/** Puts an outcome and its body together. `bodies` reads a body that the module passed on. */
export function successOf(
  operation: string,
  outcome: Outcome | KeptOutcome,
  body: Body | undefined,
  bodies: Bodies,
): Success {
  if (!("bodyKept" in outcome)) {
    const { body: text, created, ...rest } = outcome;
    const body = bodies.read(SAME_SCHEMA[operation] ?? operation, text);
    if (created !== undefined) body.value = { user: body.value, created };
    return { ...rest, text, ...body };
  }
  if (body === undefined) throw LOST;
  return { ...outcome, ...body, headers: outcome.headers ?? body.headers, recovered: false };
}
