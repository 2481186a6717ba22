// A trap of the module: the calls in the instance reject, and the next call works on a new instance.
//
// Nothing that a caller can pass makes it trap, so that it is made to: by a `clearTimeout` that throws,
// which it takes for one that never does.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { BitsightUsers, InternalError } from "bitsight-users";

import { account, collect, failure, numberedSeed, numbers } from "../support/account.mjs";
import { page, users as numberedUsers } from "../support/service.mjs";

const QUOTA = '{"active_user_count":1,"inactive_user_count":3,"total_user_count":4,"remaining_active_quota":1,"total_active_quota":2}';

/** Makes the end of the next attempt, where its timer is taken back, throw. */
function trapNext() {
  const { clearTimeout } = globalThis;
  const reason = new Error("no timers today");
  globalThis.clearTimeout = (timer) => {
    globalThis.clearTimeout = clearTimeout;
    clearTimeout(timer);
    throw reason;
  };
  return reason;
}

/** A fetch whose answers come when they are released. */
function held() {
  const waiting = [];
  const fetch = () => new Promise((resolve) => waiting.push(resolve));
  const release = () => waiting.splice(0).forEach((resolve) => resolve(new Response(QUOTA)));
  return { fetch, release, waiting };
}

test("a call that traps rejects, with what is known, and the next one works", async () => {
  const users = new BitsightUsers({ token: "a-token", fetch: async () => new Response(QUOTA) });
  await users.getUserQuota();
  for (let time = 0; time < 3; time += 1) {
    const cause = trapNext();
    const error = await failure(() => users.getUserQuota());
    assert.ok(error instanceof InternalError, error.stack);
    assert.deepStrictEqual([error.code, error.effect, error.cause], ["internal", "possible", cause]);
    assert.equal((await users.getUserQuota()).total_user_count, 4);
  }
});

test("a clock that leaps to infinity is no trap", async (t) => {
  let now = 0;
  const leap = () => ((now = Infinity), new Response(QUOTA));
  const users = new BitsightUsers({ token: "a-token", fetch: async () => leap(), onResponse() {} });
  t.mock.method(performance, "now", () => now);
  assert.equal((await users.getUserQuota()).total_user_count, 4);
});

test("the module knows the places in the source that a panic names", async () => {
  // Nothing is known to make it panic. What it then says is tested in bindings/wasm/tests/panics.rs.
  const module = await readFile(fileURLToPath(import.meta.resolve("bitsight-users/bitsight_users.wasm")), "latin1");
  assert.match(module, /crates\/bitsight-users\/src\/[\w/]+\.rs/);
});

test("calls that were under way in the instance reject as well, at once", async () => {
  const { fetch, release, waiting } = held();
  const users = new BitsightUsers({ token: "a-token", fetch, maxConcurrency: 10 });
  const calls = [1, 2, 3].map(() => failure(() => users.getUserQuota()));
  while (waiting.length < 3) await new Promise((resolve) => setImmediate(resolve));
  trapNext();
  waiting.shift()(new Response(QUOTA));
  for (const error of await Promise.all(calls)) assert.equal(error.code, "internal");
  assert.ok(!process.getActiveResourcesInfo().includes("Timeout"), "the timers of the others are left");
  // Late responses for a discarded instance have no effect.
  release();
  const answered = users.getUserQuota().then(() => true);
  while (waiting.length < 1) await new Promise((resolve) => setImmediate(resolve));
  release();
  assert.equal(await answered, true);
});

test("other clients don't notice", async () => {
  const { fetch, release, waiting } = held();
  const other = new BitsightUsers({ token: "a-token", fetch });
  const call = other.getUserQuota();
  const pending = call.then((quota) => quota.total_user_count);
  while (waiting.length < 1) await new Promise((resolve) => setImmediate(resolve));
  const users = new BitsightUsers({ token: "a-token", fetch: async () => new Response(QUOTA) });
  await users.getUserQuota();
  trapNext();
  assert.equal((await failure(() => users.getUserQuota())).code, "internal");
  release();
  assert.equal(await pending, 4);
});

test("a list that was being read is lost, and can be read again", async () => {
  // No network: Node.js clears timers of its own there.
  const fetch = async (url) => {
    if (url.includes("quota")) return new Response(QUOTA);
    const offset = Number(new URL(url).searchParams.get("offset") ?? 0);
    return Response.json(page(null, 20, numberedUsers(numbers(offset + 1, offset + 2))));
  };
  const client = new BitsightUsers({ token: "a-token", fetch });
  const reading = client.listUsers({ limit: 2 }).pages();
  assert.equal((await reading.next()).value.results.length, 2);
  trapNext();
  // Pages that were requested ahead come first.
  assert.equal((await failure(() => collect(reading))).code, "internal");
  assert.equal((await collect(client.listUsers({ limit: 2 }))).length, 20);

  // Lost between two of its pages, by another call.
  const other = client.listUsers({ limit: 2 }).pages();
  await other.next();
  // Until the pages that are requested ahead have arrived.
  await new Promise((resolve) => setTimeout(resolve, 100));
  trapNext();
  assert.equal((await failure(() => client.getUserQuota())).code, "internal");
  const error = await failure(() => other.next());
  assert.match(error.message, /begin it again/);
});

test("calls run at the same time, and each gets its own answer", async (t) => {
  const { client, userOf } = await account(t, numberedSeed(40));
  const emails = Array.from({ length: 40 }, (_, number) => `user${number + 1}@example.com`);
  const found = await Promise.all(
    emails.map(async (email) => {
      const { guid } = await userOf(email);
      return (await client.getUser(guid)).email;
    }),
  );
  assert.deepStrictEqual(found, emails);
});
