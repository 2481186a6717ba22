// Users and other resources that lack documented fields, or have values of another type in them.
import assert from "node:assert/strict";
import { BitsightUsers } from "bitsight-users";

import { collect, failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

const GUID = "11111111-aaaa-1111-aaaa-111111111111";

/** A user with every field that is documented. */
const whole = () => ({
  guid: GUID,
  friendly_name: "Arnold",
  formal_name: "Arnold Brown",
  email: "arnold@actorsfilms.us",
  group: { guid: "g", name: "G" },
  status: "Activated",
  last_login_time: "2020-05-18T17:57:54Z",
  joined_time: "2020-02-02T20:20:20Z",
  roles: [{ name: "User", slug: "customer_user" }],
  is_available_for_contact: false,
  is_company_api_token: false,
  features: [{ slug: "wfh-ro", value: true, can_update: false }],
  landing_page: "DEFAULT",
  preferred_contact_for_entities: ["entity"],
  mfa_status: "Enabled",
});

const optionalFields = Object.keys(whole()).filter((name) => name !== "guid" && name !== "email");

function without(field) {
  const { [field]: _, ...rest } = whole();
  return rest;
}

/** A client of a service that answers with what a function makes of a URL. */
function clientOf(answer) {
  const fetch = async (url) => new Response(JSON.stringify(answer(new URL(url))), { status: 200 });
  return new BitsightUsers({ token: "a-token", baseUrl: "https://example.com", fetch, maxRetries: 0 });
}

/** What the client reads when the service sends a user. */
async function read(sent) {
  const { data, response } = await clientOf(() => sent).getUser(GUID).withResponse();
  assert.equal(response.text, JSON.stringify(sent));
  return data;
}

/** A list of five, the second and third of whom nobody can read. */
function listWithUnreadableEntries() {
  const entries = [1, 2, 3, 4, 5].map((n) => ({ ...whole(), guid: `guid-${n}`, email: `user${n}@example.com` }));
  entries[0].status = 7;
  entries[1] = { email: "user2@example.com" };
  entries[2] = "user3";
  const client = clientOf(({ searchParams }) => {
    const [limit, offset] = [Number(searchParams.get("limit") ?? 100), Number(searchParams.get("offset") ?? 0)];
    return { links: { next: null, previous: null }, count: 5, results: entries.slice(offset, offset + limit) };
  });
  return { client, entries };
}

group("gaps", {
  async a_user_without_a_field_is_read() {
    for (const field of optionalFields) {
      assert.deepStrictEqual(await read(without(field)), without(field));
      assert.deepStrictEqual(await read({ ...whole(), [field]: null }), { ...whole(), [field]: null });
    }
    const smallest = { guid: GUID, email: "arnold@actorsfilms.us" };
    assert.deepStrictEqual(await read(smallest), smallest);
  },

  async a_field_of_another_type_reads_as_absent() {
    const kind = (value) => (Array.isArray(value) ? "array" : typeof value);
    for (const field of optionalFields) {
      const odd = [5, [5], { name: 5 }, "text", true].filter((value) => kind(value) !== kind(whole()[field]));
      for (const value of odd) {
        assert.deepStrictEqual(await read({ ...whole(), [field]: value }), without(field), `${field}: ${value}`);
      }
    }
    // Within a field, no more than what can't be read is missing.
    const features = [{ slug: "wfh-ro", value: true }, { slug: "a", value: 5, can_update: "no" }];
    const featured = await read({ ...whole(), features });
    assert.deepStrictEqual(featured.features, [{ slug: "wfh-ro", value: true }, { slug: "a", value: 5 }]);
    const grouped = await read({ ...whole(), group: { guid: 5, name: "G" } });
    assert.deepStrictEqual(grouped.group, { name: "G" });
  },

  async a_user_without_guid_or_email_is_a_decode_error() {
    for (const field of ["guid", "email"]) {
      for (const sent of [without(field), { ...whole(), [field]: null }, { ...whole(), [field]: 5 }]) {
        const error = await failure(() => read(sent));
        assert.deepStrictEqual([error.code, error.body], ["decode", JSON.stringify(sent)]);
      }
    }
  },

  async companies_groups_and_quotas_are_read_with_gaps() {
    const company = { guid: "c", name: "C" };
    for (const rating of ["none", 1.5]) {
      const views = await clientOf(() => ({ top_viewed: [{ ...company, rating }] })).listCompanyViews(GUID);
      assert.deepStrictEqual(views, { top_viewed: [company] });
    }
    const unrated = { top_viewed: [{ ...company, rating: null }] };
    assert.deepStrictEqual(await clientOf(() => unrated).listCompanyViews(GUID), unrated);
    const groups = { groups: [{ guid: "g", name: null, user_count: "2" }], default_group: 5 };
    const read = await clientOf(() => groups).listAccessGroups();
    assert.deepStrictEqual(read, { groups: [{ guid: "g", name: null }] });
    const quota = { total_active_quota: null, active_user_count: 1 };
    assert.deepStrictEqual(await clientOf(() => quota).getUserQuota(), quota);
  },

  async an_unreadable_entry_takes_no_other_along() {
    const { client, entries } = listWithUnreadableEntries();
    for await (const page of client.listUsers().pages()) {
      assert.deepStrictEqual(page.results.map(({ guid }) => guid), ["guid-1", "guid-4", "guid-5"]);
      assert.equal(page.results[0].status, undefined);
      assert.deepStrictEqual(page.unreadable.map(({ index }) => index), [1, 2]);
      assert.deepStrictEqual(page.unreadable.map(({ value }) => value), [entries[1], entries[2]]);
      assert.match(page.unreadable[0].problem, /guid is missing/);
      assert.equal(page.count, 5);
    }
  },

  async a_list_is_read_on_after_an_unreadable_entry() {
    const { client, entries } = listWithUnreadableEntries();
    for (const limit of [1, 2, 100]) {
      const read = [];
      const error = await failure(async () => {
        for await (const user of client.listUsers({ limit })) read.push(user.guid);
      });
      assert.deepStrictEqual(read, ["guid-1", "guid-4", "guid-5"], `${limit} a page`);
      assert.deepStrictEqual([error.code, error.body], ["decode", JSON.stringify(entries[1])]);
    }
  },
});
