// Success bodies stay in JavaScript if they are as they must be, and go through the module otherwise:
// both ways have to be of one opinion, for every answer and everything that can be wrong with it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

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
  createUser: [createdUser(), newUser()],
  getUser: [createdUser(), GUID],
  editUser: [createdUser(), GUID, { friendly_name: "Emma" }],
  listUsers: [documented("list_users", "response.json"), {}],
  // Whose documented example lacks a comma.
  getUserQuota: [QUOTA],
  listCompanyViews: [documented("list_company_views", "response.json"), GUID],
  listAccessGroups: [documented("list_access_groups", "response.json")],
};
/** One of every kind; which of them fit depends on the place. */
const VALUES = [null, true, 5, -1.5, 1e300, "", "text", [], [1], {}, { guid: "g" }, [{ slug: "s", name: "n" }]];

/** The value with each of its parts replaced by each of the values, taken out, and given company. */
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

const GLUE = join(process.env.BITSIGHT_USERS_ROOT, "bindings/npm/pkg/bitsight_users_wasm");
const glue = await import(pathToFileURL(`${GLUE}.js`).href);
glue.initSync({ module: readFileSync(`${GLUE}_bg.wasm`) });

/** What the package makes of an answer. */
async function byPackage(method, args, text) {
  let asked = 0;
  const fetch = async () => ((asked += 1), new Response(text, { status: 200 }));
  const users = new BitsightUsers({ token: "a-token", baseUrl: "https://example.com", fetch, maxRetries: 0 });
  try {
    const { data, response } = await users[method](...args).withResponse();
    return [asked, data, response.text, response.status];
  } catch ({ code, effect, body }) {
    return [asked, code, effect, body];
  }
}

/** What the module makes of it by itself, where nobody keeps bodies for it. */
async function byModule(method, args, text) {
  let asked = 0;
  const real = globalThis.fetch;
  globalThis.fetch = async () => {
    asked += 1;
    return Object.defineProperty(new Response(text, { status: 200 }), "url", { value: "https://example.com/" });
  };
  const client = new glue.Client(JSON.stringify({ token: "a-token", baseUrl: "https://example.com", maxRetries: 0 }), undefined);
  const operation = method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const [guid, body] = args[0] === GUID ? args : [undefined, args[0]];
  try {
    const request = { operation, path: { user_guid: guid }, query: body, body, slot: 7 };
    const { kept, body: text, status } = await client.call(JSON.stringify(request));
    assert.equal(kept, undefined);
    return [asked, text === undefined ? undefined : JSON.parse(text), text, status];
  } catch ({ code, effect, body }) {
    return [asked, code, effect, body];
  } finally {
    globalThis.fetch = real;
  }
}

for (const [method, [answer, ...args]] of Object.entries(ANSWERS)) {
  test(`what ${method} returns is judged alike by the package and by the module`, async () => {
    const right = JSON.stringify(answer);
    assert.equal((await byPackage(method, args, right))[2], right);
    let [good, bad] = [0, 0];
    for (const mutation of mutations(answer)) {
      const text = JSON.stringify(mutation);
      const [one, other] = [await byPackage(method, args, text), await byModule(method, args, text)];
      assert.deepStrictEqual(one, other, text);
      if (typeof one[1] === "string" && one[3] !== 200) bad += 1;
      else good += 1;
    }
    assert.ok(good > 0 && bad > 10, `${good} good and ${bad} bad ones`);
  });
}

test("what only looks like JSON, or like a body that was kept, goes through the module", async () => {
  for (const text of ["1", "2", "7", "{", '{"guid":"\\ud800', "\ufeff{}", "\u0000"]) {
    const [, code, effect, body] = await byPackage("getUserQuota", [], text);
    assert.deepStrictEqual([code, effect, body], ["decode", "none", text]);
    // A creation whose answer can't be read is looked up, which takes a second request.
    assert.equal((await byPackage("createUser", [newUser()], text))[0], 2, JSON.stringify(text));
  }
  assert.equal((await byPackage("getUserQuota", [], " 1"))[1], "decode");
  // As it must be, but for a byte that is no text.
  const notUtf8 = new TextEncoder().encode(JSON.stringify({ ...QUOTA, unforeseen: "?" }));
  notUtf8[notUtf8.lastIndexOf(0x3f)] = 0xff;
  assert.equal((await byPackage("getUserQuota", [], notUtf8))[1], "decode");
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
