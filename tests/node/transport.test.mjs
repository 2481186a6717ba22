// The arguments of fetch, and the results of test doubles.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { account, failure } from "../support/account.mjs";

const QUOTA = '{"active_user_count":1,"inactive_user_count":3,"total_user_count":4,"remaining_active_quota":1,"total_active_quota":2}';

test("requests carry no cookies, follow no redirects, and can be aborted", async () => {
  let seen;
  const users = new BitsightUsers({
    token: "a-token",
    headers: { "X-Team": "tea" },
    fetch: async (url, init) => {
      seen = { url, ...init };
      return new Response(QUOTA);
    },
  });
  await users.getUserQuota();
  const { url, method, credentials, redirect, signal, headers, body } = seen;
  assert.deepStrictEqual(
    { url, method, credentials, redirect, body },
    {
      url: "https://api.bitsighttech.com/ratings/v1/users/quota",
      method: "GET",
      credentials: "omit",
      redirect: "manual",
      body: undefined,
    },
  );
  assert.ok(signal instanceof AbortSignal);
  const sent = new Headers(headers);
  assert.equal(sent.get("authorization"), `Basic ${btoa("a-token:")}`);
  assert.equal(sent.get("x-team"), "tea");
  assert.equal(sent.get("api-version"), null);
});

test("a redirect is not followed, so that the token stays where it belongs", async (t) => {
  const elsewhere = await account(t);
  for (const status of [301, 302, 303, 307, 308]) {
    const server = createServer((_, response) => {
      response.writeHead(status, { location: `${elsewhere.url}/v1/users/quota` }).end();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.closeAllConnections() ?? server.close());
    const users = new BitsightUsers({ token: "mock-token", baseUrl: `http://127.0.0.1:${server.address().port}` });
    const error = await failure(() => users.getUserQuota());
    assert.deepStrictEqual([error.code, error.status], ["unexpected_status", status]);
  }
  assert.deepStrictEqual(await elsewhere.requests(), []);
});

test("a redirect as browsers show it is an error too", async () => {
  const users = new BitsightUsers({ token: "a-token", maxRetries: 0, fetch: async () => ({ type: "opaqueredirect", status: 0 }) });
  const error = await failure(() => users.getUserQuota());
  assert.equal(error.code, "connection");
  assert.match(error.cause.message, /redirect/);
});

test("a double that is no full Response will do", async () => {
  for (const double of [
    { status: 200, arrayBuffer: async () => new TextEncoder().encode(QUOTA).buffer },
    { status: 200, headers: {}, arrayBuffer: async () => new TextEncoder().encode(QUOTA).buffer },
    { status: 200, headers: new Map([["x-request-id", "r"]]), arrayBuffer: async () => new TextEncoder().encode(QUOTA).buffer },
  ]) {
    const users = new BitsightUsers({ token: "a-token", fetch: async () => double });
    assert.equal((await users.getUserQuota()).total_user_count, 4);
  }
});

test("whatever a fetch returns, the call ends in an error and the next one works", async () => {
  const throwing = (name) => Object.defineProperty(new Response(QUOTA), name, { get: () => fail() });
  const answers = [
    undefined, null, 0, "a string", Symbol("s"), 5n, {}, [], () => {}, new Proxy({}, { get: () => fail() }),
    { status: 200 }, { status: "200" }, { status: Number.NaN }, { status: -1 }, { status: 99 }, { status: 1e9 }, { status: 200.5 },
    { status: 200, headers: 5 }, { status: 200, headers: { "not a name": "x" } }, { status: 200, headers: { name: "bad\nvalue" } },
    { status: 200, headers: new Proxy({}, { ownKeys: () => fail() }) },
    throwing("status"), throwing("headers"), throwing("body"), throwing("type"),
    ...[undefined, null, "text", 5, {}, new Uint8Array(5), Symbol("b")].map((body) => ({ status: 200, arrayBuffer: async () => body })),
    { status: 200, arrayBuffer: () => fail() }, { status: 200, arrayBuffer: async () => fail() },
    { status: 500, body: { getReader: () => fail() } }, { status: 500, body: 5 }, { status: 500, arrayBuffer: () => fail() },
    { status: 500, body: { getReader: () => ({ read: async () => fail(), cancel: () => fail() }) } },
    { status: 500, body: { getReader: () => ({ read: async () => ({ done: false, value: "text" }), cancel: async () => {} }) } },
  ];
  let answer;
  const users = new BitsightUsers({ token: "a-token", maxRetries: 0, fetch: async () => answer });
  for (answer of answers) {
    const error = await failure(() => users.getUserQuota());
    assert.ok(["connection", "decode", "server"].includes(error.code), `${error.code}: ${error.stack}`);
  }
  answer = new Response(QUOTA);
  await users.getUserQuota();
  // One that doesn't even return a promise.
  const odd = new BitsightUsers({ token: "a-token", maxRetries: 0, fetch: () => fail() });
  assert.equal((await failure(() => odd.getUserQuota())).code, "connection");
});

function fail() {
  throw new Error("hostile");
}
