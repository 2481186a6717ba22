// Hostile values, everywhere: in every place of every method of the package, and of every export of the
// module's own glue. Nothing traps, nothing hangs, and the instance works on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { BitsightError, BitsightUsers } from "bitsight-users";

import { newUser } from "../support/documented.mjs";
import { failing, hostile, places } from "../support/hostile.mjs";

const QUOTA = '{"active_user_count":1,"inactive_user_count":3,"total_user_count":4,"remaining_active_quota":1,"total_active_quota":2}';
const GLUE = join(process.env.BITSIGHT_USERS_ROOT, "bindings/npm/pkg/bitsight_users_wasm");

/** A valid call of each method, argument by argument. */
const METHODS = {
  listUsers: [{ email: "a@example.com", "roles.slug": ["a"], limit: 5 }],
  createUser: [newUser({ features: [{ slug: "wfh-ro", value: true }] })],
  getUser: ["guid"],
  editUser: ["guid", { friendly_name: "Name", roles: [{ slug: "a" }] }],
  deleteUser: ["guid"],
  requireMfa: ["guid"],
  resetMfa: ["guid"],
  resendActivationEmail: ["guid"],
  getUserQuota: [],
  listCompanyViews: ["guid", { days_back: 5 }],
  listAccessGroups: [],
  getAccessGroup: ["guid", { expand: ["users"] }],
  getCurrentUser: [],
  editCurrentUser: [{ friendly_name: "Name" }],
  queryUsers: [{ guid: ["guid"] }],
  resetPendingMfa: ["guid"],
};
/** Methods that are not operations of the API, but make several requests. */
const OWN_METHODS = {
  userByEmail: ["a@example.com"],
  accessGroupByName: ["Name"],
  ensureUser: [newUser({ features: [{ slug: "wfh-ro", value: true }] })],
};
const ALL_METHODS = { ...METHODS, ...OWN_METHODS };
/** What the package refuses for its length, which is endless as JSON or might as well be. */
const ENDLESS = /^(many long strings|long string|long name|endless list|proxy of everything|global)/;
const OPTIONS = { timeout: 1000, totalTimeout: 1000, maxRetries: 0 };

test("the methods are all there are", () => {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(BitsightUsers.prototype));
  assert.deepStrictEqual(names.filter((name) => name !== "constructor").sort(), Object.keys(METHODS).sort());
  const own = Object.getOwnPropertyNames(BitsightUsers.prototype);
  // Of these, custom.test.mjs tries `request`, `allUsers` takes only options, and the rest is not public.
  const others = ["allUsers", "request", "call", "pages", "constructor", "toJSON"];
  assert.deepStrictEqual(own.sort(), [...Object.keys(OWN_METHODS), ...others].sort());
});

for (const [name, args] of Object.entries(ALL_METHODS)) {
  test(`${name} with hostile arguments and options`, async () => {
    let sent = 0;
    const users = new BitsightUsers({
      token: "a-token",
      fetch: async () => {
        sent += 1;
        return new Response("{}", { status: 418 });
      },
    });
    let tried = 0;
    for (const changed of places([...args, OPTIONS])) {
      tried += 1;
      const [reason] = await settle(() => users[name](...changed.value));
      assert.ok(reason instanceof BitsightError, `${changed.what}: ${reason?.stack ?? String(reason)}`);
      assert.notEqual(reason.code, "internal", `${changed.what}: ${reason.stack}`);
    }
    assert.ok(tried > 30 * args.length, String(tried));
    // Accepted arguments were sent and refused ones were not; most are refused.
    assert.ok(sent < tried, `${sent} of ${tried} were sent`);
    // Lists can also be read.
    if (name === "listUsers") {
      for (const { what, value } of hostile()) {
        const reading = async () => users.listUsers(value).pages().next();
        const [reason] = await settle(reading);
        assert.ok(reason instanceof BitsightError && reason.code !== "internal", `${what}: ${reason?.stack}`);
      }
    }
  });
}

test("a client with hostile options", async () => {
  const valid = { token: "a-token", baseUrl: "https://example.com", headers: { a: "b" }, fetch: failing, logger: console, ...OPTIONS };
  for (const { what, value: [options] } of places([{ ...valid, maxConcurrency: 3, logLevel: "off", onRequest: failing }])) {
    // Options can be fine; then they are so in a call as well, and fail in one way or another.
    const [reason] = await settle(() => new BitsightUsers(options).getUserQuota());
    assert.ok(reason instanceof BitsightError && reason.code !== "internal", `${what}: ${reason?.stack ?? String(reason)}`);
  }
});

