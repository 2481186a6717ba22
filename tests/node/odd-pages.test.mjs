// Lists of a service with unusual pages, links and counts.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { collect, failure, numbered, numbers } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";
import { link, page, startService, users, window } from "../support/service.mjs";

const read = async (service) =>
  (await collect(service.client.listUsers({ limit: 10 }), 1000)).map((user) => user.email);

group("odd_pages", {
  async a_short_page_is_not_the_last(t) {
    // Some that would be on the first page may not be seen by this token.
    const service = await startService(t, ({ limit, offset, url }) => {
      const seen = window(25, offset, limit).filter((number) => number < 4 || number > 9);
      return page(offset + limit < 25 ? link(url, offset + limit) : null, 25, users(seen));
    });
    assert.deepStrictEqual(await read(service), numbered([...numbers(1, 3), ...numbers(10, 25)]));
    assert.deepStrictEqual(service.offsets, [0, 10, 20]);
  },

  async pages_smaller_than_asked_for_lose_nobody(t) {
    for (const withLinks of [true, false]) {
      const service = await startService(t, ({ offset, url }) =>
        page(withLinks && offset + 7 < 25 ? link(url, offset + 7) : null, 25, users(window(25, offset, 7))),
      );
      assert.deepStrictEqual(await read(service), numbered(numbers(1, 25)));
      assert.deepStrictEqual(service.offsets, [0, 7, 14, 21]);
    }
  },

  async an_empty_page_is_not_the_last(t) {
    for (const withLinks of [true, false]) {
      const service = await startService(t, ({ limit, offset, url }) => {
        const seen = window(35, offset, limit).filter((number) => number < 11 || number > 20);
        return page(withLinks && offset + limit < 35 ? link(url, offset + limit) : null, 35, users(seen));
      });
      assert.deepStrictEqual(await read(service), numbered([...numbers(1, 10), ...numbers(21, 35)]));
      assert.deepStrictEqual(service.offsets, [0, 10, 20, 30]);
    }
  },

  async missing_links_lose_nobody(t) {
    const service = await startService(t, ({ number, limit, offset }) => ({
      ...page(number === 1 ? "" : null, 25, users(window(25, offset, limit))),
      ...(number === 0 ? { links: {} } : {}),
    }));
    assert.deepStrictEqual(await read(service), numbered(numbers(1, 25)));
    assert.deepStrictEqual(service.offsets, [0, 10, 20]);
  },

  async a_foreign_link_is_not_followed(t) {
    let connected = 0;
    const foreign = createServer((socket) => {
      connected += 1;
      socket.destroy();
    });
    await new Promise((resolve) => foreign.listen(0, "127.0.0.1", resolve));
    t.after(() => foreign.close());
    const elsewhere = `http://127.0.0.1:${foreign.address().port}`;
    const service = await startService(t, ({ limit, offset }) =>
      page(link(elsewhere, 999), 25, users(window(25, offset, limit))),
    );
    assert.deepStrictEqual(await read(service), numbered(numbers(1, 25)));
    assert.deepStrictEqual(service.offsets, [0, 10, 20]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(connected, 0, "nobody so much as connected, so nobody got the token");
  },

  async a_link_that_leads_back_does_not_loop(t) {
    for (const back of [0, 10]) {
      const service = await startService(t, ({ limit, offset, url }) =>
        page(link(url, Math.max(0, offset - back)), 25, users(window(25, offset, limit))),
      );
      assert.deepStrictEqual(await read(service), numbered(numbers(1, 25)));
      assert.deepStrictEqual(service.offsets, [0, 10, 20]);
    }
  },

  async a_link_that_leads_too_far_loses_nobody(t) {
    const service = await startService(t, ({ limit, offset, url }) =>
      page(offset + limit < 25 ? link(url, offset + 2 * limit) : null, 25, users(window(25, offset, limit))),
    );
    assert.deepStrictEqual(await read(service), numbered(numbers(1, 25)));
  },

  async a_list_that_repeats_itself_ends(t) {
    // A service that takes no notice of the offset, and always has one more page.
    const service = await startService(t, ({ limit, offset, url }) =>
      page(link(url, offset + limit), 10, users(numbers(1, 10))),
    );
    assert.deepStrictEqual(await read(service), numbered(numbers(1, 10)));
    assert.ok(service.offsets.length <= 3, `${service.offsets}`);
  },

  async a_list_of_empty_pages_ends_in_an_error(t) {
    const service = await startService(t, ({ limit, offset, url }) => page(link(url, offset + limit), 1_000_000, []));
    const error = await failure(() => read(service));
    assert.equal(error.code, "decode");
    assert.match(error.message, /doesn't end/);
    assert.ok(service.offsets.length <= 110);
  },

  async a_count_that_keeps_changing_does_not_loop(t) {
    const service = await startService(t, ({ number, limit, offset, url }) => {
      const next = offset + limit < 100 ? link(url, offset + limit) : null;
      // Up and down by more than a page.
      return page(next, number % 2 === 0 ? 100 : 130, users(window(100, offset, limit)));
    });
    assert.deepStrictEqual(await read(service), numbered(numbers(1, 100)));
    // A hundred steps back, some of which lead to the beginning.
    assert.ok(service.offsets.length < 500, `${service.offsets.length}`);

    // Nor does a list with other users at every request.
    const restless = await startService(t, ({ number, limit }) =>
      page(null, 1000 - (number % 2), users(numbers(number * limit, number * limit + limit - 1))),
    );
    await collect(restless.client.listUsers({ limit: 10 }), 10_000);
    assert.ok(restless.offsets.length < 500, `${restless.offsets.length}`);
  },
});
