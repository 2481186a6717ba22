// Answers without a body, and with one where none belongs.
import assert from "node:assert/strict";

import { createdUser, newUser } from "../support/documented.mjs";
import { account, example, failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

const GUID = "00000000-0000-4000-8000-000000000001";

const operations = async (mock) => (await mock.requests()).map((request) => request.operation);

group("answers", {
  async an_edit_without_a_body_is_a_success(t) {
    const mock = await example(t);
    await mock.inject({ kind: "empty_body", operation: "edit_user" });
    const { data, response } = await mock.client.editUser(GUID, { friendly_name: "Emma" }).withResponse();
    assert.deepStrictEqual([data, response.status, response.text], [undefined, 200, undefined]);
    assert.equal((await mock.users())[0].friendly_name, "Emma");
    assert.deepStrictEqual(await operations(mock), ["edit_user"]);
  },

  async a_creation_without_a_body_is_looked_up(t) {
    const mock = await account(t);
    await mock.inject({ kind: "empty_body", operation: "create_user" });
    const { data, response } = await mock.client.createUser(newUser()).withResponse();
    assert.deepStrictEqual([response.status, response.attempts], [201, 2]);
    // Found in a list, so with what lists show.
    assert.deepStrictEqual(data, (await mock.users())[0]);
    assert.deepStrictEqual(await mock.sent(), [
      "POST /ratings/v2/users",
      "GET /ratings/v2/users?email=arnold%40actorsfilms.us",
    ]);
  },

  async a_creation_with_200_is_a_success(t) {
    const success = { kind: "status", status: 200, when: "after", operation: "create_user" };
    let mock = await account(t);
    await mock.inject({ ...success, body: createdUser() });
    const { data, response } = await mock.client.createUser(newUser()).withResponse();
    assert.deepStrictEqual([data, response.status, response.attempts], [createdUser(), 200, 1]);

    mock = await account(t);
    await mock.inject(success);
    const again = await mock.client.createUser(newUser()).withResponse();
    assert.deepStrictEqual([again.data.email, again.response.attempts], ["arnold@actorsfilms.us", 2]);
  },

  async a_creation_that_cannot_be_read_back_says_that_the_user_exists(t) {
    const mock = await account(t);
    await mock.inject([
      { kind: "empty_body", operation: "create_user" },
      { kind: "status", status: 403, body: { detail: "no" }, operation: "list_users", times: null },
    ]);
    const error = await failure(() => mock.client.createUser(newUser()));
    assert.deepStrictEqual([error.code, error.effect], ["created_but_unreadable", "possible"]);
    assert.deepStrictEqual([error.operation, error.status], ["create_user", 201]);
    assert.match(error.message, /reported that the user was created/);
    assert.equal((await operations(mock)).filter((operation) => operation === "create_user").length, 1);
    assert.equal((await mock.users()).length, 1);
  },

  async a_creation_that_is_not_found_again_says_that_the_user_exists(t) {
    const mock = await account(t);
    // The service reports it, and its list doesn't contain it.
    await mock.inject({ kind: "status", status: 201, operation: "create_user" });
    const error = await failure(() => mock.client.createUser(newUser(), { settleTime: 10 }));
    assert.deepStrictEqual([error.code, error.effect], ["created_but_unreadable", "possible"]);
    assert.deepStrictEqual([...new Set(await operations(mock))], ["create_user", "list_users"]);
  },

  async a_success_that_is_not_the_documented_one_is_an_error(t) {
    const mock = await example(t);
    for (const answer of [
      { status: 200, body: "<!doctype html><title>Log in</title>" },
      { status: 200, body: { any: "thing" } },
      { status: 202 },
    ]) {
      for (const [operation, call] of Object.entries({
        require_mfa: () => mock.client.requireMfa(GUID),
        reset_mfa: () => mock.client.resetMfa(GUID),
        resend_activation_email: () => mock.client.resendActivationEmail(GUID),
        delete_user: () => mock.client.deleteUser(GUID),
      })) {
        await mock.inject({ kind: "status", ...answer, operation });
        const error = await failure(call);
        assert.deepStrictEqual([error.code, error.effect, error.attempts], ["decode", "possible", 1], operation);
      }
    }
  },
});
