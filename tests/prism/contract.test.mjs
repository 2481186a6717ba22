// Every operation against Prism, which answers only requests that satisfy the document, with what the
// document says an answer is like.
import assert from "node:assert/strict";
import { BitsightUsers } from "bitsight-users";

import { newUser } from "../support/documented.mjs";
import { group } from "../support/scenarios.mjs";

const GUID = "11111111-aaaa-1111-aaaa-111111111111";
const features = [
  { slug: "wfh-ro", value: true },
  { slug: "fq-access", value: "some" },
];
const users = new BitsightUsers({ token: "any-token", baseUrl: process.env.PRISM_URL, maxRetries: 0 });

const status = async (call) => (await call.withResponse()).response.status;

group("contract", {
  async list_users_returns_the_users_that_match() {
    const page = await users.listUsers({
      limit: 10,
      offset: 20,
      q: "text",
      sort: ["-group.name"],
      email: "a@example.com",
      email_q: "a",
      formal_name_q: "b",
      guid: [GUID],
      group_guid: ["g1", "g2"],
      roles_slug: ["customer_user", "vrm_admin"],
      status: ["Activated", "Created"],
      is_available_for_contact: true,
      is_company_api_token: false,
    });
    assert.equal(typeof page.count, "number");
    assert.ok(page.results.every((user) => typeof user.guid === "string"));
    await users.listUsers();
  },

  async create_user_returns_the_created_user() {
    const call = users.createUser(newUser());
    assert.ok([200, 201].includes(await status(call)));
    assert.equal(typeof (await call).guid, "string");
    await users.createUser(
      newUser({
        status: "Activated",
        group: "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb",
        is_company_api_token: false,
        is_available_for_contact: true,
        features,
      }),
    );
  },

  async get_user_returns_the_user() {
    const { data, response } = await users.getUser(GUID).withResponse();
    assert.equal(response.status, 200);
    assert.deepStrictEqual(data, JSON.parse(response.text));
    assert.ok(Array.isArray(data.roles));
  },

  async edit_user_changes_what_was_set_and_nothing_else() {
    const changes = {
      friendly_name: "Emma",
      email: "emma@blueseas.com",
      roles: [{ slug: "customer_admin" }],
      group: "88888888-eeee-8888-eeee-888888888888",
      features,
    };
    assert.equal(await status(users.editUser(GUID, changes)), 200);
    await users.editUser(GUID, { group: null, features: null });
  },

  async delete_user_removes_the_user() {
    assert.equal(await status(users.deleteUser(GUID)), 204);
  },

  async require_mfa_makes_the_user_set_up_a_second_factor() {
    assert.equal(await status(users.requireMfa(GUID)), 200);
  },

  async reset_mfa_switches_the_second_factor_off() {
    assert.equal(await status(users.resetMfa(GUID)), 200);
  },

  async resend_activation_email_is_for_created_users() {
    assert.equal(await status(users.resendActivationEmail(GUID)), 200);
  },

  async get_user_quota_counts_the_users() {
    assert.equal(typeof (await users.getUserQuota()).total_user_count, "number");
  },

  async list_company_views_returns_the_companies_looked_at() {
    const query = { days_back: 365, folder: "f0000000-0000-4000-8000-000000000001", limit: 3 };
    assert.ok(Array.isArray((await users.listCompanyViews(GUID, query)).top_viewed));
  },

  async list_access_groups_returns_the_groups_and_the_default() {
    assert.ok(Array.isArray((await users.listAccessGroups()).groups));
  },

  async get_current_user_returns_the_owner_of_the_token() {
    assert.equal(await status(users.getCurrentUser()), 200);
  },

  async edit_current_user_changes_the_owner_of_the_token() {
    const changes = { landing_page: "SPM", preferred_contact_for_entities: ["entity"] };
    assert.equal(await status(users.editCurrentUser(changes)), 200);
  },

  async query_users_returns_the_users_with_the_guids() {
    assert.equal(await status(users.queryUsers({ guid: [GUID] })), 200);
  },

  async reset_pending_mfa_is_for_pending_enrolments() {
    assert.equal(await status(users.resetPendingMfa(GUID)), 200);
  },

  async get_access_group_returns_the_members_on_request() {
    assert.equal(await status(users.getAccessGroup(GUID, { expand: "users" })), 200);
  },
});
