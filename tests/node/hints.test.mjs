// Errors that say what is probably wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { BitsightUsers } from "bitsight-users";

import { account, failure } from "../support/account.mjs";
import { TOKEN } from "../support/mock.mjs";
import { group } from "../support/scenarios.mjs";

group("hints", {
  async an_edit_of_the_status_says_that_the_api_has_none(t) {
    const mock = await account(t);
    const error = await failure(() => mock.client.editUser("a-guid", { status: "Deactivated" }));
    assert.deepStrictEqual([error.code, error.field], ["invalid_argument", "status"]);
    assert.match(error.message, /no known way to deactivate or reactivate[^]*web interface/);
    assert.deepStrictEqual(await mock.sent(), []);
  },

  async an_email_in_the_place_of_a_guid_is_explained(t) {
    const mock = await account(t);
    const error = await failure(() => mock.client.deleteUser("a@example.com"));
    assert.deepStrictEqual([error.code, error.field], ["not_found", "user_guid"]);
    assert.match(error.message, /`user_guid` is a guid, and this one holds an `@`/);
    assert.ok(!error.message.includes("a@example.com"), error.message);
    assert.ok(!(await failure(() => mock.client.deleteUser("a-guid"))).message.includes("`@`"));
  },

  async a_base_url_without_its_path_is_explained(t) {
    const mock = await account(t);
    const baseUrl = mock.url.replace("/ratings", "/elsewhere");
    const fetch = async () => new Response("<html>no such page</html>", { status: 404 });
    const error = await failure(() => new BitsightUsers({ token: TOKEN, baseUrl, fetch }).getUserQuota());
    assert.equal(error.code, "not_found");
    assert.ok(error.message.includes(`\`/v1/users/quota\` was not found below ${baseUrl}`), error.message);
    assert.match(error.message, /ends in `\/ratings`/);
  },
});

test("a console shows what matters of an error, and no headers or body", async () => {
  const headers = { "x-request-id": "request-1", "x-long": "x".repeat(500) };
  const fetch = async () => new Response(JSON.stringify({ detail: "no", more: "y".repeat(500) }), { status: 400, headers });
  const error = await failure(() => new BitsightUsers({ token: "a-token", fetch }).deleteUser("a-guid"));
  const shown = inspect(error).replace(error.stack, "");
  assert.match(inspect(error), /delete_user: no \(status 400\)/);
  for (const part of ["code: 'validation'", "effect: 'none'", "status: 400", "requestId: 'request-1'"]) {
    assert.ok(shown.includes(part), shown);
  }
  assert.ok(shown.split("\n").length <= 7, shown);
  // The rest is there for who asks.
  assert.equal(error.headers["x-long"].length, 500);
  assert.match(error.body, /yyy/);
  assert.deepStrictEqual([error.name, error.method, error.attempts], ["ValidationError", "DELETE", 1]);
});
