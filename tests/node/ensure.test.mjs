// Making sure that a user exists, without creating one twice.
import assert from "node:assert/strict";
import { BitsightUsers, ConflictError } from "bitsight-users";

import { account, failure } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { TOKEN } from "../support/mock.mjs";
import { group } from "../support/scenarios.mjs";

/** A mock that allows two users with one email, so that a second create would not go unnoticed. */
async function lenient(t) {
  const mock = await account(t);
  await mock.options({ unique_emails: false });
  return mock;
}

/** Another client of the mock, which knows of no create. */
const another = (mock) => new BitsightUsers({ token: TOKEN, baseUrl: mock.url });

/** How many creates were sent, and how many users there are. */
async function figures(mock) {
  const creates = (await mock.sent()).filter((target) => target.startsWith("POST"));
  return [creates.length, (await mock.users()).length];
}

group("ensure", {
  async a_missing_user_is_created(t) {
    const mock = await account(t);
    const { data, response } = await mock.client.ensureUser(newUser()).withResponse();
    assert.deepStrictEqual(Object.keys(data), ["user", "created"]);
    assert.deepStrictEqual([data.created, data.user.email], [true, "arnold@actorsfilms.us"]);
    assert.deepStrictEqual([response.status, response.attempts], [201, 5]);
    assert.deepStrictEqual(JSON.parse(response.text), data.user);
    assert.deepStrictEqual(await figures(mock), [1, 1]);
  },

  async a_user_who_is_as_asked_is_returned(t) {
    const mock = await account(t);
    const existing = await mock.client.createUser(newUser());
    await mock.forget();
    const asked = newUser({ email: "Arnold@actorsfilms.us", formal_name: "Arnold  Brown" });
    const { data, response } = await another(mock).ensureUser(asked).withResponse();
    assert.deepStrictEqual([data.created, data.user.guid], [false, existing.guid]);
    assert.deepStrictEqual([response.status, response.attempts], [200, 1]);
    assert.deepStrictEqual(await figures(mock), [0, 1]);
  },

  async a_user_who_differs_is_left_alone(t) {
    const mock = await account(t);
    await mock.client.createUser(newUser());
    const before = await mock.users();
    const asked = newUser({ formal_name: "Arnold Green", roles: [{ slug: "customer_admin" }], is_available_for_contact: true });
    const error = await failure(() => another(mock).ensureUser(asked));
    assert.ok(error instanceof ConflictError);
    assert.deepStrictEqual([error.code, error.effect], ["conflict", "none"]);
    assert.deepStrictEqual([...error.differences].sort(), ["formal_name", "is_available_for_contact", "roles"]);
    assert.equal(error.existingUser.formal_name, "Arnold Brown");
    assert.match(error.message, /differs from the request in .*roles.*; nothing was changed/);
    assert.deepStrictEqual(await mock.users(), before);
    assert.deepStrictEqual(await figures(mock), [1, 1]);
  },

  async several_users_with_the_email_are_listed_if_none_is_as_asked(t) {
    const mock = await lenient(t);
    for (const formal_name of ["Arnold Green", "Arnold Black"]) await mock.client.createUser(newUser({ formal_name }));
    const error = await failure(() => mock.client.ensureUser(newUser()));
    assert.deepStrictEqual([error.code, error.effect, error.matches.length], ["ambiguous", "none", 2]);
    // One who is as asked is enough.
    assert.equal((await mock.client.ensureUser(newUser({ formal_name: "Arnold Black" }))).created, false);
    assert.deepStrictEqual(await figures(mock), [2, 2]);
  },

  async an_invalid_user_is_refused_before_it_is_looked_up(t) {
    const mock = await account(t);
    const error = await failure(() => mock.client.ensureUser(newUser({ email: "arnold" })));
    assert.deepStrictEqual([error.code, error.field], ["invalid_argument", "email"]);
    assert.deepStrictEqual(await mock.sent(), []);
  },

  async a_user_is_not_created_while_lists_are_incomplete(t) {
    const mock = await account(t);
    await mock.options({ count_error: 1 });
    const error = await failure(() => mock.client.ensureUser(newUser()));
    assert.deepStrictEqual([error.code, error.effect], ["decode", "none"]);
    assert.deepStrictEqual(await figures(mock), [0, 0]);
  },

  async several_calls_at_once_create_one_user(t) {
    const mock = await lenient(t);
    // Longer than the test: no list ever shows the user.
    await mock.options({ list_lag_ms: 60_000 });
    const ensured = await Promise.all(Array.from({ length: 5 }, () => mock.client.ensureUser(newUser())));
    assert.deepStrictEqual(ensured.map(({ created }) => created).sort(), [false, false, false, false, true]);
    assert.equal(new Set(ensured.map(({ user }) => user.guid)).size, 1);
    // Nor does a later call, as long as lists may lag.
    assert.equal((await mock.client.ensureUser(newUser())).created, false);
    // Only lists show the landing page.
    assert.equal((await mock.client.ensureUser(newUser({ landing_page: "DEFAULT" }))).created, false);
    const error = await failure(() => mock.client.ensureUser(newUser({ friendly_name: "A" })));
    assert.deepStrictEqual(error.differences, ["friendly_name"]);
    assert.deepStrictEqual(await figures(mock), [1, 1]);
  },

  async a_lost_answer_creates_one_user(t) {
    const mock = await lenient(t);
    await mock.inject({ kind: "reset", when: "after", operation: "create_user" });
    const { data, response } = await mock.client.ensureUser(newUser()).withResponse();
    assert.deepStrictEqual([data.created, response.recovered], [true, true]);
    assert.equal((await mock.client.ensureUser(newUser())).created, false);
    assert.deepStrictEqual(await figures(mock), [1, 1]);
  },

  async a_create_of_unknown_outcome_is_waited_for(t) {
    const mock = await lenient(t);
    await mock.inject({ kind: "status", status: 503, operation: "create_user", apply_after_ms: 400 });
    const options = { settleTime: 800 };
    const hurried = { ...options, totalTimeout: 200 };
    assert.equal((await failure(() => mock.client.ensureUser(newUser(), hurried))).effect, "possible");
    // Without the time to wait, nothing is sent.
    const sent = (await mock.sent()).length;
    const error = await failure(() => mock.client.ensureUser(newUser(), hurried));
    assert.deepStrictEqual([error.code, error.effect], ["timeout", "possible"]);
    assert.match(error.message, /an earlier create of this user/);
    assert.equal((await mock.sent()).length, sent);
    assert.equal((await mock.client.ensureUser(newUser(), options)).created, false);
    assert.deepStrictEqual(await figures(mock), [1, 1]);
  },

  async a_create_whose_call_was_cancelled_is_waited_for(t) {
    const mock = await lenient(t);
    // It takes effect after the call was cancelled, and later than the settle time after its beginning.
    await mock.inject({ kind: "silence", operation: "create_user", apply_after_ms: 1500 });
    const options = { settleTime: 800 };
    const cancelled = mock.client.ensureUser(newUser(), { ...options, signal: AbortSignal.timeout(1200) });
    await assert.rejects(Promise.resolve(cancelled), { name: "TimeoutError" });
    assert.equal((await mock.client.ensureUser(newUser(), options)).created, false);
    assert.deepStrictEqual(await figures(mock), [1, 1]);
  },

  async a_create_that_was_refused_is_not_waited_for(t) {
    const mock = await account(t);
    await mock.inject({ kind: "status", status: 422, operation: "create_user", body: { detail: "no" } });
    // A call that waited for the settle time would take all of its time.
    const options = { settleTime: 60_000, totalTimeout: 30_000 };
    const error = await failure(() => mock.client.ensureUser(newUser(), options));
    assert.deepStrictEqual([error.code, error.effect], ["validation", "none"]);
    assert.equal((await mock.client.ensureUser(newUser(), options)).created, true);
  },

  async a_user_whom_somebody_else_creates_meanwhile_is_found(t) {
    const mock = await account(t);
    await mock.client.createUser(newUser());
    const body = JSON.stringify({ links: { next: null, previous: null }, count: 0, results: [] });
    const inject = async () => {
      for (let list = 0; list < 4; list += 1) {
        await mock.inject({ kind: "status", status: 200, body, operation: "list_users" });
      }
    };
    await inject();
    assert.equal((await another(mock).ensureUser(newUser())).created, false);
    await inject();
    const error = await failure(() => another(mock).ensureUser(newUser({ friendly_name: "A" })));
    assert.deepStrictEqual([error.code, error.effect, error.differences], ["conflict", "none", ["friendly_name"]]);
    assert.equal((await mock.users()).length, 1);
  },

  async a_user_who_was_deleted_is_created_again(t) {
    const mock = await lenient(t);
    const { user } = await mock.client.ensureUser(newUser());
    await mock.client.deleteUser(user.guid);
    assert.equal((await mock.client.ensureUser(newUser())).created, true);
    assert.deepStrictEqual(await figures(mock), [2, 1]);
  },

  async differences_are_named_in_every_conflict(t) {
    const mock = await account(t);
    await mock.client.createUser(newUser({ formal_name: "Arnold Green" }));
    const error = await failure(() => mock.client.createUser(newUser()));
    assert.deepStrictEqual([error.code, error.status, error.differences], ["conflict", 409, ["formal_name"]]);
  },
});
