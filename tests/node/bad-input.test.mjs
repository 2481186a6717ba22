// Mistakes of the caller: each is rejected before any request, by an error that names the field.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightError, BitsightUsers } from "bitsight-users";

import { newUser } from "../support/documented.mjs";
import { startMock, TOKEN } from "../support/mock.mjs";

/** A new user without one of its fields. */
function without(field) {
  const user = newUser();
  delete user[field];
  return user;
}

const NEW_USERS = [
  ["no friendly_name", without("friendly_name"), /^friendly_name$/],
  ["no formal_name", without("formal_name"), /^formal_name$/],
  ["no email", without("email"), /^email$/],
  ["no roles", without("roles"), /^roles$/],
  ["undefined for a required field", newUser({ email: undefined }), /^email$/],
  ["null for a required field", newUser({ email: null }), /^email$/],
  ["a misspelt field", newUser({ freindly_name: "Arnold" }), /^freindly_name$/],
  ["a misspelt optional field", newUser({ is_avaliable_for_contact: true }), /^is_avaliable_for_contact$/],
  ["camelCase instead of the wire's names", newUser({ friendlyName: "Arnold" }), /^friendlyName$/],
  ["a number as a name", newUser({ formal_name: 42 }), /^formal_name$/],
  ["a string as a boolean", newUser({ is_company_api_token: "yes" }), /^is_company_api_token$/],
  ["a string as the roles", newUser({ roles: "customer_user" }), /^roles$/],
  ["strings as roles", newUser({ roles: ["customer_user"] }), /^roles/],
  ["a role without a slug", newUser({ roles: [{}] }), /^roles.*slug$/],
  ["a misspelt field of a role", newUser({ roles: [{ slug: "customer_user", nme: "User" }] }), /^roles.*nme$/],
  ["zero roles", newUser({ roles: [] }), /^roles$/],
  ["two roles", newUser({ roles: [{ slug: "customer_user" }, { slug: "customer_admin" }] }), /^roles$/],
  ["an email without @", newUser({ email: "arnold.actorsfilms.us" }), /^email$/],
  ["an empty email", newUser({ email: "" }), /^email$/],
  ["a status that doesn't exist", newUser({ status: "activated" }), /^status$/],
  ["a group as responses have it", newUser({ group: { guid: "g", name: "G" } }), /^group$/],
  ["a feature without a value", newUser({ features: [{ slug: "wfh-ro" }] }), /^features.*value$/],
];

for (const [what, user, field] of NEW_USERS) {
  test(`createUser refuses ${what}`, async (t) => {
    const mock = await startMock(t);
    const users = new BitsightUsers({ token: TOKEN, baseUrl: mock.url });
    const error = await failure(() => users.createUser(user));
    assert.equal(error.code, "invalid_argument");
    assert.match(String(error.field), field);
    assert.ok(error.message.includes(error.field.split(/[.[]/)[0]), `the message names the field: ${error.message}`);
    assert.deepStrictEqual(await mock.requests(), []);
  });
}

for (const argument of [undefined, null, "Arnold", 7, [], [newUser()]]) {
  test(`createUser refuses ${JSON.stringify(argument)} as a user`, async (t) => {
    const mock = await startMock(t);
    const users = new BitsightUsers({ token: TOKEN, baseUrl: mock.url });
    const error = await failure(() => users.createUser(argument));
    assert.equal(error.code, "invalid_argument");
    assert.deepStrictEqual(await mock.requests(), []);
  });
}

const OPTIONS = [
  ["no token", { token: undefined }, /^token$/],
  ["an empty token", { token: "" }, /^token$/],
  ["a token of spaces", { token: "  \n" }, /^token$/],
  ["a token with a space inside", { token: "mock token" }, /^token$/],
  ["a number as the token", { token: 5 }, /^token$/],
  ["a token with half a pair", { token: "mock\ud800" }, /^token$/],
  ["a header with half a pair", { headers: { a: "\ud800" } }, /^headers\.a$/],
  ["headers without end", { headers: { a: "x".repeat(2 ** 21) } }, /^headers\.a$/],
  ["an empty base URL", { baseUrl: "" }, /^baseUrl$/],
  ["a base URL that isn't one", { baseUrl: "api.bitsighttech.com" }, /^baseUrl$/],
  ["a base URL of another scheme", { baseUrl: "ftp://127.0.0.1/ratings" }, /^baseUrl$/],
  ["plain http to another machine", { baseUrl: "http://api.bitsighttech.com/ratings" }, /^baseUrl$/],
  ["plain http to a host that only starts like loopback", { baseUrl: "http://127.0.0.1.example.com/" }, /^baseUrl$/],
  ["plain http to a host named like loopback", { baseUrl: "http://localhost.example.com/" }, /^baseUrl$/],
  ["a misspelt option", { baseURL: "https://api.bitsighttech.com/ratings" }, /^baseURL$/],
];

for (const [what, changes, field] of OPTIONS) {
  test(`a client refuses ${what}`, async () => {
    const error = await failure(() =>
      // The call is there for a client that only looks at its options when it is used.
      new BitsightUsers({ token: TOKEN, ...changes }).createUser(newUser()),
    );
    assert.equal(error.code, "invalid_configuration");
    assert.match(String(error.field), field);
  });
}

/** What `act` throws, or what its promise is rejected with. */
async function failure(act) {
  try {
    await act();
  } catch (error) {
    assert.ok(error instanceof BitsightError, `a BitsightError, not ${error?.stack ?? error}`);
    return error;
  }
  return assert.fail("it should have failed");
}
