// Proxies by the option `fetch`, and private authorities by NODE_EXTRA_CA_CERTS.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { runWith, startNetwork } from "../support/network.mjs";

/** Reads the quota, and creates a user; both tell their errors. */
const READ = (options) => `
  import { BitsightUsers } from "bitsight-users";
  const users = new BitsightUsers({ token: "a-token", maxRetries: 0, ${options} });
  const user = { friendly_name: "A", formal_name: "A", email: "a@example.com", roles: [{ slug: "customer_user" }] };
  const told = ({ code, effect, message, attempts }) => ({ code, effect, message, attempts });
  const quota = await users.getUserQuota().then(({ total_user_count }) => total_user_count, told);
  const created = typeof quota === "number" ? undefined : await users.createUser(user).then(() => "created", told);
  console.log(JSON.stringify({ quota, created }));
`;

/** As docs/networks.md shows it; the package itself has no dependency. */
const THROUGH_UNDICI = (options = "") => `
  import { createRequire } from "node:module";
  const { EnvHttpProxyAgent, fetch } = createRequire(${JSON.stringify(join(process.env.BITSIGHT_USERS_ROOT, "tests/package.json"))})("undici");
  const dispatcher = new EnvHttpProxyAgent();
  ${READ(`fetch: (url, init) => fetch(url, { ...init, dispatcher }), ${options}`)}
`;

test("HTTPS_PROXY and NODE_EXTRA_CA_CERTS lead to the service", async (t) => {
  const network = await startNetwork(t);
  const variables = { HTTPS_PROXY: network.proxy, NODE_EXTRA_CA_CERTS: network.caFile };
  const { quota } = await runWith({ ...variables, BITSIGHT_BASE_URL: network.namedUrl }, THROUGH_UNDICI());
  assert.equal(quota, 4, JSON.stringify(quota));
  const seen = await network.seen(1);
  assert.equal(seen.length, 1);
  assert.match(seen[0], /^CONNECT service\.invalid:\d+$/);
});

test("hosts of NO_PROXY are reached directly", async (t) => {
  const network = await startNetwork(t);
  const variables = { HTTPS_PROXY: network.proxy, NODE_EXTRA_CA_CERTS: network.caFile, NO_PROXY: "127.0.0.1" };
  const { quota } = await runWith({ ...variables, BITSIGHT_BASE_URL: network.localUrl }, THROUGH_UNDICI());
  assert.equal(quota, 4, JSON.stringify(quota));
  assert.deepStrictEqual(await network.seen(0), []);
});

test("a private authority is trusted by NODE_EXTRA_CA_CERTS, and refused without it", async (t) => {
  const network = await startNetwork(t);
  const base = { BITSIGHT_BASE_URL: network.localUrl };
  assert.equal((await runWith({ ...base, NODE_EXTRA_CA_CERTS: network.caFile }, READ(""))).quota, 4);
  const { quota, created } = await runWith(base, READ(""));
  for (const error of [quota, created]) {
    assert.deepStrictEqual([error.code, error.effect, error.attempts], ["connection", "none", 1]);
    assert.match(error.message, /the certificate of 127\.0\.0\.1 was not accepted/);
  }
});

test("a proxy that makes no connection is named, and nothing was sent", async (t) => {
  const network = await startNetwork(t);
  const variables = { HTTPS_PROXY: network.proxy, NODE_EXTRA_CA_CERTS: network.caFile };
  const elsewhere = network.namedUrl.replace("service.", "elsewhere.");
  const { quota, created } = await runWith({ ...variables, BITSIGHT_BASE_URL: elsewhere }, THROUGH_UNDICI());
  for (const error of [quota, created]) {
    assert.deepStrictEqual([error.code, error.effect, error.attempts], ["connection", "none", 1], error.message);
    assert.match(error.message, /the proxy did not connect to elsewhere\.invalid/);
  }
});
