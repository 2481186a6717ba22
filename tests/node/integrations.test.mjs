// The headers by which an integration names itself.
import assert from "node:assert/strict";
import { BitsightUsers } from "bitsight-users";

import { account, failure } from "../support/account.mjs";
import { TOKEN } from "../support/mock.mjs";
import { group } from "../support/scenarios.mjs";

const HEADERS = ["x-bitsight-calling-platform-version", "x-bitsight-connector-name-version"];

/** The headers that one request has. */
async function sent(t, options) {
  const mock = await account(t);
  await new BitsightUsers({ token: TOKEN, baseUrl: mock.url, ...options }).getUserQuota();
  const { headers } = (await mock.requests())[0];
  return HEADERS.map((name) => headers.filter(([header]) => header === name).map(([, value]) => value));
}

group("integrations", {
  async an_integration_is_not_named_unless_it_is_set(t) {
    assert.deepStrictEqual(await sent(t, {}), [[], []]);
  },

  async an_integration_is_named_in_every_request(t) {
    const named = { callingPlatformVersion: "Example Platform 2.1", connectorNameVersion: "Example Connector 1.0" };
    assert.deepStrictEqual(await sent(t, named), [["Example Platform 2.1"], ["Example Connector 1.0"]]);
  },

  async an_invalid_name_is_refused_before_anything_is_sent(t) {
    const mock = await account(t);
    for (const option of ["callingPlatformVersion", "connectorNameVersion"]) {
      for (const value of ["", " ", " a", "a\n", "a\r\nx-other: b", "é", 5]) {
        const act = () => new BitsightUsers({ token: TOKEN, baseUrl: mock.url, [option]: value }).getUserQuota();
        const error = await failure(async () => act());
        assert.deepStrictEqual([error.code, error.field], ["invalid_configuration", option], error.message);
      }
    }
    const twice = { connectorNameVersion: "a 1", headers: { "X-Bitsight-Connector-Name-Version": "a 2" } };
    const error = await failure(() => new BitsightUsers({ token: TOKEN, baseUrl: mock.url, ...twice }).getUserQuota());
    assert.deepStrictEqual([error.code, error.field], ["invalid_configuration", "connectorNameVersion"]);
    assert.deepStrictEqual(await mock.requests(), []);
  },
});
