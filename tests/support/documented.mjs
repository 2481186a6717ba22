// The documentation's own examples, and the documented request made whole.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env.BITSIGHT_USERS_ROOT;
if (!root) throw new Error("BITSIGHT_USERS_ROOT isn't set: run the tests by `cargo xtask test`");

/** An example of the documentation, parsed. */
export function documented(operation, file) {
  return JSON.parse(readFileSync(join(root, "spec/documented", operation, file), "utf8"));
}

/**
 * The documented request of create_user. The page forgets the role that it requires, so the role
 * of the documented response is added.
 */
export function newUser(changes = {}) {
  return {
    ...documented("create_user", "request.json"),
    roles: [{ slug: "customer_user" }],
    ...changes,
  };
}

/** The documented answer to that request. */
export const createdUser = () => documented("create_user", "response.json");
