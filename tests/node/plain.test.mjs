// Arguments are copied when a call is made, and the error for a value that isn't plain data names it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { newUser } from "../support/documented.mjs";

/** A client whose requests are kept instead of sent. */
function recording() {
  const sent = [];
  const fetch = async (url, { body }) => {
    sent.push({ url, body: body && JSON.parse(new TextDecoder().decode(body)) });
    return new Response("", { status: 418 });
  };
  return { users: new BitsightUsers({ token: "a-token", baseUrl: "https://example.com", fetch, maxRetries: 0 }), sent };
}

const failure = (promise) => Promise.resolve(promise).then(assert.fail, (reason) => reason);

/** Values that a caller can't mean, each with the field that an error names. */
const HOSTILE = {
  null: [null],
  "a number": [7],
  "a text": ["text"],
  "a function": [() => 1],
  "a symbol": [Symbol("s")],
  "a BigInt": [10n],
  "a list": [[]],
  "a cycle": [cycle(), "email.email.email.email.email.email.email.email.email.email.email.email.email.email.email.email.email"],
  "a getter that throws": [{ get email() { throw new Error("getter"); } }, "email"],
  "a getter in a list": [{ roles: [{ get slug() { throw new Error("getter"); } }] }, "roles[0].slug"],
  "a list that throws": [{ roles: new Proxy([], { get() { throw new Error("length"); } }) }, "roles"],
  "a proxy without keys": [new Proxy({}, { ownKeys() { throw new Error("trap"); } })],
  "an endless list": [new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : 1) }), "[9999]"],
  "endless fields that are undefined": [Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`f${i}`, undefined])), "f9999"],
  NaN: [newUser({ email: NaN }), "email"],
  "half a pair": [newUser({ email: "\ud800" }), "email"],
  "half a pair in a name": [newUser({ "\udc00x": 1 }), "\udc00x"],
  "a text that is too long": [newUser({ email: "x".repeat(3_000_000) }), "email"],
  "a hole in a list": [newUser({ roles: [,] }), "roles[0]"],
  "an unknown field of an object without prototype": [Object.assign(Object.create(null), newUser({ emial: "a@b" })), "emial"],
  "a field named __proto__": [JSON.parse('{"__proto__":{"email":"a@b.example"}}'), "__proto__"],
};

function cycle() {
  const value = {};
  value.email = value;
  return value;
}

for (const [what, [value, field]] of Object.entries(HOSTILE)) {
  test(`${what} is refused by name`, async () => {
    const { users, sent } = recording();
    const error = await failure(users.createUser(value));
    assert.deepStrictEqual([error.code, error.operation, error.field], ["invalid_argument", "create_user", field], error.message);
    assert.ok(error.message.startsWith("create_user: "), error.message);
    assert.deepStrictEqual(sent, []);
  });
}

test("a number that JSON doesn't have never becomes null, which an edit may send", async () => {
  const { users, sent } = recording();
  for (const number of [NaN, Infinity, -Infinity]) {
    const error = await failure(users.editUser("guid", { friendly_name: number }));
    assert.deepStrictEqual([error.code, error.field], ["invalid_argument", "friendly_name"]);
    assert.match(error.message, /a number that JSON doesn't have/);
  }
  assert.deepStrictEqual(sent, []);
});

test("what was passed is sent, whatever becomes of it afterwards", async () => {
  const { users, sent } = recording();
  const user = newUser();
  const expected = structuredClone(user);
  const call = users.createUser(user, { maxRetries: 0 });
  user.email = "somebody.else@example.com";
  user.roles.push({ slug: "customer_admin" });
  await failure(call);
  assert.deepStrictEqual(sent[0].body, expected);
});

test("a list asks for what it was asked for when it was made", async () => {
  for (const read of [(list) => list, (list) => list.pages().next()]) {
    const { users, sent } = recording();
    const [query, options] = [{ email: "a@example.com" }, { timeout: 1000 }];
    const list = users.listUsers(query, options);
    query.email = "b@example.com";
    options.timeout = "never";
    assert.equal((await failure(read(list))).code, "unexpected_status");
    assert.match(sent[0].url, /email=a%40example\.com/);
  }
});

test("a list that can't be asked for is refused when it is read, and only then", async () => {
  const { users, sent } = recording();
  const list = users.listUsers({ email: NaN });
  assert.equal((await failure(list)).field, "email");
  assert.equal((await failure(list.pages().next())).field, "email");
  assert.equal((await failure(users.listUsers({}, { timeout: 0 }))).field, "timeout");
  assert.deepStrictEqual(sent, []);
});

test("a value is read once", async () => {
  const { users, sent } = recording();
  let reads = 0;
  const withGetter = Object.defineProperty(newUser(), "email", { get: () => `read${(reads += 1)}@example.com`, enumerable: true });
  await failure(users.createUser(withGetter));
  assert.deepStrictEqual([reads, sent[0].body.email], [1, "read1@example.com"]);
});
