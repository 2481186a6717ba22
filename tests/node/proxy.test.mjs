// The proxy example between the package and the mock: it works, and keeps the token to itself.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { createFiles, policyFor } from "../../examples/proxy/files.mjs";
import { createNodeProxy as createProxy } from "../../examples/proxy/node.mjs";
import { account, collect, failure, numberedSeed, readText } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { TOKEN } from "../support/mock.mjs";

const PREFIX = "/bitsight";

/** A server for the test `t`; gives its URL. */
async function serve(t, handler) {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** A proxy with a mock behind it, and a client that knows only the placeholder. */
async function proxied(t, { seed = { users: [] }, token = TOKEN, mayAdminister = () => true } = {}) {
  const mock = await account(t, seed);
  const url = await serve(t, createProxy({ token, mayAdminister, prefix: PREFIX, service: mock.url }));
  return { mock, base: url + PREFIX, client: client(url + PREFIX) };
}

const client = (baseUrl, options = {}) => new BitsightUsers({ baseUrl, token: "added-by-the-server", ...options });

test("the client works through the proxy, with a token that isn't one", async (t) => {
  const { mock, client } = await proxied(t);
  const { guid } = await client.createUser(newUser());
  await client.editUser(guid, { friendly_name: "Arnie" });
  await client.requireMfa(guid);
  await client.resendActivationEmail(guid);
  assert.equal((await client.getUser(guid)).friendly_name, "Arnie");
  assert.equal((await client.getUserQuota()).total_user_count, 1);
  assert.ok((await client.listAccessGroups()).groups.length > 0);
  assert.ok(await client.listCompanyViews(guid));
  await client.resetMfa(guid);
  await client.deleteUser(guid);
  assert.deepStrictEqual(await mock.users(), []);
});

test("a list goes on through the proxy although the service's links lead past it", async (t) => {
  const { client } = await proxied(t, { seed: numberedSeed(250) });
  assert.equal(new Set((await collect(client.listUsers())).map(({ guid }) => guid)).size, 250);
});

test("the service's errors arrive as they are", async (t) => {
  const { mock, client } = await proxied(t);
  await client.createUser(newUser());
  assert.equal((await failure(() => client.createUser(newUser()))).code, "conflict");
  await mock.inject({ kind: "rate_limited", retry_after: 7 });
  const limited = await failure(() => client.getUserQuota({ maxRetries: 0 }));
  assert.deepStrictEqual([limited.code, limited.retryAfter], ["rate_limited", 7]);
  assert.ok(limited.requestId);
});

test("the token reaches neither the client nor, replaced, does the client's reach the service", async (t) => {
  const seen = [];
  const service = await serve(t, (request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { "content-type": "application/json", "set-cookie": "a=b", "x-other": "c" });
    response.end('{"links":{},"count":0,"results":[]}');
  });
  const url = await serve(t, createProxy({ token: "s3cr3t", mayAdminister: () => true, prefix: PREFIX, service }));
  const headers = { authorization: "Basic bXk6", cookie: "session=1", "x-mine": "1" };
  const answer = await fetch(`${url}${PREFIX}/v2/users`, { headers });
  const [sent] = seen;
  assert.equal(sent.authorization, `Basic ${btoa("s3cr3t:")}`);
  assert.deepStrictEqual([sent.cookie, sent["x-mine"]], [undefined, undefined]);
  const received = JSON.stringify([...answer.headers]) + (await answer.text());
  for (const secret of ["s3cr3t", btoa("s3cr3t:"), "set-cookie", "x-other"]) {
    assert.ok(!received.includes(secret), received);
  }
});

test("other paths and methods are refused, and nothing is sent", async (t) => {
  const { mock, base } = await proxied(t);
  const refused = [
    ["GET", "/v1/companies", 404],
    ["GET", "/v2/users/", 404],
    ["GET", "/v2/users/..%2f..%2fv1%2fcompanies", 404],
    ["GET", "/v2/users/a/../../../v1/companies", 404],
    ["GET", "/v2/users/a/b", 404],
    ["GET", "", 404],
    ["DELETE", "/v2/users", 405],
    ["OPTIONS", "/v2/users", 405],
    ["GET", "/v2/users/a/reset-mfa", 405],
  ];
  for (const [method, path, status] of refused) {
    assert.equal((await fetch(base + path, { method })).status, status, `${method} ${path}`);
  }
  assert.deepStrictEqual(await mock.requests(), []);
});

test("only who may administer gets through, and no other site's page", async (t) => {
  const mayAdminister = async ({ headers }) => headers.get("cookie") === "session=admin";
  const { mock, base } = await proxied(t, { mayAdminister });
  assert.equal((await failure(() => client(base).getUserQuota())).code, "authentication");
  const withCookie = (headers) => (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, cookie: "session=admin", ...headers } });
  const elsewhere = client(base, { fetch: withCookie({ "sec-fetch-site": "cross-site" }) });
  assert.equal((await failure(() => elsewhere.getUserQuota())).code, "permission");
  assert.deepStrictEqual(await mock.requests(), []);
  assert.ok(await client(base, { fetch: withCookie({}) }).getUserQuota());
});

