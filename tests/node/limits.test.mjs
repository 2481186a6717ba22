// Bodies larger than the limit, and bodies and failures of a custom `fetch` that no service would send: each ends in a typed
// error in time, and other calls of the client go on.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createGzip } from "node:zlib";
import { Readable } from "node:stream";

import { BitsightUsers, InvalidConfigurationError } from "bitsight-users";

import { failure } from "../support/account.mjs";

const QUOTA = '{"active_user_count":1,"inactive_user_count":3,"total_user_count":4,"remaining_active_quota":1,"total_active_quota":2}';
const MEBIBYTE = 1024 * 1024;

/** Serves on a free port of this machine, and returns the base URL. */
async function serve(t, answer, server = createServer(answer)) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.closeAllConnections() ?? server.close());
  return `127.0.0.1:${server.address().port}`;
}

/** Chunks of spaces, without end unless a number is given. */
function* spaces(count = Infinity) {
  const chunk = Buffer.alloc(64 * 1024, " ");
  for (let sent = 0; sent < count; sent += 1) yield chunk;
}

for (const [what, headers, through] of [
  ["an endless body", {}, (response) => response],
  ["an endless body that is compressed", { "content-encoding": "gzip" }, (response) => {
    const gzip = createGzip();
    gzip.pipe(response);
    return gzip;
  }],
]) {
  test(`${what} is read no further than the limit`, async (t) => {
    let closed = false;
    const host = await serve(t, ({ url }, response) => {
      if (url.endsWith("/access-groups")) return response.end('{"groups":[]}');
      response.writeHead(200, headers).on("close", () => (closed = true));
      Readable.from(spaces()).pipe(through(response)).on("error", () => {});
    });
    const users = new BitsightUsers({ token: "a-token", baseUrl: `http://${host}`, maxRetries: 0, maxBodyBytes: 4 * MEBIBYTE });
    const other = users.listAccessGroups();
    const before = process.memoryUsage().arrayBuffers;
    const error = await failure(() => users.getUserQuota());
    assert.deepStrictEqual([error.code, error.status, error.field], ["decode", 200, "maxBodyBytes"]);
    assert.match(error.message, /larger than 4194304 bytes.*`maxBodyBytes`/);
    assert.ok(process.memoryUsage().arrayBuffers - before < 64 * MEBIBYTE);
    while (!closed) await new Promise((resolve) => setImmediate(resolve));
    assert.deepStrictEqual(await other, { groups: [] });
    // A call has its own limit, and a write may have taken effect.
    const small = await failure(() => users.deleteUser("g", { maxBodyBytes: 10 }));
    assert.deepStrictEqual([small.code, small.effect], ["decode", "possible"]);
  });
}

test("the limit is 64 MiB unless set, and holds for lists and for test doubles as well", async () => {
  const body = (bytes) => new TextEncoder().encode(QUOTA.padEnd(bytes, " "));
  let response;
  const users = new BitsightUsers({ token: "a-token", maxRetries: 0, fetch: async () => response });
  response = { status: 200, arrayBuffer: async () => body(64 * MEBIBYTE).buffer };
  assert.equal((await users.getUserQuota()).total_user_count, 4);
  response = { status: 200, arrayBuffer: async () => body(64 * MEBIBYTE + 1).buffer };
  assert.equal((await failure(() => users.getUserQuota())).field, "maxBodyBytes");
  response = new Response(body(5000));
  const error = await failure(() => users.listUsers({}, { maxBodyBytes: 4999 }).pages().next());
  assert.equal(error.field, "maxBodyBytes");
  response = new Response(body(5000));
  assert.equal((await users.getUserQuota({ maxBodyBytes: 5000 })).total_user_count, 4);
});

for (const status of [200, 500]) {
  test(`a body of empty chunks without end (${status}) doesn't outlive the deadline`, async () => {
    const fetch = async () =>
      new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array()) }), { status });
    const users = new BitsightUsers({ token: "a-token", fetch, maxRetries: 0 });
    const begin = performance.now();
    const error = await failure(() => users.getUserQuota({ timeout: 300 }));
    assert.deepStrictEqual([error.code, error.status], status === 200 ? ["timeout", 200] : ["server", 500]);
    assert.ok(performance.now() - begin < 5000);
  });
}

