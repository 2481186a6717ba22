// Requests to endpoints that the package has no method for.
import assert from "node:assert/strict";
import { BitsightUsers } from "bitsight-users";

import { account, example, failure } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { group } from "../support/scenarios.mjs";

const HIDDEN = "0123456789abcdef";

group("custom", {
  async a_custom_request_sends_query_and_body_and_returns_json(t) {
    const mock = await example(t);
    const page = await mock.client.request("GET", "/v2/users", { query: { limit: 1, q: "a b&c", is_company_api_token: false } });
    assert.equal(page.count, page.results.length);
    const { data, response } = await mock.client.request("POST", "/v2/users", { body: newUser() }).withResponse();
    assert.equal(data.email, newUser().email);
    assert.deepStrictEqual([response.status, response.attempts], [201, 1]);
    assert.equal(await mock.client.request("DELETE", `/v2/users/${data.guid}`), undefined);
    const sent = await mock.requests();
    assert.deepStrictEqual(
      sent.map(({ method, target }) => `${method} ${target}`),
      [
        // In the order of their names, which the API gives no meaning.
        "GET /ratings/v2/users?is_company_api_token=false&limit=1&q=a+b%26c",
        "POST /ratings/v2/users",
        `DELETE /ratings/v2/users/${data.guid}`,
      ],
    );
    assert.deepStrictEqual(JSON.parse(sent[1].body), newUser());
  },

  async a_custom_request_has_the_errors_of_all_others(t) {
    const mock = await account(t);
    const error = await failure(() => mock.client.request("GET", "/v2/nothing"));
    assert.deepStrictEqual([error.code, error.effect, error.status, error.operation], ["not_found", "none", 404, "request"]);
    assert.equal(error.url, `${mock.url}/{path}`);
  },

  async a_custom_request_stays_within_the_api(t) {
    const mock = await account(t);
    for (const path of ["", "v2/users", "//evil.example/x", "/v2/../x", "/v2/%2e%2E/x", "/v2/users?limit=1", "/v2#x", "/v2\\x"]) {
      const error = await failure(() => mock.client.request("GET", path));
      assert.deepStrictEqual([error.code, error.field], ["invalid_argument", "path"], path);
    }
    for (const method of ["HEAD", "get", ""]) {
      const error = await failure(() => mock.client.request(method, "/v2/users"));
      assert.deepStrictEqual([error.code, error.field], ["invalid_argument", "method"], method);
    }
    // What only JavaScript can pass.
    for (const [args, field] of [
      [[undefined, "/v2/users"], "method"],
      [[{}, "/v2/users"], "method"],
      [["GET"], "path"],
      [["GET", 5], "path"],
      [["GET", "/v2/users", { query: { limit: [1, 2] } }], "query.limit"],
      [["GET", "/v2/users", { query: "limit=1" }], "query"],
      [["POST", "/v2/users", { body: { email: 5n } }], "body.email"],
    ]) {
      const error = await failure(() => mock.client.request(...args));
      assert.deepStrictEqual([error.code, error.field], ["invalid_argument", field], error.message);
    }
    for (const [request, field] of [[{ idempotent: "yes" }, "idempotent"], [{ headers: {} }, "headers"], [{ maxRetries: -1 }, "maxRetries"], [null, "options"]]) {
      const error = await failure(() => mock.client.request("GET", "/v2/users", request));
      assert.deepStrictEqual([error.code, error.field], ["invalid_configuration", field], error.message);
    }
    assert.deepStrictEqual(await mock.requests(), []);
  },

  async a_custom_read_is_repeated_and_waits_at_the_gate(t) {
    const mock = await account(t);
    await mock.inject({ kind: "status", status: 503 });
    const { response } = await mock.client.request("GET", "/v1/users/quota").withResponse();
    assert.equal(response.attempts, 2);
    let [now, most] = [0, 0];
    const gated = new BitsightUsers({
      token: HIDDEN,
      maxConcurrency: 2,
      fetch: async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
        return new Response("{}");
      },
    });
    await Promise.all(Array.from({ length: 6 }, () => gated.request("GET", "/v1/folders")));
    assert.equal(most, 2);
  },

  async a_custom_write_is_repeated_only_if_it_is_declared_idempotent(t) {
    const mock = await account(t);
    await mock.inject({ kind: "status", status: 503, when: "after" });
    const error = await failure(() => mock.client.request("POST", "/v2/users", { body: newUser() }));
    assert.deepStrictEqual([error.code, error.effect, error.attempts], ["server", "possible", 1]);
    assert.equal((await mock.users()).length, 1);
    await mock.inject({ kind: "status", status: 503 });
    const repeated = await failure(() => mock.client.request("POST", "/v2/users", { body: newUser(), idempotent: true }));
    assert.deepStrictEqual([repeated.code, repeated.attempts], ["conflict", 2]);
  },

  async a_custom_request_shows_no_token() {
    const users = new BitsightUsers({
      token: HIDDEN,
      maxRetries: 0,
      fetch: async (_, { headers }) => new Response(JSON.stringify({ detail: headers.authorization, token: HIDDEN }), { status: 400 }),
    });
    const error = await failure(() => users.request("POST", "/v1/x", { body: {} }));
    assert.equal(error.code, "validation");
    assert.match(error.detail, /\(hidden\)/);
    for (const text of [error.detail, error.body, error.message, String(error.stack)]) {
      assert.ok(!text.includes(HIDDEN) && !text.includes(btoa(`${HIDDEN}:`)), text);
    }
  },
});
