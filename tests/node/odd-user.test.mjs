// A user with unknown fields and values: read without an error, and complete.
import assert from "node:assert/strict";

import { account, collect, read, readText } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

const GUID = "james123-4567-8900-0098-7654321james";
const odd = () => read("tests/odd-user.json");

/** In the order of keys as well, which deepStrictEqual doesn't look at. */
function isAsSent(user, sent) {
  assert.deepStrictEqual(user, sent);
  assert.equal(JSON.stringify(user), JSON.stringify(sent));
}

group("odd_user", {
  async a_user_that_nobody_foresaw_is_read(t) {
    const mock = await account(t, { users: [odd()] });
    const { landing_page, preferred_contact_for_entities, mfa_status, ...sent } = (await mock.users())[0];
    assert.ok(landing_page && preferred_contact_for_entities && mfa_status, "fields that only lists show");
    isAsSent(await mock.client.getUser(GUID), sent);

    // The text is exact: white space, and a number that JavaScript can't represent.
    const text = readText("tests/odd-user.json");
    await mock.inject({ kind: "status", status: 200, body: text });
    const { data, response } = await mock.client.getUser(GUID).withResponse();
    assert.equal(response.text, text);
    assert.match(response.text, /"large": 18446744073709551615/);
    isAsSent(data, JSON.parse(text));
  },

  async a_user_that_nobody_foresaw_is_read_in_a_list(t) {
    const mock = await account(t, { users: [odd()] });
    const [sent] = await mock.users();
    for (const [name, value] of Object.entries(odd())) assert.deepStrictEqual(sent[name], value);
    isAsSent((await mock.client.listUsers()).results[0], sent);
    isAsSent((await collect(mock.client.listUsers()))[0], sent);
  },

  async a_user_that_nobody_foresaw_is_found_by_a_look_up(t) {
    const mock = await account(t, { users: [odd()] });
    // The service reports that the user was created, and the account has that user.
    await mock.inject({ kind: "status", status: 201, operation: "create_user" });
    const user = await mock.client.createUser({
      friendly_name: "James",
      formal_name: "James \u202eO'Odd",
      email: "JAMES@example.com",
      roles: [{ slug: "vrm_admin" }],
    });
    isAsSent(user, (await mock.users())[0]);
  },
});
