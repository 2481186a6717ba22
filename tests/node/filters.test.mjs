// Filters travel under their documented names, in the documented form.
import assert from "node:assert/strict";

import { example } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

/** The query that a filter sends. */
async function sent(mock, query) {
  await mock.forget();
  await mock.client.listUsers(query);
  return (await mock.requests())[0].target.replace("/ratings/v2/users", "");
}

const emails = (page) => page.results.map((user) => user.email);

group("filters", {
  async lists_are_sent_comma_separated_under_their_documented_names(t) {
    const mock = await example(t);
    const query = {
      status: ["Activated", "Created"],
      roles_slug: ["customer_user", "vrm_admin"],
      group_guid: ["g1", "g2"],
    };
    assert.equal(
      await sent(mock, query),
      "?group.guid=g1%2Cg2&roles.slug=customer_user%2Cvrm_admin&status=Activated%2CCreated",
    );
    const page = await mock.client.listUsers({ roles_slug: ["customer_user", "vrm_admin"] });
    assert.deepStrictEqual(emails(page), ["barnaby@example.com", "zephyrine@example.com"]);
  },

  async every_filter_is_sent(t) {
    const mock = await example(t);
    const query = {
      limit: 5,
      offset: 1,
      q: "wil",
      sort: ["formal_name"],
      email: "a@example.com",
      email_q: "example",
      formal_name_q: "w",
      guid: ["g"],
      group_guid: ["g1"],
      roles_slug: ["customer_user"],
      status: ["Created"],
      is_available_for_contact: true,
      is_company_api_token: false,
      is_preferred_contact: true,
    };
    assert.equal(
      await sent(mock, query),
      "?email=a%40example.com&email_q=example&formal_name_q=w&group.guid=g1&guid=g" +
        "&is_available_for_contact=true&is_company_api_token=false&is_preferred_contact=true&limit=5&offset=1&q=wil" +
        "&roles.slug=customer_user&sort=formal_name&status=Created",
    );
  },

  async no_filter_sends_no_query(t) {
    const mock = await example(t);
    assert.equal(await sent(mock, undefined), "");
    assert.equal(await sent(mock, {}), "");
    assert.equal(await sent(mock, { q: undefined }), "");
  },

  async sort_goes_both_ways(t) {
    const mock = await example(t);
    const names = ["barnaby", "nightly-export", "octavia", "wilhelmina", "zephyrine"];
    const wanted = names.map((name) => `${name}@example.com`);
    assert.equal(await sent(mock, { sort: ["email"] }), "?sort=email");
    assert.deepStrictEqual(emails(await mock.client.listUsers({ sort: ["email"] })), wanted);
    assert.equal(await sent(mock, { sort: ["-email"] }), "?sort=-email");
    assert.deepStrictEqual(emails(await mock.client.listUsers({ sort: ["-email"] })), wanted.reverse());
    assert.equal(await sent(mock, { sort: ["-group.name"] }), "?sort=-group.name");
  },

  async several_sort_keys_and_guids_are_sent_comma_separated(t) {
    const mock = await example(t);
    const guids = [1, 2, 4].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
    const query = { sort: ["-status", "formal_name"], guid: guids };
    assert.equal(await sent(mock, query), `?guid=${guids.join("%2C")}&sort=-status%2Cformal_name`);
    const names = ["barnaby", "nightly-export", "wilhelmina"];
    assert.deepStrictEqual(
      emails(await mock.client.listUsers(query)),
      names.map((name) => `${name}@example.com`),
    );
  },

  async preferred_contacts_are_filtered(t) {
    const mock = await example(t);
    await mock.client.editUser("00000000-0000-4000-8000-000000000002", { preferred_contact_for_entities: ["entity"] });
    const page = await mock.client.listUsers({ is_preferred_contact: true });
    assert.deepStrictEqual(emails(page), ["barnaby@example.com"]);
    const [, { target }] = await mock.requests();
    assert.ok(target.endsWith("?is_preferred_contact=true"), target);
  },

  async text_is_sent_as_it_is(t) {
    const mock = await example(t);
    const text = "Zoë & Co+1 %41 a=b#c?d";
    assert.equal(await sent(mock, { q: text }), "?q=Zo%C3%AB+%26+Co%2B1+%2541+a%3Db%23c%3Fd");
  },

  async company_views_are_filtered(t) {
    const mock = await example(t);
    const folder = "f0000000-0000-4000-8000-000000000001";
    const guid = "00000000-0000-4000-8000-000000000002";
    const views = await mock.client.listCompanyViews(guid, { days_back: 365, folder, limit: 1 });
    assert.equal(views.top_viewed[0].name, "Invented Teapots");
    const [{ target }] = await mock.requests();
    assert.ok(target.endsWith(`?days_back=365&folder=${folder}&limit=1`), target);
  },
});
