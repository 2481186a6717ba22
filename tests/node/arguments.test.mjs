// Arguments that can't be right: refused before anything is sent, by the name of the field.
import assert from "node:assert/strict";

import { collect, example, failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

/** Guids that would name something else, once they are part of a URL. */
const GUIDS = ["", " ", ".", "..", "a/b", "/", "..\\x", "\\", "a?b=c", "a#b", "%2e%2e", "%", "a\nb", "\x7f"];

async function refused(mock, field, act) {
  const error = await failure(act);
  assert.equal(error.code, "invalid_argument");
  assert.equal(error.field, field);
  assert.ok(error.message.includes(field), error.message);
  assert.deepStrictEqual(await mock.requests(), []);
}

/** A query is refused for one page as well as for all of them. */
async function refusedQuery(mock, field, query) {
  await refused(mock, field, () => mock.client.listUsers(query));
  await refused(mock, field, () => collect(mock.client.listUsers(query)));
}

group("arguments", {
  async a_guid_never_changes_the_endpoint(t) {
    const mock = await example(t);
    const operations = (guid) => [
      () => mock.client.getUser(guid),
      () => mock.client.editUser(guid, { friendly_name: "A" }),
      () => mock.client.deleteUser(guid),
      () => mock.client.requireMfa(guid),
      () => mock.client.resetMfa(guid),
      () => mock.client.resendActivationEmail(guid),
      () => mock.client.listCompanyViews(guid),
    ];
    for (const guid of GUIDS) {
      for (const call of operations(guid)) await refused(mock, "user_guid", call);
    }
    for (const guid of ["\0", "\x1f", "\x85", "a\tb", undefined, null, 7, {}, ["a"], "\ud800"]) {
      await refused(mock, "user_guid", () => mock.client.getUser(guid));
    }
  },

  async an_odd_guid_is_one_segment_of_the_path(t) {
    const mock = await example(t);
    for (const [guid, segment] of [
      ["tester01-0000-0000-0000-notauuid0000", "tester01-0000-0000-0000-notauuid0000"],
      ["a b", "a%20b"],
      ["é", "%C3%A9"],
      ["...", "..."],
      ["a;b,c&d=e+f", "a;b,c&d=e+f"],
    ]) {
      await mock.forget();
      await mock.client.getUser(guid).catch(() => {});
      assert.deepStrictEqual(await mock.sent(), [`GET /ratings/v2/users/${segment}`]);
    }
  },

  async a_limit_or_offset_out_of_bounds_is_refused(t) {
    const mock = await example(t);
    for (const limit of [0, -1, 1.5, "10", null, NaN, 4_294_967_296, 10n]) {
      await refusedQuery(mock, "limit", { limit });
    }
    for (const offset of [-1, 0.5, null, true]) await refusedQuery(mock, "offset", { offset });
  },

  async a_malformed_sort_is_refused(t) {
    const mock = await example(t);
    for (const sort of ["", " ", "-", "--email", "email desc", "email,guid", "Email", "group.", "a&b=c", 5]) {
      await refusedQuery(mock, "sort[0]", { sort: [sort] });
    }
  },

  async a_list_that_cannot_be_sent_is_refused(t) {
    const mock = await example(t);
    for (const [query, field] of [
      [{ status: ["Created", "a,b"] }, "status[1]"],
      [{ roles_slug: ["a,b"] }, "roles_slug[0]"],
      [{ group_guid: ["a", ""] }, "group_guid[1]"],
      [{ roles_slug: [""] }, "roles_slug[0]"],
      [{ status: ["Created", " "] }, "status[1]"],
      [{ group_guid: [] }, "group_guid"],
      [{ group_guid: [7] }, "group_guid[0]"],
    ]) {
      await refusedQuery(mock, field, query);
    }
  },

  async an_unknown_filter_is_refused(t) {
    const mock = await example(t);
    for (const [query, field] of [
      [{ statsu: ["Created"] }, "statsu"],
      [{ "roles.slug": ["customer_user"] }, "roles.slug"],
      [{ page: 2 }, "page"],
      [{ status: "Created" }, "status"],
      [{ email: 7 }, "email"],
    ]) {
      await refusedQuery(mock, field, query);
    }
  },

  async days_back_beyond_a_year_are_refused(t) {
    const mock = await example(t);
    for (const days_back of [0, 366]) {
      await refused(mock, "days_back", () => mock.client.listCompanyViews("g", { days_back }));
    }
    await refused(mock, "day_back", () => mock.client.listCompanyViews("g", { day_back: 1 }));
  },
});
