// Cancelling and timing out: the call rejects with the signal's reason, and the request is aborted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightUsers, TimeoutError } from "bitsight-users";

import { account, failure } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";

const HOUR = 3_600_000;

test("a call whose signal is aborted already sends nothing", async (t) => {
  const { client, requests } = await account(t);
  for (const reason of [new Error("no longer"), "a string", 0, null]) {
    const thrown = await reasonOf(client.getUserQuota({ signal: AbortSignal.abort(reason) }));
    assert.equal(thrown, reason);
  }
  const thrown = await reasonOf(client.getUserQuota({ signal: AbortSignal.abort() }));
  assert.equal(thrown.name, "AbortError");
  assert.deepStrictEqual(await requests(), []);
});

test("aborting during the request aborts it at the server, and rejects with the reason", async (t) => {
  const mock = await account(t);
  await mock.inject({ kind: "delay", ms: HOUR, when: "after" });
  const controller = new AbortController();
  const call = reasonOf(mock.client.createUser(newUser(), { signal: controller.signal }));
  await until(async () => (await mock.requests()).length === 1);
  const reason = new Error("changed my mind");
  controller.abort(reason);
  assert.equal(await call, reason);
  await until(async () => (await mock.inFlight()) === 0);
  // One request, and nothing after it.
  assert.equal((await mock.requests()).length, 1);
});

test("aborting during the body, and during a wait for a retry", async (t) => {
  const mock = await account(t);
  for (const fault of [{ kind: "body_delay", ms: HOUR }, { kind: "rate_limited", retry_after: 500 }]) {
    await mock.forget();
    await mock.inject(fault);
    const controller = new AbortController();
    const users = new BitsightUsers({ token: "mock-token", baseUrl: mock.url });
    const call = reasonOf(users.getUserQuota({ signal: controller.signal }));
    await until(async () => (await mock.requests()).length === 1);
    controller.abort("enough");
    assert.equal(await call, "enough");
    await until(async () => (await mock.inFlight()) === 0);
  }
});

test("aborting from within a hook, and from within fetch", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const never = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const hooked = new BitsightUsers({ token: "a-token", fetch: never, onRequest: () => controller.abort("in a hook") });
  assert.equal(await reasonOf(hooked.getUserQuota({ signal })), "in a hook");

  const other = new AbortController();
  const fetch = (url, init) => {
    other.abort("in fetch");
    return never(url, init);
  };
  const users = new BitsightUsers({ token: "a-token", fetch });
  assert.equal(await reasonOf(users.getUserQuota({ signal: other.signal })), "in fetch");
});

test("a call that waits for its place is cancelled, and the place is not lost", async (t) => {
  const mock = await account(t);
  await mock.inject({ kind: "delay", ms: HOUR });
  const users = new BitsightUsers({ token: "mock-token", baseUrl: mock.url, maxConcurrency: 1 });
  const first = new AbortController();
  const second = new AbortController();
  const calls = [
    reasonOf(users.getUserQuota({ signal: first.signal })),
    reasonOf(users.getUserQuota({ signal: second.signal })),
    users.listAccessGroups(),
  ];
  await until(async () => (await mock.requests()).length === 1);
  second.abort("second");
  assert.equal(await calls[1], "second");
  first.abort("first");
  assert.equal(await calls[0], "first");
  assert.equal((await calls[2]).groups.length, 1);
});

test("aborting while a list is read ends the reading", async (t) => {
  const mock = await account(t);
  await mock.inject({ kind: "delay", ms: HOUR });
  const controller = new AbortController();
  const reading = reasonOf((async () => {
    for await (const _ of mock.client.listUsers({}, { signal: controller.signal }));
  })());
  await until(async () => (await mock.requests()).length === 1);
  controller.abort("no more pages");
  assert.equal(await reading, "no more pages");
  await until(async () => (await mock.inFlight()) === 0);
});

test("timeouts per attempt and in total, of the client and of a call, abort the request", async (t) => {
  const mock = await account(t);
  await mock.inject({ kind: "delay", ms: HOUR, times: null });
  const users = (options) => new BitsightUsers({ token: "mock-token", baseUrl: mock.url, ...options });
  for (const [client, call] of [
    [users({ timeout: 50, maxRetries: 0 }), {}],
    [users({}), { timeout: 50, maxRetries: 0 }],
    [users({ totalTimeout: 50 }), {}],
    [users({}), { totalTimeout: 50 }],
  ]) {
    await mock.forget();
    const error = await failure(() => client.getUserQuota(call));
    assert.ok(error instanceof TimeoutError);
    assert.equal(error.attempts, 1);
    await until(async () => (await mock.inFlight()) === 0);
  }
});

test("a timeout covers a body that drips", async (t) => {
  const mock = await account(t);
  await mock.inject({ kind: "drip", bytes: 1, ms: 20 });
  const error = await failure(() => mock.client.getUserQuota({ timeout: 100, maxRetries: 0 }));
  assert.deepStrictEqual([error.code, error.status], ["timeout", 200]);
});

test("a fetch that ignores its signal holds nobody up", async () => {
  const users = new BitsightUsers({ token: "a-token", fetch: () => new Promise(() => {}), maxRetries: 0 });
  assert.equal((await failure(() => users.getUserQuota({ timeout: 20 }))).code, "timeout");
  const controller = new AbortController();
  setImmediate(() => controller.abort("gone"));
  assert.equal(await reasonOf(users.getUserQuota({ signal: controller.signal })), "gone");
});

/** What a promise is rejected with, whatever that is. */
async function reasonOf(promise) {
  return promise.then(
    () => assert.fail("it should have been rejected"),
    (reason) => reason,
  );
}

/** Asks the mock until something holds; the test's own timeout is the end of it. */
async function until(holds) {
  while (!(await holds()));
}
