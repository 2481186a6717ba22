// Bodies of successes. JavaScript checks them against their schemas as Rust's types do, and an error names the path of what
// is wrong.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { BitsightUsers } from "bitsight-users";

import { createdUser, documented, newUser } from "../support/documented.mjs";

const GUID = "00000000-0000-4000-8000-000000000001";
const QUOTA = {
  active_user_count: 1,
  inactive_user_count: 3,
  total_user_count: 4,
  remaining_active_quota: 1,
  total_active_quota: 2,
};
const ANSWERS = {
  getUser: [createdUser(), GUID],
  editUser: [createdUser(), GUID, { friendly_name: "Emma" }],
  listUsers: [documented("list_users", "response.json"), {}],
  // Whose documented example lacks a comma.
  getUserQuota: [QUOTA],
  listCompanyViews: [documented("list_company_views", "response.json"), GUID],
  listAccessGroups: [documented("list_access_groups", "response.json")],
};
/** A value of every kind. Whether one is valid depends on the field. */
const VALUES = [null, true, 5, -1.5, 1e300, "", "text", [], [1], {}, { guid: "g" }, [{ slug: "s", name: "n" }]];

/** Copies of a value, each with one part replaced, left out or added. */
function* mutations(value) {
  yield* VALUES;
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const copy = () => (Array.isArray(value) ? [...value] : { ...value });
    for (const part of mutations(value[key])) yield Object.assign(copy(), { [key]: part });
    const without = copy();
    delete without[key];
    if (!Array.isArray(value)) yield without;
  }
  if (!Array.isArray(value)) yield { ...value, unforeseen: [1.5] };
}

/** What the package makes of a body. */
async function call(method, args, body) {
  let requests = 0;
  const fetch = async () => ((requests += 1), new Response(body, { status: 200 }));
  const users = new BitsightUsers({ token: "a-token", baseUrl: "https://example.com", fetch, maxRetries: 0, settleTime: 0 });
  try {
    const { data, response } = await users[method](...args).withResponse();
    return { requests, data, response };
  } catch (error) {
    return { requests, error };
  }
}

/** A value without fields that are null: in Rust they read as absent. */
function withoutNulls(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field)]));
}

/** What Rust's types make of bodies; undefined for those that they refuse. */
function readByRust(operation, bodies) {
  const samples = bodies.map((response) => ({ operation, response }));
  const output = execFileSync(process.env.BITSIGHT_USERS_ROUND_TRIP, { input: JSON.stringify(samples), maxBuffer: 2 ** 30 });
  return JSON.parse(output).map((result) => ("Ok" in result ? JSON.parse(result.Ok) : undefined));
}

for (const [method, [answer, ...args]] of Object.entries(ANSWERS)) {
  test(`what ${method} returns is accepted and refused as by Rust's types`, async () => {
    const operation = method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const bodies = [answer, ...mutations(answer)].map((value) => JSON.stringify(value));
    const byRust = readByRust(operation, bodies);
    // Whatever the operation, at least the values that are no objects are refused.
    assert.ok(byRust[0] !== undefined && byRust.filter((one) => one === undefined).length >= 10);
    for (const [index, body] of bodies.entries()) {
      const { requests, data, response, error } = await call(method, args, body);
      assert.equal(error === undefined, byRust[index] !== undefined, `${body}: ${error?.message}`);
      assert.equal(requests, 1);
      if (error === undefined) {
        assert.deepStrictEqual(withoutNulls(data), withoutNulls(byRust[index]), body);
        assert.deepStrictEqual([response.text, response.status], [body, 200]);
      } else {
        assert.deepStrictEqual([error.code, error.body, error.status], ["decode", body, 200]);
        assert.match(error.message, / (is missing|must be an? [a-z]+( or an? [a-z]+)*)\b/);
      }
    }
  });
}

test("the error names the path of what is wrong", async () => {
  const page = documented("list_users", "response.json");
  for (const [body, problem] of [
    [JSON.stringify({ ...page, links: undefined }), "links is missing"],
    [JSON.stringify({ ...page, results: {} }), "results must be an array"],
    [JSON.stringify({ ...page, count: "many" }), "count must be an integer"],
    ["[]", "the body must be an object"],
    ["{", "the body is not JSON"],
  ]) {
    const { error } = await call("listUsers", [{}], body);
    assert.equal(error?.code, "decode", body);
    assert.ok(error.message.includes(problem), error.message);
    assert.deepStrictEqual([error.operation, error.status, error.body], ["list_users", 200, body]);
    // Where lists are read page by page as well.
    const users = new BitsightUsers({ token: "a-token", fetch: async () => new Response(body), maxRetries: 0 });
    const reason = await users.listUsers().pages().next().catch((reason) => reason);
    assert.ok(reason.code === "decode" && reason.message.includes(problem), reason.message);
  }
});

test("what only looks like JSON, or like a verdict of the package, is an error with the body", async () => {
  for (const text of ["1", "2", "7", "{", '{"guid":"\\ud800', "\u0000", "kept", "kept\n", "valid\n{}"]) {
    const { error } = await call("getUserQuota", [], text);
    assert.deepStrictEqual([error?.code, error?.effect, error?.body], ["decode", "none", text.trim()], text);
    // A create whose response can't be read is looked up, which takes a second request.
    assert.ok((await call("createUser", [newUser()], text)).requests > 1, JSON.stringify(text));
  }
  assert.equal((await call("getUserQuota", [], " 1")).error?.code, "decode");
  for (const text of ["", " \n"]) assert.match((await call("getUserQuota", [], text)).error?.message, /empty/);
  // Valid, but for a byte that is not UTF-8.
  const notUtf8 = new TextEncoder().encode(JSON.stringify({ ...QUOTA, unforeseen: "?" }));
  notUtf8[notUtf8.lastIndexOf(0x3f)] = 0xff;
  assert.match((await call("getUserQuota", [], notUtf8)).error?.message, /UTF-8/);
  // A byte order mark and white space are no part of the JSON.
  assert.deepStrictEqual((await call("getUserQuota", [], `\ufeff ${JSON.stringify(QUOTA)}\n`)).data, QUOTA);
});

test("headers that only pretend to be some are read as what they are, or refused", async () => {
  class Odd extends Headers {
    entries() {
      return [["no name", "\n"]][Symbol.iterator]();
    }
    [Symbol.iterator]() {
      return this.entries();
    }
  }
  const plain = { "x-request-id": "r" };
  for (const [headers, code] of [
    [new Headers(plain), undefined],
    [plain, undefined],
    [undefined, undefined],
    [new Odd(plain), "connection"],
    [Object.create(Headers.prototype), "connection"],
    // Its own methods aren't asked, nor those that it inherits.
    [Object.assign(new Headers(plain), { [Symbol.iterator]: Odd.prototype.entries }), undefined],
  ]) {
    const body = new TextEncoder().encode(JSON.stringify(QUOTA)).buffer;
    const fetch = async () => ({ status: 200, headers, arrayBuffer: async () => body });
    const users = new BitsightUsers({ token: "a-token", baseUrl: "https://example.com", fetch, maxRetries: 0 });
    const outcome = await users.getUserQuota().catch((reason) => reason);
    assert.equal(outcome.code, code, String(outcome));
    if (code === undefined) assert.deepStrictEqual(outcome, QUOTA);
  }
});