test("a form of another site neither creates nor deletes", async (t) => {
  const { mock, base, client } = await proxied(t);
  const { guid } = await client.createUser(newUser());
  const before = (await mock.requests()).length;
  const evil = { origin: "http://evil.example" };
  const body = JSON.stringify({ ...newUser(), email: "other@example.com" });
  const forms = [
    ["POST", "/v2/users", { ...evil, "content-type": "text/plain" }, body, 403],
    ["POST", "/v2/users", { ...evil, "content-type": "application/json" }, body, 403],
    ["POST", "/v2/users", { origin: "null", "content-type": "text/plain" }, body, 403],
    ["POST", "/v2/users", { "content-type": "text/plain" }, body, 415],
    ["POST", "/v2/users", { "content-type": "text/plain; application/json" }, body, 415],
    ["POST", "/v2/users", { "content-type": "application/x-www-form-urlencoded" }, body, 415],
    ["POST", `/v2/users/${guid}/reset-mfa`, evil, undefined, 403],
    ["POST", `/v2/users/${guid}/reset-mfa`, { "content-type": "text/plain" }, undefined, 415],
    ["DELETE", `/v2/users/${guid}`, evil, undefined, 403],
    ["GET", "/v2/users", evil, undefined, 403],
  ];
  for (const [method, path, headers, body, status] of forms) {
    const answer = await fetch(base + path, { method, headers, body });
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(headers)}`);
  }
  assert.equal((await mock.requests()).length, before);
  assert.equal((await mock.users()).length, 1);
  // Its own pages send their origin as well.
  const own = await fetch(`${base}/v2/users`, { headers: { origin: new URL(base).origin } });
  assert.equal(own.status, 200);
});

test("the README of the package shows the file", () => {
  const readme = readText("bindings/npm/README.md");
  assert.ok(readme.includes(readText("examples/proxy/proxy.mjs")));
});

test("a redirect of the service is not followed", async (t) => {
  const reached = [];
  const elsewhere = await serve(t, (request, response) => {
    reached.push(request.url);
    response.end("{}");
  });
  const service = await serve(t, (_, response) => response.writeHead(307, { location: elsewhere }).end());
  const url = await serve(t, createProxy({ token: TOKEN, mayAdminister: () => true, prefix: PREFIX, service }));
  const answer = await fetch(`${url}${PREFIX}/v1/users/quota`);
  assert.deepStrictEqual([answer.status, answer.headers.get("location")], [502, null]);
  assert.deepStrictEqual(reached, []);
});

test("a lost answer of a create is found by the client's look-up", async (t) => {
  const { mock, client } = await proxied(t);
  await mock.inject({ kind: "reset", when: "after", operation: "create_user" });
  const { response } = await client.createUser(newUser()).withResponse();
  assert.equal(response.recovered, true);
  assert.equal((await mock.users()).length, 1);
});

test("an answer that breaks off doesn't look complete", async (t) => {
  const { mock, client } = await proxied(t, { seed: numberedSeed(20) });
  await mock.inject({ kind: "truncated", operation: "list_users" });
  assert.equal((await failure(() => client.listUsers({}, { maxRetries: 0 }))).code, "connection");
});

test("an answer is no page of this server, and a long body is refused", async (t) => {
  const { base } = await proxied(t);
  const answer = await fetch(`${base}/v2/users`);
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  assert.match(answer.headers.get("content-security-policy"), /default-src 'none'; sandbox/);
  const headers = { "content-type": "application/json" };
  const long = await fetch(`${base}/v2/users`, { method: "POST", headers, body: "x".repeat(200_000) });
  assert.equal(long.status, 413);
});

test("a failure of mayAdminister lets nobody through", async (t) => {
  const mayAdminister = () => {
    throw new Error("the sessions are gone");
  };
  const { mock, base } = await proxied(t, { mayAdminister });
  const answer = await fetch(`${base}/v2/users`);
  assert.equal(answer.status, 502);
  assert.ok(!(await answer.text()).includes("sessions"));
  assert.deepStrictEqual(await mock.requests(), []);
});

test("the page's files come with a policy, and no file outside of its folder does", async (t) => {
  const url = await serve(t, createFiles({ page: `${process.env.BITSIGHT_USERS_ROOT}/examples/web`, packages: process.cwd() }));
  const page = await fetch(url);
  assert.equal(page.headers.get("content-security-policy"), policyFor(await page.text()));
  assert.equal((await fetch(`${url}/node_modules/bitsight-users/dist/index.mjs`)).status, 200);
  for (const path of ["/../proxy/server.mjs", "/..%2fproxy%2fserver.mjs", "/%2e%2e/proxy/server.mjs", "/%", "/none"]) {
    assert.equal((await fetch(url + path)).status, 404, path);
  }
});

test("the policy allows the page's import map by its hash, and nothing inline beside it", () => {
  const policy = policyFor(readText("examples/web/index.html"));
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+';/);
  assert.ok(!policy.includes("unsafe-inline"));
});
