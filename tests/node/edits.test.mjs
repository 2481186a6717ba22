// An edit sends the bytes of the fields that were set, and no others.
import assert from "node:assert/strict";

import { example, failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

const GUID = "00000000-0000-4000-8000-000000000001";

/** The body that an edit sends. Whether the service likes it is not what is looked at. */
async function sent(t, changes) {
  const mock = await example(t);
  await mock.inject({ kind: "status", status: 200, operation: "edit_user" });
  await mock.client.editUser(GUID, changes);
  return (await mock.requests())[0].body;
}

group("edits", {
  async a_field_that_is_not_set_is_not_sent(t) {
    assert.equal(await sent(t, { is_available_for_contact: false }), '{"is_available_for_contact":false}');
    // In JavaScript, `undefined` means not set.
    assert.equal(await sent(t, { email: undefined, group: "g" }), '{"group":"g"}');
  },

  async null_is_sent_as_null(t) {
    assert.equal(await sent(t, { group: null }), '{"group":null}');
    assert.equal(await sent(t, { features: null }), '{"features":null}');
  },

  async an_empty_list_is_sent_as_an_empty_list(t) {
    assert.equal(await sent(t, { features: [] }), '{"features":[]}');
  },

  async unset_null_and_empty_are_three_different_things(t) {
    // Fields are sent in the order of their names; JSON gives the order no meaning.
    const friendly_name = "Emma";
    assert.equal(await sent(t, { friendly_name }), '{"friendly_name":"Emma"}');
    assert.equal(await sent(t, { friendly_name, features: null }), '{"features":null,"friendly_name":"Emma"}');
    assert.equal(await sent(t, { friendly_name, features: [] }), '{"features":[],"friendly_name":"Emma"}');
  },

  async every_field_can_be_set(t) {
    const changes = {
      friendly_name: "Emma",
      formal_name: 'Emma "E" Blue',
      email: "emma@blueseas.com",
      roles: [{ slug: "customer_admin" }],
      group: "88888888-eeee-8888-eeee-888888888888",
      is_company_api_token: false,
      is_available_for_contact: true,
      features: [{ slug: "wfh-ro", value: true }],
    };
    assert.deepStrictEqual(JSON.parse(await sent(t, changes)), changes);
  },

  async an_edit_of_nothing_is_refused(t) {
    const mock = await example(t);
    for (const changes of [{}, undefined, { email: undefined }]) {
      const error = await failure(() => mock.client.editUser(GUID, changes));
      assert.equal(error.code, "invalid_argument");
      assert.match(error.message, /at least 1 field/);
    }
    assert.deepStrictEqual(await mock.requests(), []);
  },
});
