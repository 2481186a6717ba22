// A token from a function: asked at every call, waited for no longer than the call may take.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightUsers, InvalidConfigurationError, TimeoutError } from "bitsight-users";

import { account, failure, numberedSeed } from "../support/account.mjs";
import { TOKEN } from "../support/mock.mjs";

test("a function's token is used, whether it comes at once or later", async (t) => {
  const { url } = await account(t);
  for (const token of [() => TOKEN, async () => TOKEN, () => new Promise((resolve) => setImmediate(resolve, ` ${TOKEN}\n`))]) {
    await new BitsightUsers({ token, baseUrl: url }).getUserQuota();
  }
});

test("the function is asked at every call, so that tokens can be replaced", async (t) => {
  const { url } = await account(t);
  let asked = 0;
  const users = new BitsightUsers({ token: () => (asked++ === 0 ? "an-old-token" : TOKEN), baseUrl: url });
  assert.equal((await failure(() => users.getUserQuota())).code, "authentication");
  await users.getUserQuota();
  assert.equal(asked, 2);
});

test("a list asks for the token of each page, so that one can be replaced on the way", async (t) => {
  const { url } = await account(t, numberedSeed(20));
  let asked = 0;
  const users = new BitsightUsers({ token: () => (asked++ === 1 ? "an-old-token" : TOKEN), baseUrl: url });
  const pages = users.listUsers({ limit: 2 }).pages();
  // The old token is that of the fifth page: three were requested ahead with the first.
  for (let page = 1; page <= 4; page += 1) assert.equal((await pages.next()).value.results.length, 2);
  assert.equal((await failure(() => pages.next())).code, "authentication");
  const found = [];
  for await (const user of users.listUsers({ limit: 2 })) found.push(user.email);
  assert.equal(found.length, 20);
  assert.ok(asked >= 15, `asked ${asked} times for fifteen pages`);
});

test("a function that fails, or returns no token, is told as such", async (t) => {
  const { url, requests } = await account(t, numberedSeed(1));
  const reason = new Error("the vault is shut");
  const fail = () => {
    throw reason;
  };
  for (const token of [fail, async () => fail(), () => Promise.reject(reason)]) {
    const error = await failure(() => new BitsightUsers({ token, baseUrl: url }).getUserQuota());
    assert.ok(error instanceof InvalidConfigurationError);
    assert.deepStrictEqual([error.field, error.cause, error.effect], ["token", reason, "none"]);
    const reading = new BitsightUsers({ token, baseUrl: url }).listUsers();
    assert.equal((await failure(() => reading[Symbol.asyncIterator]().next())).cause, reason);
  }
  for (const wrong of [undefined, null, "", "  ", 5, {}, "two words", "a:b", Symbol("t"), 5n]) {
    const users = new BitsightUsers({ token: () => wrong, baseUrl: url });
    const error = await failure(() => users.getUserQuota());
    assert.deepStrictEqual([error.code, error.field], ["invalid_configuration", "token"]);
  }
  assert.deepStrictEqual(await requests(), []);
});

test("a token that doesn't come is waited for until the call's end, or its cancellation", async () => {
  const users = new BitsightUsers({ token: () => new Promise(() => {}) });
  const error = await failure(() => users.getUserQuota({ totalTimeout: 20 }));
  assert.ok(error instanceof TimeoutError);
  assert.equal(error.attempts, 0);
  const controller = new AbortController();
  setImmediate(() => controller.abort("gone"));
  await assert.rejects(async () => users.getUserQuota({ signal: controller.signal }), (reason) => reason === "gone");
});

test("the time that a token takes is the call's", async () => {
  const late = () => new Promise((resolve) => setTimeout(resolve, 60, TOKEN));
  const users = new BitsightUsers({ token: late, fetch: () => new Promise(() => {}), maxRetries: 0 });
  const start = performance.now();
  assert.equal((await failure(() => users.getUserQuota({ totalTimeout: 100 }))).code, "timeout");
  // Without that it would be 160; the margin is for a busy machine.
  assert.ok(performance.now() - start < 155);
});
