// Lists from beginning to end, also while users come and go: each user once, none left out.
import assert from "node:assert/strict";

import { account, collect, failure, numbered, numberedSeed, numbers } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

const emails = (users) => users.map((user) => user.email);
const offsets = async (mock) =>
  (await mock.requests()).map(({ target }) => Number(new URL(target, "http://mock").searchParams.get("offset")));

/** Reads pages of ten; after `count` users, `disturb` happens. Three pages more may be read by then. */
async function readDisturbed(mock, sort, count, disturb) {
  const users = [];
  for await (const user of mock.client.listUsers({ sort: [sort], limit: 10 })) {
    users.push(user);
    assert.ok(users.length < 1000, "the list doesn't end");
    if (users.length === count) await disturb();
  }
  return emails(users);
}

/** Deletes users of a numbered account. */
async function remove(mock, from, to) {
  const users = await mock.users();
  for (const email of numbered(numbers(from, to))) {
    await mock.client.deleteUser(users.find((user) => user.email === email).guid);
  }
}

/** Adds users, whose guids come after those of a seed. */
async function insert(mock, count) {
  for (const number of numbers(1, count)) {
    await mock.client.createUser({
      friendly_name: "New",
      formal_name: "New User",
      email: `new${number}@example.com`,
      roles: [{ slug: "customer_user" }],
    });
  }
}

group("paging", {
  async all_pages_are_read_once(t) {
    const mock = await account(t, numberedSeed(250));
    const users = await collect(mock.client.listUsers(), 250);
    assert.deepStrictEqual(users, await mock.users());
    assert.deepStrictEqual(await mock.sent(), [
      "GET /ratings/v2/users?limit=100",
      "GET /ratings/v2/users?limit=100&offset=100",
      "GET /ratings/v2/users?limit=100&offset=200",
    ]);
  },

  async the_size_of_pages_and_the_beginning_can_be_chosen(t) {
    const mock = await account(t, numberedSeed(60));
    const users = await collect(mock.client.listUsers({ limit: 20, offset: 10 }), 50);
    assert.deepStrictEqual(emails(users), numbered(numbers(11, 60)));
    assert.deepStrictEqual(await offsets(mock), [10, 30, 50]);
  },

  async filters_stay_on_every_page(t) {
    const mock = await account(t, numberedSeed(40));
    const users = await collect(mock.client.listUsers({ status: ["Created"], sort: ["-guid"], limit: 4 }), 10);
    const created = numbers(1, 40).filter((number) => number % 4 === 3);
    assert.deepStrictEqual(emails(users), numbered(created.reverse()));
    for (const { target } of await mock.requests()) assert.match(target, /&sort=-guid&status=Created/);
  },

  async single_pages_have_the_count(t) {
    const mock = await account(t, numberedSeed(25));
    const page = await mock.client.listUsers({ limit: 10, offset: 20 });
    assert.deepStrictEqual([page.count, page.results.length], [25, 5]);
    assert.deepStrictEqual(page.links, { next: null, previous: `${mock.url}/v2/users?limit=10&offset=10` });
    assert.equal((await mock.requests()).length, 1);

    const pages = await collect(mock.client.listUsers({ limit: 10 }).pages());
    assert.deepStrictEqual(pages.map(({ count, results }) => [count, results.length]), [[25, 10], [25, 10], [25, 5]]);
    assert.equal(pages[2].response.status, 200);
  },

  async a_user_deleted_on_the_way_hides_no_other(t) {
    const mock = await account(t, numberedSeed(80));
    const users = await readDisturbed(mock, "guid", 10, () => remove(mock, 1, 1));
    assert.deepStrictEqual(users, numbered(numbers(1, 80)));
  },

  async many_users_deleted_on_the_way_repeat_no_other(t) {
    // From the end, so that nobody moves, and the reading goes back for nothing.
    let mock = await account(t, numberedSeed(100));
    let users = await readDisturbed(mock, "guid", 50, () => remove(mock, 81, 100));
    assert.deepStrictEqual(users, numbered(numbers(1, 80)));

    // From the beginning, more than a page.
    mock = await account(t, numberedSeed(100));
    users = await readDisturbed(mock, "guid", 50, () => remove(mock, 1, 35));
    assert.deepStrictEqual(users, numbered(numbers(1, 100)));
  },

  async a_user_inserted_on_the_way_repeats_no_other(t) {
    const mock = await account(t, numberedSeed(80));
    const users = await readDisturbed(mock, "-guid", 10, () => insert(mock, 1));
    assert.deepStrictEqual(users, numbered(numbers(1, 80).reverse()));
  },

  async many_users_inserted_on_the_way_repeat_no_other(t) {
    // More than two pages of them, before everybody who was read.
    const mock = await account(t, numberedSeed(100));
    const users = await readDisturbed(mock, "-guid", 30, () => insert(mock, 25));
    assert.deepStrictEqual(users, numbered(numbers(1, 100).reverse()));
  },

  async deletions_that_insertions_outnumber_hide_nobody(t) {
    // The count grows, and yet users move to before where the reading was.
    const mock = await account(t, numberedSeed(100));
    const users = await readDisturbed(mock, "guid", 30, async () => {
      await remove(mock, 1, 15);
      await insert(mock, 17);
    });
    assert.deepStrictEqual(users.filter((email) => !email.startsWith("new")), numbered(numbers(1, 100)));
    assert.equal(users.length, 117);
  },

  async after_an_error_the_list_goes_on_where_it_was(t) {
    const mock = await account(t, numberedSeed(30));
    const first = await collect(mock.client.listUsers({ limit: 10 }).pages());
    assert.equal(first.length, 3);
    await mock.inject({ kind: "status", status: 403, skip: 1, body: { detail: "not now" } });
    const seen = [];
    const error = await failure(async () => {
      for await (const user of mock.client.listUsers({ limit: 10 })) seen.push(user);
    });
    assert.equal(error.code, "permission");
    // An iterator that threw has ended; its successor begins where it stopped.
    const rest = await collect(mock.client.listUsers({ limit: 10, offset: seen.length }));
    assert.deepStrictEqual(emails([...seen, ...rest]), numbered(numbers(1, 30)));
  },
});
