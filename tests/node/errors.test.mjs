// Errors as JavaScript sees them: a class for each code, everything that an error carries, and a stack
// that leads to the caller.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import * as library from "bitsight-users";

import { account, failure, numberedSeed } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";

const { BitsightError, BitsightUsers } = library;
const CAP = 64 * 1024;

const STATUSES = [
  [302, "unexpected_status", "UnexpectedStatusError", "possible"],
  [400, "validation", "ValidationError", "none"],
  [401, "authentication", "AuthenticationError", "none"],
  [402, "request_failed", "RequestFailedError", "none"],
  [403, "permission", "PermissionError", "none"],
  [404, "not_found", "NotFoundError", "none"],
  [405, "unexpected_status", "UnexpectedStatusError", "none"],
  [409, "conflict", "ConflictError", "none"],
  [422, "validation", "ValidationError", "none"],
  [429, "rate_limited", "RateLimitedError", "none"],
  [500, "server", "ServerError", "possible"],
  [524, "server", "ServerError", "possible"],
];

for (const [status, code, name, effect] of STATUSES) {
  test(`a ${status} is a ${name}`, async (t) => {
    const { url, requests, inject } = await account(t);
    const users = new BitsightUsers({ token: "mock-token", baseUrl: url, maxRetries: 0 });
    const body = { title: "No", detail: "no, because" };
    await inject({ kind: "status", status, body, headers: { "retry-after": "7" } });
    const error = await failure(() => users.resendActivationEmail("guid"));
    assert.ok(error instanceof library[name], `${error.name} is no ${name}`);
    assert.ok(error instanceof BitsightError && error instanceof Error);
    const [request] = await requests();
    const { operation, method, attempts, requestId, retryAfter, title, detail } = error;
    assert.deepStrictEqual(
      { code: error.code, name: error.name, status: error.status, effect: error.effect, body: JSON.parse(error.body) },
      { code, name, status, effect, body },
    );
    assert.deepStrictEqual(
      { operation, method, url: error.url, attempts, requestId, retryAfter, title, detail },
      {
        operation: "resend_activation_email",
        method: "POST",
        url: `${url}/v2/users/{user_guid}/resend-activation-email`,
        attempts: 1,
        requestId: request.id,
        retryAfter: 7,
        ...body,
      },
    );
    assert.equal(error.headers["content-type"], "application/json");
    assert.equal(error.mayHaveTakenEffect, effect !== "none");
    assert.match(error.message, /No: no, because/);
  });
}

test("bodies that are not what they should be leave the status", async (t) => {
  const answers = [
    [403, "", undefined, "permission"],
    [403, "<!DOCTYPE html>", undefined, "permission"],
    [403, "x".repeat(5 * CAP), undefined, "permission"],
    [403, "[".repeat(100_000), undefined, "permission"],
    [403, Buffer.from([0xff, 0xfe, 0x80]), undefined, "permission"],
    [403, '{"detail":5}', undefined, "permission"],
    [403, '{"detail":', 1000, "permission"],
    [524, "<html>524</html>", undefined, "server"],
    [200, "<html>", undefined, "decode"],
    [200, "", undefined, "decode"],
    [200, "[]", undefined, "decode"],
    [200, "null", undefined, "decode"],
    [200, Buffer.from([0xff, 0xfe, 0x80]), undefined, "decode"],
    [200, '{"active', 1000, "connection"],
  ];
  let answer;
  const url = await serve(t, (_, response) => {
    const [status, body, length = Buffer.byteLength(body)] = answer;
    response.writeHead(status, { "content-length": length }).write(body, () => response.destroy());
  });
  const users = new BitsightUsers({ token: "a-token", baseUrl: url, maxRetries: 0 });
  for (answer of answers) {
    const [status, body, , code] = answer;
    const error = await failure(() => users.getUserQuota());
    const what = `${status} ${String(body).slice(0, 20)}: ${error.message}`;
    assert.deepStrictEqual([error.status, error.code], [status, code], what);
    assert.equal(error.detail, undefined, what);
    assert.ok((error.body?.length ?? 0) <= CAP, what);
    // The part of the body that arrived before the connection broke is in the error.
    if (status === 403) assert.equal(error.body !== undefined, body.length > 0, what);
  }
});

test("an answer without end is read no further than the cap", async (t) => {
  let written = 0;
  let closed = false;
  const url = await serve(t, (_, response) => {
    response.writeHead(403);
    const more = () => {
      while (!closed && response.write("spam".repeat(4096))) written += 1;
    };
    response.on("drain", more).on("close", () => (closed = true));
    more();
  });
  const users = new BitsightUsers({ token: "a-token", baseUrl: url, maxRetries: 0, totalTimeout: 20_000 });
  const error = await failure(() => users.getUserQuota());
  assert.deepStrictEqual([error.code, error.body.length], ["permission", CAP]);
});

test("what fetch rejected with is the cause", async () => {
  const reason = new TypeError("no network today");
  const users = new BitsightUsers({ token: "a-token", fetch: () => Promise.reject(reason), maxRetries: 0 });
  const error = await failure(() => users.getUserQuota());
  assert.equal(error.code, "connection");
  assert.equal(error.cause, reason);
  // A port that was free a moment ago. (Port 1 is one that fetch itself refuses.)
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const refused = new BitsightUsers({ token: "a-token", baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 });
  const { cause } = await failure(() => refused.getUserQuota());
  assert.equal(cause.cause.code, "ECONNREFUSED");
});

test("a conflict found by a look-up carries the user", async (t) => {
  const { client, inject, users } = await account(t, numberedSeed(1));
  await inject({ kind: "reset", operation: "create_user" });
  const error = await failure(() => client.createUser(newUser({ email: "user1@example.com" })));
  assert.ok(error instanceof library.ConflictError);
  const [user] = await users();
  assert.equal(error.existingUser.guid, user.guid);
  assert.equal(error.effect, "possible");
});

test("stacks lead to whoever awaits the call", async (t) => {
  const { client, inject } = await account(t);
  await inject({ kind: "status", status: 403 });
  async function thisCaller(act) {
    return await act();
  }
  const acts = {
    refused: () => client.getUserQuota(),
    invalid: () => client.getUser(""),
    options: () => client.getUser("guid", { timeout: "soon" }),
    missing: () => client.getUser("nobody"),
    details: () => client.getUser("nobody").withResponse(),
    all: async () => Promise.all([client.getUser("nobody")]),
    list: () => client.listUsers({ limit: 0 }),
    read: () => client.listUsers({ limit: 0 }).pages().next(),
  };
  for (const [what, act] of Object.entries(acts)) {
    const error = await failure(() => thisCaller(act));
    assert.match(error.stack, /thisCaller/, what);
    assert.match(error.stack, /errors\.test\.mjs/, what);
    assert.ok(error.stack.startsWith(`${error.name}: ${error.message}\n`), error.stack);
    assert.doesNotMatch(error.stack, /wasm:\/\/|#call|#run|errorOf/, what);
  }
});

test("every error class is exported, and says its code in its type and its value", () => {
  const classes = Object.entries(library).filter(([name]) => name.endsWith("Error") && name !== "BitsightError");
  assert.equal(classes.length, 19);
  for (const [name, Class] of classes) {
    assert.ok(Class.prototype instanceof BitsightError, name);
    assert.equal(Class.name, name);
  }
});

/** A server of a test's own; its URL. */
async function serve(t, answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${server.address().port}`;
}
