// Hooks and the logger: the events that they receive, at which levels, and that their failures don't end a call.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { account } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { TOKEN } from "../support/mock.mjs";

/** A client of a mock that fails once, and everything that hooks are told. */
async function told(t, options = {}) {
  const mock = await account(t);
  const events = [];
  const hook = (event) => events.push(event);
  const hooks = { onRequest: hook, onResponse: hook, onRetry: hook };
  const users = new BitsightUsers({ token: TOKEN, baseUrl: mock.url, ...hooks, ...options });
  return { mock, users, events };
}

test("hooks are told of every request, answer and retry, in order", async (t) => {
  const { mock, users, events } = await told(t);
  await mock.inject({ kind: "rate_limited", retry_after: 0 });
  await users.getUserQuota();
  const [first, second] = await mock.requests();
  const operation = "get_user_quota";
  const durations = events.filter(({ type }) => type === "response").map(({ durationMs }) => durationMs);
  assert.ok(durations.every((duration) => duration >= 0 && duration < 60_000), String(durations));
  const expected = [
    { type: "request", operation, method: "GET", path: "/v1/users/quota", attempt: 1 },
    { type: "response", operation, attempt: 1, status: 429, requestId: first.id, code: "rate_limited" },
    { type: "retry", operation, attempts: 1, code: "rate_limited", status: 429, delayMs: 0 },
    { type: "request", operation, method: "GET", path: "/v1/users/quota", attempt: 2 },
    { type: "response", operation, attempt: 2, status: 200, requestId: second.id },
  ];
  assert.deepStrictEqual(events.map(({ durationMs: _, ...event }) => event), expected);
});

test("a look-up after a lost answer is told to onRetry", async (t) => {
  const { mock, users, events } = await told(t);
  await mock.inject({ kind: "reset", when: "after", operation: "create_user" });
  await users.createUser(newUser());
  assert.deepStrictEqual(
    events.map(({ type, operation }) => `${type} ${operation}`),
    ["request create_user", "response create_user", "lookUp create_user", "request list_users", "response list_users"],
  );
});

test("each level logs what it says, and those below", async (t) => {
  const expected = {
    off: [],
    error: [],
    warn: ["warn: rate_limited", "warn: retry"],
    info: ["warn: rate_limited", "warn: retry", "info: success"],
    debug: ["debug: request", "warn: rate_limited", "warn: retry", "debug: request", "info: success"],
  };
  for (const [logLevel, lines] of Object.entries(expected)) {
    const logged = [];
    const log = (level) => (message, event) => {
      assert.match(message, /^bitsight-users: get_user_quota: /);
      assert.equal(event.operation, "get_user_quota");
      logged.push(`${level}: ${message.split(": ")[2]}`);
    };
    const logger = Object.fromEntries(["error", "warn", "info", "debug"].map((level) => [level, log(level)]));
    const { mock, users } = await told(t, { logger, logLevel });
    await mock.inject({ kind: "rate_limited", retry_after: 0 });
    await users.getUserQuota();
    assert.deepStrictEqual(logged, lines, logLevel);
  }
});

test("the console is the logger unless there is another, and nothing is logged unless asked", async (t) => {
  const logged = [];
  t.mock.method(console, "info", (message) => logged.push(message));
  await (await told(t)).users.getUserQuota();
  assert.deepStrictEqual(logged, []);
  await (await told(t, { logLevel: "info" })).users.getUserQuota();
  assert.deepStrictEqual(logged, ["bitsight-users: get_user_quota: success"]);
});

test("hooks that throw, or call the client, end no call", async (t) => {
  const throwing = () => {
    throw new Error("a hook's own affair");
  };
  const { mock, users } = await told(t, { onRequest: throwing, onResponse: throwing, onRetry: throwing });
  await mock.inject({ kind: "rate_limited", retry_after: 0 });
  assert.equal((await users.getUserQuota()).total_user_count, 0);

  const nested = [];
  const calling = await told(t, {
    onRequest: ({ operation }) => {
      if (operation === "get_user_quota") nested.push(calling.users.listAccessGroups());
    },
  });
  await calling.users.getUserQuota();
  assert.equal((await nested[0]).groups.length, 1);
});

test("neither events nor logs hold a token, an email, a name or a guid", async (t) => {
  const logged = [];
  const log = (...args) => logged.push(args);
  const logger = { error: log, warn: log, info: log, debug: log };
  const { users, events, mock } = await told(t, { logger, logLevel: "debug" });
  await mock.inject({ kind: "reset", when: "after", operation: "create_user" });
  const user = newUser({ email: "personal@example.com", formal_name: "Personal Name" });
  const { guid } = await users.createUser(user);
  await users.createUser(user).catch(() => {});
  await users.getUser(guid);
  const all = JSON.stringify([events, logged]).toLowerCase();
  assert.ok(all.includes("create_user"));
  for (const secret of [TOKEN, "personal", guid, "basic "]) assert.ok(!all.includes(secret), `${secret} is in ${all}`);
});
