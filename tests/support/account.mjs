// Accounts to read: a mock with a seed, and functions to inspect it and to inject faults.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BitsightError, BitsightUsers } from "bitsight-users";

import { startMock, TOKEN } from "./mock.mjs";

/** A mock that holds what `seed` says (crates/mock-server/README.md), and a client of it. */
export async function account(t, seed) {
  const mock = await startMock(t);
  const admin = async (method, path, body) => {
    const init = { method, body: body === undefined ? undefined : JSON.stringify(body) };
    const response = await fetch(`${mock.url.replace(/\/ratings$/, "/_admin")}${path}`, init);
    assert.ok(response.ok, `the mock's ${path} answers ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  };
  if (seed !== undefined) await admin("POST", "/reset", seed);
  return {
    url: mock.url,
    client: new BitsightUsers({ token: TOKEN, baseUrl: mock.url }),
    /** What reached the mock. */
    requests: async () => (await admin("GET", "/requests")).requests,
    /** The same, as `GET /ratings/v2/users`. */
    sent: async () => (await admin("GET", "/requests")).requests.map(({ method, target }) => `${method} ${target}`),
    forget: () => admin("DELETE", "/requests"),
    inject: (fault) => admin("POST", "/faults", fault),
    /** Changes options of the mock until the next reset. */
    options: (changes) => admin("POST", "/options", changes),
    inFlight: async () => (await admin("GET", "/requests")).in_flight,
    reset: (seed) => admin("POST", "/reset", seed),
    users: async () => (await admin("GET", "/users")).users,
    userOf: async (email) => (await admin("GET", "/users")).users.find((user) => user.email === email),
  };
}

/** The fictional account that ships with the mock. */
export const example = (t) => account(t, read("crates/mock-server/seed/example.json"));

/** The text of a file of the project. */
export const readText = (path) => readFileSync(join(process.env.BITSIGHT_USERS_ROOT, path), "utf8");

/** A JSON file of the project. */
export const read = (path) => JSON.parse(readText(path));

/** user1@example.com to user<count>@example.com, every fourth of them only Created. */
export const numberedSeed = (count) => ({
  users: numbers(1, count).map((number) => ({
    friendly_name: `User ${number}`,
    formal_name: `Numbered User ${number}`,
    email: `user${number}@example.com`,
    status: number % 4 === 3 ? "Created" : "Activated",
  })),
});

/** From one to the other, both included. */
export const numbers = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** The email addresses that numbered users have. */
export const numbered = (numbers) => numbers.map((number) => `user${number}@example.com`);

/** Everything that an iterable holds; more than `most` is a list that doesn't end. */
export async function collect(iterable, most = 1000) {
  const found = [];
  for await (const entry of iterable) {
    found.push(entry);
    assert.ok(found.length <= most, "too many entries");
  }
  return found;
}

/** What `act` throws, or what its promise is rejected with. */
export async function failure(act) {
  try {
    await act();
  } catch (error) {
    assert.ok(error instanceof BitsightError, `a BitsightError, not ${error?.stack ?? error}`);
    return error;
  }
  return assert.fail("it should have failed");
}
