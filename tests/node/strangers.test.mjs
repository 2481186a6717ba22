// Services that differ from what is documented: lists that hide, lag or end too early, writes under way,
// answers of success that aren't the documented one. In Rust: tests/tests/resilience/strangers_*.rs.
// Here the clock is the real one, so that all times are small.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { account, collect, failure, numberedSeed } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { TOKEN } from "../support/mock.mjs";

const EMAIL = "lost@example.com";

/** How long a user must have been absent here before that is believed. */
const SETTLE_MS = 800;

/** When late writes take effect, and late users show: well within the settle time. */
const LATE_MS = 250;

/** The ways in which a create can lose its answer. */
const LOSSES = [
  { kind: "reset" },
  { kind: "garbage" },
  { kind: "html524" },
  ...[500, 502, 503, 504].map((status) => ({ kind: "status", status })),
];

const LOGIN_PAGE = { kind: "status", status: 200, headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" };

/** A service that allows two users with one email, so that a second create shows as a second user. */
async function stranger(t, { users = 3, options = {}, client = {} } = {}) {
  const mock = await account(t, numberedSeed(users));
  await mock.options({ unique_emails: false, ...options });
  const settings = { token: TOKEN, baseUrl: mock.url, settleTime: SETTLE_MS, ...client };
  const sent = async (operation) => (await mock.requests()).filter((request) => request.operation === operation).length;
  return {
    mock,
    client: new BitsightUsers(settings),
    /** Creates the user while `fault` strikes the first create. */
    async create(fault, fields = {}) {
      await mock.inject({ operation: "create_user", ...fault });
      const creating = this.client.createUser(newUser({ email: EMAIL, ...fields })).withResponse();
      const [outcome] = await Promise.allSettled([creating]);
      // Writes that are still under way count as well.
      while ((await mock.requests()).some(({ pending }) => pending)) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const created = (await mock.users()).filter(({ email }) => email === EMAIL).length;
      return { outcome, created, creates: await sent("create_user") };
    },
  };
}

/** The user was found after the first create, and there is no other. */
function found(what, { outcome, created, creates }) {
  assert.equal(outcome.status, "fulfilled", `${what}: ${outcome.reason?.stack}`);
  assert.equal(outcome.value.response.recovered, true, what);
  assert.deepStrictEqual([created, creates], [1, 1], what);
}

/** The call says that the create may have taken effect, and sent no second one. */
function inDoubt(what, { outcome, creates }) {
  assert.equal(outcome.status, "rejected", what);
  assert.deepStrictEqual([outcome.reason.effect, creates], ["possible", 1], `${what}: ${outcome.reason.stack}`);
}

/** Runs an act for each value at the same time: most of each is waiting. */
const forEach = (values, act) => Promise.all(values.map(act));

test("a user whom lists hide by default is found", async (t) => {
  const flags = [{ is_available_for_contact: true }, { is_company_api_token: true }, {}];
  await forEach(flags, async (fields) => {
    const service = await stranger(t, { options: { hide_by_default: true } });
    found(JSON.stringify(fields), await service.create({ kind: "reset", when: "after" }, fields));
  });
});

test("a user who shows in lists late is found", async (t) => {
  await forEach(LOSSES, async (fault) => {
    const service = await stranger(t, { options: { list_lag_ms: LATE_MS } });
    found(JSON.stringify(fault), await service.create({ ...fault, when: "after" }));
  });
});

test("a user behind others is found", async (t) => {
  await forEach([null, 7], async (page_cap) => {
    const service = await stranger(t, { users: 150, options: { ignored_parameters: ["email"], page_cap } });
    found(String(page_cap), await service.create({ kind: "reset", when: "after" }));
  });
});

test("a create that is applied late is not sent again", async (t) => {
  await forEach([...LOSSES, LOGIN_PAGE, { kind: "status", status: 202 }], async (fault) => {
    const service = await stranger(t);
    found(JSON.stringify(fault), await service.create({ ...fault, apply_after_ms: LATE_MS, times: null }));
  });
});

test("a create that is applied after the time-out is not sent again", async (t) => {
  const service = await stranger(t, { client: { timeout: 300 } });
  found("silence", await service.create({ kind: "silence", apply_after_ms: 300 + LATE_MS, times: null }));
});

test("an informational answer that nobody asked for makes no second user", async (t) => {
  await forEach([100, 102, 103], async (status) => {
    const service = await stranger(t);
    const { outcome, created, creates } = await service.create({ kind: "interim", status });
    assert.equal(outcome.status, "fulfilled", `${status}: ${outcome.reason?.stack}`);
    assert.deepStrictEqual([created, creates], [1, 1], String(status));
  });
});

test("a list that isn't complete proves no absence", async (t) => {
  const pages = {
    "count 1, no results": {
      kind: "patch",
      operations: [{ op: "replace", path: "/count", value: 1 }, { op: "replace", path: "/results", value: [] }],
    },
    "a login page": LOGIN_PAGE,
    "an empty object": { kind: "status", status: 200, body: {} },
  };
  await forEach(Object.entries(pages), async ([what, page]) => {
    const service = await stranger(t);
    await service.mock.inject({ ...page, operation: "list_users", times: null });
    inDoubt(what, await service.create({ kind: "reset" }));
  });
  const service = await stranger(t, { users: 150, options: { ignored_parameters: ["email"] } });
  inDoubt("other users in the search", await service.create({ kind: "reset" }));
});

test("a second create waits for the settle time and for a last look-up", async (t) => {
  const service = await stranger(t);
  const start = performance.now();
  const { outcome, created, creates } = await service.create({ kind: "html524" });
  assert.equal(outcome.status, "fulfilled", outcome.reason?.stack);
  assert.ok(performance.now() - start >= SETTLE_MS);
  assert.deepStrictEqual([created, creates], [1, 2]);
  const order = (await service.mock.requests()).map(({ operation }) => operation);
  assert.deepStrictEqual(order.slice(-2), ["list_users", "create_user"], String(order));
});

test("without a settle time a create is never sent again", async (t) => {
  const service = await stranger(t, { client: { settleTime: 0 } });
  inDoubt("never again", await service.create({ kind: "reset" }));
});

test("a second create that is refused as taken leads to a look-up", async (t) => {
  await forEach([400, 403, 404, 409, 422], async (taken_status) => {
    const options = { unique_emails: true, taken_status, taken_detail: "This email is already taken." };
    const service = await stranger(t, { options });
    await service.mock.inject({ kind: "reset", operation: "create_user" });
    const { outcome, created } = await service.create({ kind: "duplicate", second_answer: true });
    assert.equal(outcome.status, "fulfilled", `${taken_status}: ${outcome.reason?.stack}`);
    assert.equal(outcome.value.response.recovered, true);
    assert.equal(created, 1);
  });
});

test("a trimmed name is no other user", async (t) => {
  const service = await stranger(t, { options: { trim_names: true } });
  found("trimmed", await service.create({ kind: "reset", when: "after" }, { formal_name: " Arnold Brown " }));
});

test("a write without its documented answer may not have happened", async (t) => {
  const writes = {
    edit_user: (users, guid) => users.editUser(guid, { friendly_name: "After" }),
    delete_user: (users, guid) => users.deleteUser(guid),
    require_mfa: (users, guid) => users.requireMfa(guid),
    reset_mfa: (users, guid) => users.resetMfa(guid),
    resend_activation_email: (users, guid) => users.resendActivationEmail(guid),
  };
  const answers = [LOGIN_PAGE, { kind: "status", status: 202 }, { kind: "flood", bytes: 10_000, fill: "\0" }];
  const { mock, client } = await stranger(t, { users: 3 });
  const [{ guid }] = await mock.users();
  const before = await mock.users();
  for (const [operation, write] of Object.entries(writes)) {
    for (const answer of answers) {
      await mock.inject({ ...answer, operation });
      const error = await failure(() => write(client, guid));
      assert.equal(error.effect, "possible", `${operation}, ${JSON.stringify(answer)}: ${error.stack}`);
    }
  }
  assert.deepStrictEqual(await mock.users(), before);
});

test("a create without its documented answer is no success", async (t) => {
  const answers = [LOGIN_PAGE, { kind: "status", status: 202 }, { kind: "status", status: 200, body: {} }];
  await forEach(answers, async (answer) => {
    const service = await stranger(t);
    const { outcome, created } = await service.create({ ...answer, times: null });
    assert.equal(outcome.status, "rejected", JSON.stringify(answer));
    assert.deepStrictEqual([outcome.reason.effect, created], ["possible", 0], outcome.reason.stack);
  });
});

test("a first page that comes for ever is an error", async (t) => {
  const { client } = await stranger(t, { users: 250, options: { repeat_first_page: true } });
  const error = await failure(() => collect(client.listUsers({ limit: 100 })));
  assert.equal(error.operation, "list_users");
  assert.match(error.url, /\/v2\/users$/);
});
