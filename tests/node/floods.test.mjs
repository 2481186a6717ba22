// Bodies without end, packed bodies that unpack to gigabytes, and pauses for ever: one answer must not
// take the process or the client down. In Rust: tests/tests/resilience/strangers_bodies.rs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { account, failure, numberedSeed } from "../support/account.mjs";
import { TOKEN } from "../support/mock.mjs";

const MEGABYTE = 1 << 20;

/** A mock, and a client that reads bodies up to a megabyte. */
async function capped(t, options = {}) {
  const mock = await account(t, numberedSeed(1));
  const settings = { token: TOKEN, baseUrl: mock.url, maxRetries: 0, maxBodyBytes: MEGABYTE, ...options };
  return { mock, client: new BitsightUsers(settings) };
}

function namesTheCap(error, bytes = MEGABYTE) {
  assert.match(error.message, /maxBodyBytes|max_body_bytes/);
  assert.ok(error.message.includes(String(bytes)), error.message);
}

const FLOODS = {
  "without end": { bytes: null },
  "NULs without end": { bytes: null, fill: "\0" },
  "packed, without end": { bytes: null, gzip: true },
  "packed, 2.1 GB": { bytes: 2_100_000_000, gzip: true, fill: " " },
  "2.2 GB of NULs": { bytes: 2_200_000_000, fill: "\0" },
  "a user without end": { bytes: null, prefix: '{"guid":"' },
};

test("a success of any size is read to the cap, and no further", async (t) => {
  for (const [what, flood] of Object.entries(FLOODS)) {
    const { mock, client } = await capped(t);
    await mock.inject({ kind: "flood", operation: "get_user_quota", ...flood });
    const before = process.memoryUsage();
    const start = performance.now();
    const error = await failure(() => client.getUserQuota());
    assert.ok(performance.now() - start < 10_000, what);
    namesTheCap(error);
    assert.deepStrictEqual([error.status, error.effect], [200, "none"], what);
    const { rss, arrayBuffers } = process.memoryUsage();
    assert.ok(rss - before.rss < 200 * MEGABYTE, `${what}: ${(rss - before.rss) / MEGABYTE} MiB more`);
    assert.ok(arrayBuffers - before.arrayBuffers < 64 * MEGABYTE, what);
  }
});

test("a refusal of any size keeps its status", async (t) => {
  for (const [what, flood] of Object.entries(FLOODS)) {
    const { mock, client } = await capped(t);
    await mock.inject({ kind: "flood", status: 403, operation: "get_user_quota", ...flood });
    const error = await failure(() => client.getUserQuota());
    assert.deepStrictEqual([error.status, error.effect], [403, "none"], what);
  }
});

test("other calls of the client are untouched", async (t) => {
  const { mock, client } = await capped(t);
  await mock.inject({ kind: "flood", operation: "get_user_quota", bytes: 2_200_000_000, fill: "\0" });
  const [flooded, groups] = await Promise.allSettled([client.getUserQuota(), client.listAccessGroups()]);
  namesTheCap(flooded.reason);
  assert.equal(groups.status, "fulfilled");
  await client.getUserQuota();
});

test("the cap is 64 MiB unless set", async (t) => {
  const { mock, client } = await capped(t, { maxBodyBytes: undefined });
  await mock.inject({ kind: "flood", operation: "get_user_quota", bytes: null, gzip: true, fill: " " });
  namesTheCap(await failure(() => client.getUserQuota()), 64 * MEGABYTE);
});

test("a 429 for ever does not close the client", async (t) => {
  for (const retry_after of [1_000_000_000_000, "Fri, 21 Oct 2095 07:28:00 GMT"]) {
    const { mock, client } = await capped(t);
    await mock.inject({ kind: "rate_limited", operation: "get_user_quota", retry_after });
    const error = await failure(() => client.getUserQuota());
    assert.equal(error.code, "rate_limited");
    assert.ok(error.retryAfter > 50 * 365 * 24 * 3600, String(error.retryAfter));
  }
});
