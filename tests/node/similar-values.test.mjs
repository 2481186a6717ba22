// Values of lists that may grow: one that looks like a misspelt known value is refused.
import assert from "node:assert/strict";

import { account, failure } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { group } from "../support/scenarios.mjs";

const SIMILAR = [
  ["Customer_User", "customer_user"],
  ["Admin", "customer_admin"],
  ["group admin", "customer_group_admin"],
  ["customer_usr", "customer_user"],
  [" customer_user", "customer_user"],
];

group("similar_values", {
  async a_value_that_looks_misspelt_is_refused_with_a_suggestion(t) {
    const mock = await account(t);
    for (const [slug, meant] of SIMILAR) {
      for (const act of [
        () => mock.client.createUser({ ...newUser(), roles: [{ slug }] }),
        () => mock.client.editUser("a-guid", { roles: [{ slug }] }),
      ]) {
        const error = await failure(act);
        assert.deepStrictEqual([error.code, error.field], ["invalid_argument", "roles[0].slug"]);
        assert.ok(error.message.includes(`did you mean \`${meant}\`?`), error.message);
        assert.ok(error.message.includes("`allowSimilarValues`"), error.message);
      }
    }
    const error = await failure(() => mock.client.listUsers({ status: ["activated"] }));
    assert.equal(error.field, "status[0]");
    assert.match(error.message, /did you mean `Activated`\?/);
    assert.deepStrictEqual(await mock.sent(), []);
  },

  async a_similar_value_that_is_allowed_is_sent_as_it_is(t) {
    const mock = await account(t);
    const options = { allowSimilarValues: true };
    await mock.client.listUsers({ status: ["activated"] }, options);
    assert.match((await mock.sent())[0], /status=activated$/);
    for await (const _ of mock.client.listUsers({ status: ["activated"] }, options)) assert.fail("nobody");
    // Everything else is still checked.
    const error = await failure(() => mock.client.createUser({ ...newUser(), roles: [{ slug: " " }] }, options));
    assert.equal(error.field, "roles[0].slug");
  },

  async a_value_like_no_known_one_is_sent(t) {
    const mock = await account(t);
    await mock.client.listUsers({ roles_slug: ["another_role", "customer_user"] });
    assert.match((await mock.sent())[0], /roles\.slug=another_role%2Ccustomer_user$/);
  },
});
