// Every operation once, against the mock: its request, its result and its effect.
import assert from "node:assert/strict";

import { createdUser, newUser } from "../support/documented.mjs";
import { account, example, failure } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

const WILHELMINA = "00000000-0000-4000-8000-000000000001";
const BARNABY = "00000000-0000-4000-8000-000000000002";
const KEEPERS = "aaaaaaaa-1111-aaaa-1111-aaaaaaaaaaaa";

group("contract", {
  async list_users_returns_the_users_that_match(t) {
    const mock = await example(t);
    const page = await mock.client.listUsers({ status: ["Activated"], is_company_api_token: false });
    assert.equal(page.count, 2);
    assert.equal(page.links.next, null);
    assert.deepStrictEqual(page.results, [
      await mock.userOf("wilhelmina@example.com"),
      await mock.userOf("zephyrine@example.com"),
    ]);
    assert.deepStrictEqual(await mock.sent(), ["GET /ratings/v2/users?is_company_api_token=false&status=Activated"]);
  },

  async create_user_returns_the_created_user(t) {
    const mock = await account(t);
    const { data, response } = await mock.client.createUser(newUser()).withResponse();
    assert.equal(response.status, 201);
    assert.deepStrictEqual(data, createdUser());
    assert.deepStrictEqual(await mock.sent(), ["POST /ratings/v2/users"]);
    const [{ body }] = await mock.requests();
    // The order of fields means nothing in JSON, and is not kept.
    assert.deepStrictEqual(JSON.parse(body), newUser());
  },

  async get_user_returns_the_user(t) {
    const mock = await example(t);
    const user = await mock.client.getUser(WILHELMINA);
    // The list shows three fields more.
    const { landing_page, preferred_contact_for_entities, mfa_status, ...listed } =
      await mock.userOf("wilhelmina@example.com");
    assert.ok(landing_page && preferred_contact_for_entities && mfa_status);
    assert.deepStrictEqual(user, listed);
    assert.deepStrictEqual(await mock.sent(), [`GET /ratings/v2/users/${WILHELMINA}`]);

    const error = await failure(() => mock.client.getUser("nobody"));
    assert.deepStrictEqual([error.code, error.status], ["not_found", 404]);
  },

  async edit_user_changes_what_was_set_and_nothing_else(t) {
    const mock = await example(t);
    const before = await mock.userOf("wilhelmina@example.com");
    const edited = await mock.client.editUser(WILHELMINA, { group: KEEPERS, email: "emma@example.com" });
    const group = { guid: KEEPERS, name: "Lighthouse Keepers" };
    assert.deepStrictEqual([edited.group, edited.email], [group, "emma@example.com"]);
    assert.deepStrictEqual(await mock.userOf("emma@example.com"), { ...before, group, email: "emma@example.com" });
    const [{ method, target, body }] = await mock.requests();
    assert.equal(`${method} ${target}`, `PATCH /ratings/v2/users/${WILHELMINA}`);
    assert.equal(body, `{"email":"emma@example.com","group":"${KEEPERS}"}`);
  },

  async delete_user_removes_the_user(t) {
    const mock = await example(t);
    const { data, response } = await mock.client.deleteUser(BARNABY).withResponse();
    assert.deepStrictEqual([data, response.status, response.text], [undefined, 204, undefined]);
    assert.ok((await mock.users()).every((user) => user.guid !== BARNABY));
    const [{ method, target, body }] = await mock.requests();
    assert.deepStrictEqual([`${method} ${target}`, body], [`DELETE /ratings/v2/users/${BARNABY}`, ""]);
    assert.equal((await failure(() => mock.client.deleteUser(BARNABY))).code, "not_found");
  },

  async require_mfa_makes_the_user_set_up_a_second_factor(t) {
    const mock = await example(t);
    assert.equal(await mock.client.requireMfa(BARNABY), undefined);
    assert.equal((await mock.userOf("barnaby@example.com")).mfa_status, "Pending");
    assert.deepStrictEqual(await mock.sent(), [`POST /ratings/v2/users/${BARNABY}/require-mfa`]);
    const error = await failure(() => mock.client.requireMfa(WILHELMINA));
    assert.deepStrictEqual([error.code, error.status], ["validation", 400]);
  },

  async reset_mfa_switches_the_second_factor_off(t) {
    const mock = await example(t);
    assert.equal(await mock.client.resetMfa(WILHELMINA), undefined);
    assert.equal((await mock.userOf("wilhelmina@example.com")).mfa_status, "Not Enabled");
    assert.deepStrictEqual(await mock.sent(), [`POST /ratings/v2/users/${WILHELMINA}/reset-mfa`]);
    const error = await failure(() => mock.client.resetMfa(BARNABY));
    assert.deepStrictEqual([error.code, error.status], ["validation", 400]);
  },

  async resend_activation_email_is_for_created_users(t) {
    const mock = await example(t);
    assert.equal(await mock.client.resendActivationEmail(BARNABY), undefined);
    assert.deepStrictEqual(await mock.sent(), [`POST /ratings/v2/users/${BARNABY}/resend-activation-email`]);
    const error = await failure(() => mock.client.resendActivationEmail(WILHELMINA));
    assert.deepStrictEqual([error.code, error.status], ["validation", 400]);
    assert.equal(error.detail, "The user is activated already.");
  },

  async get_user_quota_counts_the_users(t) {
    const mock = await example(t);
    assert.deepStrictEqual(await mock.client.getUserQuota(), {
      active_user_count: 3,
      inactive_user_count: 2,
      total_user_count: 5,
      remaining_active_quota: 7,
      total_active_quota: 10,
    });
    assert.deepStrictEqual(await mock.sent(), ["GET /ratings/v1/users/quota"]);
  },

  async list_company_views_returns_the_companies_looked_at(t) {
    const mock = await example(t);
    const umbrellas = { rating: 720, guid: "c0000000-0000-4000-8000-000000000001", name: "Imaginary Umbrellas" };
    const teapots = { rating: 540, guid: "c0000000-0000-4000-8000-000000000002", name: "Invented Teapots" };
    assert.deepStrictEqual(await mock.client.listCompanyViews(BARNABY, { days_back: 30 }), {
      most_recently_viewed: [umbrellas, teapots],
      top_viewed: [teapots, umbrellas],
    });
    assert.deepStrictEqual(await mock.sent(), [`GET /ratings/v1/users/${BARNABY}/company-views?days_back=30`]);
  },

  async list_access_groups_returns_the_groups_and_the_default(t) {
    const mock = await example(t);
    const { default_group, groups } = await mock.client.listAccessGroups();
    assert.equal(default_group, "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb");
    assert.deepStrictEqual(groups.map((group) => group.name), ["All Companies", "Lighthouse Keepers"]);
    assert.equal(groups[1].user_count, 1);
    assert.deepStrictEqual(groups[1].subscription_types, {});
    assert.deepStrictEqual(await mock.sent(), ["GET /ratings/v1/access-groups"]);
  },

  async get_current_user_returns_the_owner_of_the_token(t) {
    const mock = await example(t);
    const user = await mock.client.getCurrentUser();
    assert.deepStrictEqual([user.guid, user.email_preferences], [WILHELMINA, {}]);
    assert.deepStrictEqual(await mock.sent(), ["GET /ratings/v2/users/current"]);
  },

  async edit_current_user_changes_the_owner_of_the_token(t) {
    const mock = await example(t);
    const changes = { landing_page: "SPM", preferred_contact_for_entities: ["entity"] };
    assert.equal((await mock.client.editCurrentUser(changes)).guid, WILHELMINA);
    const edited = await mock.userOf("wilhelmina@example.com");
    assert.deepStrictEqual([edited.landing_page, edited.preferred_contact_for_entities], ["SPM", ["entity"]]);
    assert.deepStrictEqual(await mock.sent(), ["PATCH /ratings/v2/users/current"]);
  },

  async query_users_returns_the_users_with_the_guids(t) {
    const mock = await example(t);
    // A read: sent again after a failure that leaves open whether it was done.
    await mock.inject({ kind: "status", status: 503, when: "after" });
    const { data, response } = await mock.client.queryUsers({ guid: [BARNABY, WILHELMINA, "nobody"] }).withResponse();
    assert.equal(response.attempts, 2);
    assert.deepStrictEqual(data.results.map((user) => user.guid), [WILHELMINA, BARNABY]);
    const [, { method, target, body }] = await mock.requests();
    assert.equal(`${method} ${target}`, "POST /ratings/v2/users/query");
    assert.equal(body, JSON.stringify({ guid: [BARNABY, WILHELMINA, "nobody"] }));
  },

  async reset_pending_mfa_is_for_pending_enrolments(t) {
    const mock = await example(t);
    await mock.client.requireMfa(BARNABY);
    assert.equal(await mock.client.resetPendingMfa(BARNABY), undefined);
    assert.equal((await mock.userOf("barnaby@example.com")).mfa_status, "Not Enabled");
    assert.equal((await mock.sent())[1], `POST /ratings/v2/users/${BARNABY}/reset-pending-mfa`);
    const error = await failure(() => mock.client.resetPendingMfa(WILHELMINA));
    assert.deepStrictEqual([error.code, error.status], ["validation", 400]);
  },

  async get_access_group_returns_the_members_on_request(t) {
    const mock = await example(t);
    const group = await mock.client.getAccessGroup(KEEPERS);
    assert.deepStrictEqual([group.user_count, group.users], [1, undefined]);
    const { users } = await mock.client.getAccessGroup(KEEPERS, { expand: "users" });
    assert.equal(users[0].guid, BARNABY);
    const target = `GET /ratings/v1/access-groups/${KEEPERS}`;
    assert.deepStrictEqual(await mock.sent(), [target, `${target}?expand=users`]);
  },
});