test("every export of the glue with hostile values", async () => {
  const glue = await import(pathToFileURL(`${GLUE}.js`).href);
  glue.initSync({ module: readFileSync(`${GLUE}_bg.wasm`) });
  const exported = Object.keys(glue).filter((name) => !["default", "initSync"].includes(name)).sort();
  const ours = ["Client", "Pager", "abort"];
  // Exports of a dependency, which the package never calls. They must not panic either.
  const others = exported.filter((name) => !ours.includes(name));
  assert.ok(ours.every((name) => exported.includes(name)), String(exported));
  for (const name of others) {
    const methods = Object.getOwnPropertyNames(glue[name].prototype).filter((method) => method !== "constructor");
    for (const method of methods) {
      for (const { what, value } of hostile()) {
        // Without an object of wasm behind it, as if it were made by hand.
        await sound(`${name}.${method}: ${what}`, () => new glue[name]()[method](value, value));
      }
    }
  }
  // The glue's own, since nothing is shadowed here.
  const realFetch = globalThis.fetch;
  globalThis.fetch = async () => Object.defineProperty(new Response(QUOTA, { status: 418 }), "url", { value: "http://localhost/" });
  try {
    const options = { token: "a-token", baseUrl: "http://localhost", headers: { a: "b" }, ...OPTIONS };
    const make = (options, observe) => new glue.Client(JSON.stringify(options), observe);
    const client = make(options);
    const pager = client.pages('{"operation":"list_users"}');
    // As the package calls them, but for values that it would have refused.
    for (const [name, args] of Object.entries(ALL_METHODS)) {
      const operation = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      for (const { what, value: [path, query, body, options] } of places([{ user_guid: "guid" }, args.at(-1) ?? {}, args.at(-1) ?? {}, OPTIONS])) {
        if (ENDLESS.test(what)) continue;
        await sound(`${operation}: ${what}`, () => client.call(JSON.stringify({ operation, path, query, body, ...options })));
      }
    }
    for (const { what, value } of hostile()) {
      await sound(`abort: ${what}`, () => glue.abort(value));
      // The others take texts, which is all that the package passes; here, also what is none.
      for (const given of [() => value, () => (ENDLESS.test(what) ? "" : JSON.stringify(value))]) {
        await sound(`call: ${what}`, () => client.call(given()));
        await sound(`pages: ${what}`, () => client.pages(given()));
        await sound(`next: ${what}`, () => pager.next(given()));
        await sound(`Client: ${what}`, () => new glue.Client(given(), value));
      }
      await sound(`Client: observe ${what}`, () => make(options, value).call('{"operation":"get_user_quota"}'));
    }
    for (const { what, value: [changed] } of places([options])) {
      if (!ENDLESS.test(what)) await sound(`Client: ${what}`, () => make(changed));
    }
    // From within an observer the same client is called, cancelled, and freed.
    let other;
    for (const act of [() => other.call('{"operation":"get_user_quota"}').catch(() => {}), () => glue.abort(1), () => other.free()]) {
      let acted = false;
      const once = () => {
        if (!acted) act((acted = true));
      };
      other = make(options, once);
      await sound("an observer that calls back", () => other.call('{"operation":"get_user_quota","call":1}'));
      assert.ok(acted);
    }
    await sound("a freed client", () => other.call('{"operation":"get_user_quota"}'));
    await sound("freed twice", () => other.free());
    // After all that, the instance works.
    const reason = await client.call('{"operation":"get_user_quota"}').catch((reason) => reason);
    assert.equal(reason.code, "unexpected_status");
  } finally {
    globalThis.fetch = realFetch;
  }
});

/** Whatever comes of it, it isn't a trap. */
async function sound(what, act) {
  const [reason] = await settle(act);
  assert.ok(!(reason instanceof WebAssembly.RuntimeError), `${what}: ${reason?.stack}`);
  assert.doesNotMatch(text(reason), /unreachable|recursive use|already borrowed|panicked/, what);
}

function text(reason) {
  try {
    return String(reason?.message ?? reason);
  } catch {
    return "";
  }
}

/** What an act throws or rejects with, in a list, which is empty if it does neither. */
async function settle(act) {
  try {
    await act();
    return [];
  } catch (reason) {
    return [reason];
  }
}