test("a detached buffer, and chunks that are no bytes, are errors", async () => {
  const detached = () => {
    const bytes = new TextEncoder().encode(QUOTA);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  };
  const chunks = (chunk) => new Response(new ReadableStream({ start: (controller) => controller.enqueue(chunk) }));
  let response;
  const users = new BitsightUsers({ token: "a-token", maxRetries: 0, fetch: async () => response });
  for (response of [
    { status: 200, arrayBuffer: async () => detached().buffer },
    { status: 200, body: { getReader: () => ({ read: async () => ({ done: false, value: "text" }), cancel: async () => {} }) } },
    chunks("text"),
  ]) {
    assert.equal((await failure(() => users.getUserQuota())).code, "connection");
  }
  // Without their bytes, chunks are empty.
  response = {
    status: 200,
    body: { getReader: () => ({ read: async () => ({ done: true, value: detached() }) }) },
  };
  assert.match((await failure(() => users.getUserQuota())).message, /empty/);
  response = new Response(QUOTA);
  await users.getUserQuota();
});

test("a connection that can't be made says why, and that nothing was sent", async (t) => {
  const unused = createServer();
  await new Promise((resolve) => unused.listen(0, "127.0.0.1", resolve));
  const { port } = unused.address();
  await new Promise((resolve) => unused.close(resolve));

  const folder = mkdtempSync(join(tmpdir(), "bitsight-users-"));
  const [key, cert] = ["key.pem", "cert.pem"].map((file) => join(folder, file));
  const name = ["-subj", "/CN=localhost", "-days", "2", "-nodes", "-newkey", "rsa:2048"];
  execFileSync("openssl", ["req", "-x509", ...name, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const tls = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) });
  const secure = await serve(t, undefined, tls);

  for (const [baseUrl, words] of [
    [`http://127.0.0.1:${port}`, /127\.0\.0\.1 refused the connection/],
    // `fetch` refuses to connect to this port.
    ["http://127.0.0.1:1", /127\.0\.0\.1 could not be reached/],
    ["https://no-such-host.invalid", /no-such-host\.invalid was not found/],
    [`https://${secure}`, /certificate of 127\.0\.0\.1 was not accepted/],
  ]) {
    const users = new BitsightUsers({ token: "a-token", baseUrl, maxRetries: 0, settleTime: 0 });
    const error = await failure(() => users.deleteUser("g"));
    assert.deepStrictEqual([error.code, error.effect], ["connection", "none"], error.message);
    assert.match(error.message, words);
    assert.ok(error.cause instanceof Error);
  }
});

test("what Bun and Deno reject with is told apart as well", async () => {
  let reason;
  const users = new BitsightUsers({ token: "a-token", maxRetries: 0, fetch: async () => Promise.reject(reason) });
  const deno = (text) => new TypeError(`error sending request for url (https://example.com/): client error (Connect): ${text}`);
  for (const [given, words, effect] of [
    [Object.assign(new Error("Unable to connect."), { code: "ConnectionRefused" }), /refused the connection/, "none"],
    [Object.assign(new Error("unknown certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }), /certificate/, "none"],
    [deno("tcp connect error: Connection refused (os error 111)"), /refused the connection/, "none"],
    [deno("dns error: failed to lookup address information: Name or service not known"), /was not found/, "none"],
    [deno("invalid peer certificate: UnknownIssuer"), /certificate/, "none"],
    [deno("tcp connect error: deadline has elapsed"), /could not be reached/, "none"],
    // These can come after the request was sent.
    [new TypeError("Failed to fetch"), /connection broke/, "possible"],
    [Object.assign(new Error("reset"), { code: "ECONNRESET" }), /connection broke/, "possible"],
    [Object.assign(new Error("alert"), { code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" }), /connection broke/, "possible"],
    [new TypeError("(refused): no", { cause: "(refused):" }), /connection broke/, "possible"],
  ]) {
    reason = given;
    const error = await failure(() => users.deleteUser("g"));
    assert.deepStrictEqual([error.code, error.effect], ["connection", effect], error.message);
    assert.match(error.message, words);
    assert.equal(error.cause, given);
  }
});

test("a base URL with an empty query or fragment, or below `localhost`, is refused at once", () => {
  for (const baseUrl of ["https://example.com/?", "https://example.com/#", "https://example.com?#", "http://a.localhost/"]) {
    assert.throws(() => new BitsightUsers({ token: "a-token", baseUrl }), InvalidConfigurationError, baseUrl);
  }
});
