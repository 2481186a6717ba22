// Creating the documented user, and the answers of the server that are errors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightError, BitsightUsers } from "bitsight-users";

import { createdUser, newUser } from "../support/documented.mjs";
import { startMock, TOKEN } from "../support/mock.mjs";

/** The operation's path below the mock's `/ratings`, with no slash too many. */
const PATH = /^(\/ratings)?\/v2\/users$/;

const client = (mock, options = {}) => new BitsightUsers({ token: TOKEN, baseUrl: mock.url, ...options });

test("the documented request gives back exactly the documented response", async (t) => {
  const mock = await startMock(t);
  const user = await client(mock).createUser(newUser());
  assert.deepStrictEqual(user, createdUser());
  // deepStrictEqual doesn't look at the order of keys.
  assert.equal(JSON.stringify(user), JSON.stringify(createdUser()));
  assert.equal(Object.getPrototypeOf(user), Object.prototype, "a plain object");
});

test("one request is sent, as JSON, with the fields that were given and no others", async (t) => {
  const mock = await startMock(t);
  await client(mock).createUser(newUser());
  const requests = await mock.requests();
  assert.equal(requests.length, 1);
  const [request] = requests;
  assert.equal(request.method, "POST");
  assert.match(request.target, PATH);
  assert.deepStrictEqual(JSON.parse(request.body), newUser());
  const header = (name) => request.headers.find(([candidate]) => candidate === name)?.[1];
  assert.match(header("content-type"), /^application\/json/);
  assert.equal(header("api-version"), undefined, "would widen the preflight of browsers");
});

test("a base URL may end with a slash", async (t) => {
  const mock = await startMock(t);
  await client(mock, { baseUrl: `${mock.url}/` }).createUser(newUser());
  assert.match((await mock.requests())[0].target, PATH);
});

test("optional fields travel, and a false stays a false", async (t) => {
  const mock = await startMock(t);
  const user = newUser({
    status: "Deactivated",
    is_available_for_contact: false,
    features: [{ slug: "wfh-ro", value: true }],
  });
  await client(mock).createUser(user);
  assert.deepStrictEqual(JSON.parse((await mock.requests())[0].body), user);
});

test("text outside of ASCII arrives unharmed", async (t) => {
  const mock = await startMock(t);
  const user = newUser({ friendly_name: "Zoë 🙂", formal_name: "Łukasz \"Q\" O'Neill\\", email: "zoe@actorsfilms.us" });
  const created = await client(mock).createUser(user);
  assert.equal(created.friendly_name, user.friendly_name);
  assert.equal(created.formal_name, user.formal_name);
});

test("what was given isn't changed", async (t) => {
  const mock = await startMock(t);
  const user = newUser();
  Object.freeze(user.roles);
  await client(mock).createUser(Object.freeze(user));
  assert.deepStrictEqual(user, newUser());
});

test("an unknown token is an authentication error", async (t) => {
  const mock = await startMock(t);
  const error = await rejection(client(mock, { token: "not-a-token" }).createUser(newUser()));
  assert.equal(error.code, "authentication");
  assert.equal(error.status, 401);
});

test("a second user with the same email is a conflict", async (t) => {
  const mock = await startMock(t);
  const users = client(mock);
  await users.createUser(newUser());
  const error = await rejection(users.createUser(newUser()));
  assert.equal(error.code, "conflict");
  assert.equal(error.status, 409);
});

test("errors are Errors, of a class of their own", async (t) => {
  const mock = await startMock(t);
  const error = await rejection(client(mock, { token: "not-a-token" }).createUser(newUser()));
  assert.ok(error instanceof Error);
  assert.notEqual(error.constructor, BitsightError, "a subclass");
  assert.equal(error.name, error.constructor.name);
  assert.match(error.stack, /create-user\.test\.mjs/, "the stack names the caller");
});

test("many calls at once, on one client and on several", async (t) => {
  const mock = await startMock(t);
  const clients = [client(mock), client(mock)];
  const created = await Promise.all(
    Array.from({ length: 12 }, (_, i) => clients[i % 2].createUser(newUser({ email: `user${i}@actorsfilms.us` }))),
  );
  assert.equal(new Set(created.map((user) => user.email)).size, 12);
});

async function rejection(promise) {
  const error = await promise.then(
    () => assert.fail("it should have failed"),
    (error) => error,
  );
  assert.ok(error instanceof BitsightError, `a BitsightError, not ${error}`);
  return error;
}
