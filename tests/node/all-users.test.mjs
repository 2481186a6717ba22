// Every user of an account, those included who are in lists only if a filter asks for them.
import assert from "node:assert/strict";

import { account, collect, example, failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

/** A user for each combination of the two filters. */
const users = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
].map(([token, contact], index) => ({
  friendly_name: `User ${index}`,
  formal_name: `User ${index}`,
  email: `user${index}@example.com`,
  is_company_api_token: token,
  is_available_for_contact: contact,
}));

group("all_users", {
  async every_user_is_read_once_although_lists_hide_some(t) {
    const mock = await account(t, { users });
    for (const [hides, includes] of [
      [false, false],
      [true, false],
      [true, true],
    ]) {
      await mock.options({ hide_by_default: hides, flags_include: includes });
      await mock.forget();
      const found = await collect(mock.client.allUsers(), 4);
      assert.deepStrictEqual(found.map(({ email }) => email).sort(), users.map(({ email }) => email));
      assert.equal((await mock.requests()).length, 4);
    }
  },

  async an_unreadable_entry_of_several_lists_is_one_error(t) {
    const mock = await example(t);
    const user = (guid) => ({ guid, email: `${guid}@example.com` });
    const links = { next: null, previous: null };
    const body = JSON.stringify({ links, count: 3, results: [user("first"), { guid: "odd" }, user("last")] });
    for (let list = 0; list < 4; list += 1) await mock.inject({ kind: "status", status: 200, body });
    const found = [];
    const read = async () => {
      for await (const { guid } of mock.client.allUsers()) found.push(guid);
    };
    assert.equal((await failure(read)).code, "decode");
    assert.deepStrictEqual(found, ["first", "last"]);
    assert.equal((await mock.requests()).length, 4);
  },
});
