// The work of every subject, and how it is timed: the same in Node.js and in a page.
import { open, subjects } from "./subjects/index.mjs";

export const TOKEN = "a-token";

/** The documented user, with the role that the documentation forgets. */
export const USER = {
  friendly_name: "Arnold",
  formal_name: "Arnold Brown",
  email: "arnold@actorsfilms.us",
  roles: [{ slug: "customer_user" }],
};

/**
 * `calls` calls are made one after the other and timed as one: enough that garbage is collected within, and that a page's
 * clock, which counts 0.1 ms, is precise enough.
 */
export const ROWS = [
  { id: "create", title: "create a user", calls: 8, run: (client) => client.create(USER) },
  { id: "list-100", title: "list 100", calls: 8, run: (client) => client.list(100) },
  { id: "list-1000", title: "list 1000", calls: 4, run: (client) => client.list(1000) },
  {
    id: "create-3",
    title: "3 creates at once",
    calls: 4,
    run: (client) => Promise.all([client.create(USER), client.create(USER), client.create(USER)]),
  },
];

/**
 * Milliseconds that each subject took for each row, a list of one figure for each round.
 *
 * In a round every subject runs once, in random order. A slow moment of the machine then hits all of them, and none always
 * runs after the one that leaves the most garbage.
 */
export async function measure(baseUrl, { rounds, warmUp }) {
  const clients = [];
  for (const name of Object.keys(subjects)) clients.push([name, await open(name, { baseUrl, token: TOKEN })]);
  await agree(clients);
  const rows = {};
  for (const row of ROWS) {
    const samples = (rows[row.id] = Object.fromEntries(clients.map(([name]) => [name, []])));
    for (let round = -warmUp; round < rounds; round += 1) {
      for (const [name, client] of shuffled(clients)) {
        const time = await timed(row, client);
        if (round >= 0) samples[name].push(time);
      }
    }
  }
  return rows;
}

/** The fastest of three, since other programs may have used the processor meanwhile. */
async function timed({ calls, run }, client) {
  let fastest = Infinity;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) await run(client);
    fastest = Math.min(fastest, (performance.now() - start) / calls);
  }
  return fastest;
}

/** Fails unless the subject returns the same value as raw `fetch`: reading less would be faster. */
async function agree(clients) {
  for (const { id, run } of ROWS) {
    const values = [];
    for (const [name, client] of clients) values.push([name, sorted(await run(client))]);
    for (const [name, value] of values) {
      if (value !== values[0][1]) throw new Error(`${name} reads ${id} in another way: ${value.slice(0, 2000)}`);
    }
  }
}

/** As text, with the fields of objects sorted. */
const sorted = (value) =>
  JSON.stringify(value, (_, part) =>
    typeof part !== "object" || part === null || Array.isArray(part) ? part : Object.fromEntries(Object.entries(part).sort()),
  );

/** Shuffled. */
export function shuffled(list) {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}
