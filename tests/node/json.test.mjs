// JSON that libraries read differently: tests/json.json says how both clients read it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BitsightUsers } from "bitsight-users";

import { failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

const { cases } = JSON.parse(readFileSync(join(process.env.BITSIGHT_USERS_ROOT, "tests/json.json"), "utf8"));
assert.ok(cases.length > 30);

const bodyOf = ({ json, levels = 0 }) => json.replace("#", "[".repeat(levels) + "]".repeat(levels));

/** A client of a service that always sends this body. */
const clientOf = (body) => new BitsightUsers({ token: "a-token", fetch: async () => new Response(body), maxRetries: 0 });

function check({ name, read }, user) {
  assert.notEqual(read, undefined, `${name}: was read`);
  for (const [field, value] of Object.entries(read)) {
    assert.deepStrictEqual(user[field] ?? null, value, `${name}: ${field}`);
  }
}

group("json", {
  async bodies_are_read_alike_in_both_languages() {
    for (const each of cases) {
      const client = clientOf(bodyOf(each));
      if (each.read === undefined) {
        assert.equal((await failure(() => client.getUser("g"))).code, "decode", each.name);
      } else {
        check(each, await client.getUser("g"));
      }
    }
  },

  async entries_are_read_alike_in_both_languages() {
    for (const each of cases.filter(({ whole }) => !whole)) {
      const [first, last] = ["first", "last"].map((guid) =>
        JSON.stringify({ guid, email: `${guid}@example.com`, friendly_name: 7 }),
      );
      const entries = [first, bodyOf(each), last].join();
      const body = `{"links":{"next":null,"previous":null},"count":3,"results":[${entries}]}`;
      const client = clientOf(body);
      if (each.read !== undefined) {
        const { results } = await client.listUsers();
        assert.equal(results.length, 3, each.name);
        check(each, results[1]);
      } else if (each.only_entry) {
        const { data, response } = await client.listUsers().withResponse();
        assert.deepStrictEqual(response.unreadable.map(({ index }) => index), [1], each.name);
        assert.deepStrictEqual(data.results.map(({ guid }) => guid), ["first", "last"], each.name);
        // An iteration ends in the error, after all others.
        const found = [];
        const iterate = async () => {
          for await (const { guid } of client.listUsers()) found.push(guid);
        };
        assert.equal((await failure(iterate)).code, "decode", each.name);
        assert.deepStrictEqual(found, ["first", "last"], each.name);
      } else {
        assert.equal((await failure(() => client.listUsers())).code, "decode", each.name);
      }
    }
  },
});
