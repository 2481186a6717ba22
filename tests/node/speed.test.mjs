// Lists are read as fast as the network allows, with pages ahead that keep nobody waiting.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { BitsightUsers } from "bitsight-users";

import { link, page, users as numberedUsers, window } from "../support/service.mjs";
import { group } from "../support/scenarios.mjs";

const USERS = 3_000;
const PAGE = 100;
/** The default number of requests at once, and of pages ahead. */
const AT_ONCE = 3;
/** A busy machine can slow any single reading down. Only a client that is always too slow fails. */
const ATTEMPTS = 5;
/** In milliseconds; longer than any test takes. */
const HOUR = 3_600_000;

group("speed", {
  async a_long_list_is_read_at_the_speed_of_the_network(t) {
    // Long, compared with what a page takes without it while other tests run. The benchmarks have 20 and 100 ms.
    const latency = 200;
    const service = await slowService(t, () => latency);
    await isReadWithin(service, 1.15 * Math.ceil(USERS / PAGE / AT_ONCE) * latency + latency);
  },

  async a_slow_page_does_not_hold_up_the_requests_of_others(t) {
    const latency = 100;
    // Every other page takes twice as long. In batches of three each would take that long: 22 latencies in all, not 17.
    const service = await slowService(t, (number) => (number % 2 === 0 ? 2 * latency : latency));
    await isReadWithin(service, 20 * latency);
  },

  async no_more_pages_are_requested_ahead_than_there_may_be_requests(t) {
    const service = await slowService(t, () => 0);
    let count = 0;
    for await (const _ of service.client.listUsers()) {
      count += 1;
      if (count > 1) continue;
      // Longer than the pages ahead take.
      await sleep(500);
      assert.equal(service.log.requests, 1 + AT_ONCE);
    }
    assert.equal(count, USERS);
    assert.equal(service.log.requests, USERS / PAGE);
  },

  async requests_end_when_nobody_reads_the_list_any_more(t) {
    const service = await slowService(t, (number) => (number === 0 ? 0 : HOUR));
    for await (const _ of service.client.listUsers()) {
      while (service.log.waiting < AT_ONCE) await sleep(1);
      break;
    }
    while (service.log.waiting > 0) await sleep(1);
    await service.client.getUserQuota();
    assert.equal(service.log.requests, 1 + AT_ONCE);
  },

  async other_calls_get_their_turn_while_a_list_is_read(t) {
    for (const maxConcurrency of [1, AT_ONCE]) {
      const service = await slowService(t, () => 50, { maxConcurrency });
      let count = 0;
      for await (const _ of service.client.listUsers()) {
        // While requests of the list are under way.
        await service.client.getUserQuota({ totalTimeout: 30_000 });
        count += 1;
        if (count === 2 * PAGE) break;
      }
    }
  },
});

/** How many times as long as the service's latency single requests take on this machine now. */
async function slowdown({ client, latency }) {
  const start = performance.now();
  let nominal = 0;
  for (let number = 0; number < 6; number += 1) {
    nominal += latency(number);
    await client.listUsers({ offset: number * PAGE });
  }
  return (performance.now() - start) / nominal;
}

/** Reads the list until that takes no longer than `most` milliseconds, if single requests took no longer than the latency. */
async function isReadWithin(service, most) {
  const { client } = service;
  let least = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && least > 1; attempt += 1) {
    const allowed = most * (await slowdown(service));
    const start = performance.now();
    let count = 0;
    for await (const user of client.listUsers()) count += user.guid === undefined ? 0 : 1;
    assert.equal(count, USERS);
    least = Math.min(least, (performance.now() - start) / allowed);
  }
  assert.ok(least <= 1, `it took ${least.toFixed(2)} times what is allowed`);
}

/** A list whose pages each come after a time of their own, which `latency` gets from the page's number. */
async function slowService(t, latency, options) {
  // All requests for pages, and those that are not answered yet.
  const log = { requests: 0, waiting: 0 };
  // By offset, each made once.
  const bodies = new Map();
  const bodyAt = (offset) => {
    const next = offset + PAGE < USERS ? link(url, offset + PAGE) : null;
    const text = bodies.get(offset) ?? JSON.stringify(page(next, USERS, numberedUsers(window(USERS, offset, PAGE))));
    bodies.set(offset, text);
    return text;
  };
  const server = createServer((request, response) => {
    const answer = (body) => response.writeHead(200, { "content-type": "application/json" }).end(body);
    const { pathname, searchParams } = new URL(request.url, "http://service");
    if (pathname.endsWith("/quota")) return answer(JSON.stringify({ total_user_count: USERS }));
    const offset = Number(searchParams.get("offset") ?? 0);
    log.requests += 1;
    log.waiting += 1;
    const timer = setTimeout(() => answer(bodyAt(offset)), latency(offset / PAGE));
    // When it is answered, or when the client aborts it.
    response.once("close", () => {
      clearTimeout(timer);
      log.waiting -= 1;
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  return { log, latency, client: new BitsightUsers({ token: "a-token", baseUrl: url, ...options }) };
}
