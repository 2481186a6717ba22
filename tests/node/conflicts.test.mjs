// A create whose email is taken says whose it is.
import assert from "node:assert/strict";

import { account, failure } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { group } from "../support/scenarios.mjs";

/** An account with the user. */
async function taken(t) {
  const mock = await account(t);
  await mock.client.createUser(newUser());
  return mock;
}

group("conflicts", {
  async a_taken_email_is_looked_up_by_one_request(t) {
    const mock = await taken(t);
    const error = await failure(() => mock.client.createUser({ ...newUser(), friendly_name: "Another" }));
    assert.deepStrictEqual([error.code, error.effect, error.status, error.attempts], ["conflict", "none", 409, 2]);
    assert.equal(error.existingUser.friendly_name, "Arnold");
    assert.match(error.message, /the user with this email has the status Created/);
    assert.ok(!error.message.includes(error.existingUser.guid) && !error.message.includes(error.existingUser.email));
    const sent = await mock.sent();
    assert.equal(sent.at(-1), "GET /ratings/v2/users?email=arnold%40actorsfilms.us&limit=100");
    assert.equal(sent.length, 3);
  },

  async the_look_up_of_a_taken_email_can_be_switched_off(t) {
    const mock = await taken(t);
    const error = await failure(() => mock.client.createUser(newUser(), { lookUpConflicts: false }));
    assert.deepStrictEqual([error.code, error.attempts, error.existingUser], ["conflict", 1, undefined]);
    assert.equal((await mock.sent()).length, 2);
  },

  async a_conflict_stays_one_if_the_look_up_fails(t) {
    const mock = await taken(t);
    await mock.inject({ kind: "status", status: 503, operation: "list_users" });
    const error = await failure(() => mock.client.createUser(newUser()));
    assert.deepStrictEqual([error.code, error.status, error.effect, error.attempts], ["conflict", 409, "none", 2]);
    assert.equal(error.existingUser, undefined);
    assert.equal((await mock.sent()).length, 3);
  },
});
