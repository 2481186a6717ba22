// The client against Prism, an independent validator, which answers only requests that satisfy the
// document.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { newUser } from "../support/documented.mjs";

const baseUrl = process.env.PRISM_URL;
const users = new BitsightUsers({ token: "any-token", baseUrl });

test("Prism accepts the documented request", async () => {
  const user = await users.createUser(newUser());
  assert.equal(typeof user.guid, "string");
  assert.ok(Array.isArray(user.roles));
});

test("Prism accepts every optional field", async () => {
  await users.createUser(
    newUser({
      status: "Activated",
      group: "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb",
      is_company_api_token: false,
      is_available_for_contact: true,
      features: [
        { slug: "wfh-ro", value: true },
        { slug: "fq-access", value: "some" },
      ],
    }),
  );
});

test("Prism does refuse what doesn't satisfy the document", async () => {
  // Not by the client, which would refuse it itself: this shows that Prism looks.
  for (const [body, headers] of [
    [{ ...newUser(), roles: [] }, { authorization: "Basic YTo=" }],
    [newUser(), {}],
  ]) {
    const response = await fetch(`${baseUrl}/v2/users`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    assert.ok([400, 401, 422].includes(response.status), `refused, not ${response.status}`);
  }
});
