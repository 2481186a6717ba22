// Reading all users of an account over a network, in Node.js: node lists.mjs <options as JSON>; prints figures as JSON.
import { BitsightUsers } from "bitsight-users";
import createClient from "openapi-fetch";

import { TOKEN, shuffled } from "./rows.mjs";
import { withServer } from "./server-process.mjs";

/** How long the server takes to answer, in milliseconds: a near service, and one behind a busy network. */
const LATENCIES = [20, 100];
/** As many users to a page as the documentation's example asks for. */
const LIMIT = 100;
const authorization = `Basic ${btoa(`${TOKEN}:`)}`;

/** Each makes a client, which returns the guids of all users. */
const subjects = {
  "raw fetch": (baseUrl) => async () => {
    const guids = [];
    let url = `${baseUrl}/v2/users?limit=${LIMIT}`;
    while (url !== null) {
      const response = await fetch(url, { headers: { authorization } });
      const page = JSON.parse(await response.text());
      guids.push(...page.results.map(({ guid }) => guid));
      url = page.links.next;
    }
    return guids;
  },
  "openapi-fetch": (baseUrl) => {
    const client = createClient({ baseUrl, headers: { authorization } });
    return async () => {
      const guids = [];
      for (let count = 1, offset = 0; offset < count; offset += LIMIT) {
        const { data } = await client.GET("/v2/users", { params: { query: { limit: LIMIT, offset } } });
        guids.push(...data.results.map(({ guid }) => guid));
        count = data.count;
      }
      return guids;
    };
  },
  "bitsight-users": (baseUrl) => {
    const users = new BitsightUsers({ baseUrl, token: TOKEN });
    return async () => {
      const guids = [];
      for await (const { guid } of users.listUsers({ limit: LIMIT })) guids.push(guid);
      return guids;
    };
  },
};

const { rounds } = JSON.parse(process.argv[2]);
const figures = await withServer(async ({ api }) => {
  const rows = [];
  for (const latency of LATENCIES) {
    const clients = Object.entries(subjects).map(([name, open]) => [name, open(`${api}/after/${latency}`)]);
    const samples = Object.fromEntries(clients.map(([name]) => [name, []]));
    let expected;
    // The first round warms up.
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, read] of shuffled(clients)) {
        const start = performance.now();
        const guids = await read();
        const time = performance.now() - start;
        expected ??= guids.join();
        if (guids.join() !== expected) throw new Error(`${name} reads another list`);
        if (round >= 0) samples[name].push(time);
      }
    }
    const title = `${expected.split(",").length} users, answers after ${latency} ms`;
    rows.push({ id: `lists-${latency}`, title, samples });
  }
  return { rows, first: {}, memory: {} };
});
console.log(JSON.stringify(figures));
