// The one user with an email, and the one access group with a name.
import assert from "node:assert/strict";
import { AmbiguousError } from "bitsight-users";

import { account, failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

/** A seed with users who have these emails. */
const people = (...emails) => ({ users: emails.map((email) => ({ email, friendly_name: "A", formal_name: "A B" })) });

group("find", {
  async a_user_is_found_by_email_in_any_case(t) {
    const mock = await account(t, people("diane@actorsfilms.us", "arnold@actorsfilms.us"));
    const { data: user, response } = await mock.client.userByEmail(" Arnold@ActorsFilms.us ").withResponse();
    assert.deepStrictEqual(user, (await mock.users())[1]);
    assert.deepStrictEqual(JSON.parse(response.text), user);
    assert.deepStrictEqual([response.status, response.attempts, response.recovered], [200, 4, false]);
    const sent = await mock.sent();
    assert.equal(sent.length, 4);
    for (const target of sent) assert.match(target, /email=Arnold%40ActorsFilms\.us/);
  },

  async a_user_whom_lists_hide_is_found_by_email(t) {
    const mock = await account(t);
    for (const is_company_api_token of [false, true]) {
      for (const is_available_for_contact of [false, true]) {
        const [user] = people("arnold@actorsfilms.us").users;
        await mock.reset({ users: [{ ...user, is_company_api_token, is_available_for_contact }] });
        for (const flags_include of [false, true]) {
          await mock.options({ hide_by_default: true, flags_include });
          assert.ok(await mock.client.userByEmail("arnold@actorsfilms.us"));
        }
      }
    }
  },

  async an_email_that_nobody_has_finds_nobody(t) {
    const mock = await account(t, people("diane@actorsfilms.us"));
    const { data, response } = await mock.client.userByEmail("arnold@actorsfilms.us").withResponse();
    assert.deepStrictEqual([data, response.text, response.status], [undefined, undefined, 200]);
  },

  async a_user_is_found_although_the_service_ignores_the_filter(t) {
    const emails = ["a@example.com", "b@example.com", "c@example.com"];
    const mock = await account(t, people(...emails));
    await mock.options({ ignored_parameters: ["email"], page_cap: 1, no_next_link: true });
    for (const email of emails) assert.equal((await mock.client.userByEmail(email)).email, email);
    assert.equal(await mock.client.userByEmail("d@example.com"), undefined);
  },

  async an_incomplete_list_does_not_show_that_a_user_is_absent(t) {
    const mock = await account(t, people("diane@actorsfilms.us"));
    await mock.options({ count_error: 1 });
    const error = await failure(() => mock.client.userByEmail("arnold@actorsfilms.us"));
    assert.deepStrictEqual([error.code, error.effect], ["decode", "none"]);
    assert.match(error.message, /it is unknown whether a user has this email/);
    assert.match(error.message, /did not hold as many users as it counts/);
    assert.ok(await mock.client.userByEmail("diane@actorsfilms.us"));
  },

  async several_users_with_one_email_are_listed(t) {
    const seed = people("arnold@actorsfilms.us", "Arnold@actorsfilms.us");
    seed.users[1].is_company_api_token = true;
    const mock = await account(t, seed);
    await mock.options({ hide_by_default: true });
    const error = await failure(() => mock.client.userByEmail("arnold@actorsfilms.us"));
    assert.ok(error instanceof AmbiguousError);
    assert.deepStrictEqual([error.code, error.effect], ["ambiguous", "none"]);
    assert.deepStrictEqual(error.matches, await mock.users());
    assert.match(error.message, /2 users have this email/);
    assert.doesNotMatch(error.message, /actorsfilms/);
  },

  async an_empty_email_or_name_is_refused(t) {
    const mock = await account(t);
    const email = await failure(() => mock.client.userByEmail(" "));
    const name = await failure(() => mock.client.accessGroupByName(""));
    for (const [error, field] of [[email, "email"], [name, "name"]]) {
      assert.deepStrictEqual([error.code, error.field], ["invalid_argument", field]);
      assert.match(error.message, /must not be empty/);
    }
    assert.deepStrictEqual(await mock.sent(), []);
  },

  async an_access_group_is_found_by_name_in_any_case(t) {
    const groups = [
      { guid: "g1", name: "Analytics" },
      { guid: "g2", name: "Ärzte" },
      { guid: "g3", name: "Analytics Team" },
    ];
    const mock = await account(t, { groups });
    for (const [name, guid] of [["analytics team", "g3"], [" ANALYTICS", "g1"], ["ärzte", "g2"]]) {
      const { data, response } = await mock.client.accessGroupByName(name).withResponse();
      assert.deepStrictEqual([data.guid, JSON.parse(response.text).guid, response.attempts], [guid, guid, 1]);
    }
    assert.equal(await mock.client.accessGroupByName("Team"), undefined);
  },

  async several_access_groups_with_one_name_are_listed(t) {
    const groups = [{ guid: "g1", name: "Analytics" }, { guid: "g2", name: "analytics" }];
    const mock = await account(t, { groups });
    const error = await failure(() => mock.client.accessGroupByName("Analytics"));
    assert.deepStrictEqual([error.code, error.effect], ["ambiguous", "none"]);
    assert.deepStrictEqual(error.matches.map(({ guid }) => guid), ["g1", "g2"]);
    assert.match(error.message, /2 access groups have this name/);
  },
});
