// Lists are read as fast as the network allows.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { BitsightUsers } from "bitsight-users";

import { link, page, users as numberedUsers, window } from "../support/service.mjs";
import { group } from "../support/scenarios.mjs";

const USERS = 3_000;
const PAGE = 100;
/** In milliseconds; long, compared with what a page takes without it. */
const LATENCY = 200;
/** The default number of requests at once. */
const AT_ONCE = 3;
/** A busy machine can slow any single reading down. Only a client that is always too slow fails. */
const ATTEMPTS = 5;

group("speed", {
  async a_long_list_is_read_at_the_speed_of_the_network(t) {
    const users = new BitsightUsers({ token: "a-token", baseUrl: await slowService(t) });
    const most = 1.15 * Math.ceil(USERS / PAGE / AT_ONCE) * LATENCY + LATENCY;
    let least = Infinity;
    for (let attempt = 0; attempt < ATTEMPTS && least > most; attempt += 1) {
      const start = performance.now();
      let count = 0;
      for await (const user of users.listUsers()) count += user.guid === undefined ? 0 : 1;
      assert.equal(count, USERS);
      least = Math.min(least, performance.now() - start);
    }
    assert.ok(least <= most, `it took ${least} ms, and ${most} ms are allowed`);
  },
});

/** A list whose pages come after the latency. */
async function slowService(t) {
  const server = createServer((request, response) => {
    const offset = Number(new URL(request.url, "http://service").searchParams.get("offset") ?? 0);
    const next = offset + PAGE < USERS ? link(url, offset + PAGE) : null;
    const body = JSON.stringify(page(next, USERS, numberedUsers(window(USERS, offset, PAGE))));
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(body), LATENCY);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  return url;
}
