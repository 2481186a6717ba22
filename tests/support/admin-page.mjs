// The administration page in Chromium with an account behind it, and the actions of its tests.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import { openExample, withPage } from "./browser.mjs";
import { startMock, TOKEN } from "./mock.mjs";

const ARTIFACTS = process.env.BITSIGHT_USERS_ARTIFACTS;
mkdirSync(ARTIFACTS, { recursive: true });
const axe = createRequire(import.meta.url)("axe-core");

/** Names in the order of the alphabet, so that what comes first is plain. */
const NAMES = ["Ada Abernathy", "Barnaby Bellows", "Celestine Cartwheel", "Dorian Dandelion", "Esme Everglade"];
const STATES = ["Activated", "Created", "Deactivated"];
const MFA = ["Not Enabled", "Pending", "Enabled", "Enabled"];

/** An account of `count` users; the first five have the names above. */
export const seedOf = (count) => ({
  groups: [
    { guid: "aaaaaaaa-1111-aaaa-1111-aaaaaaaaaaaa", name: "Lighthouse Keepers" },
    { guid: "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb", name: "All Companies" },
  ],
  default_group: "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb",
  users: Array.from({ length: count }, (_, index) => {
    const name = NAMES[index] ?? `Person ${String(index).padStart(3, "0")}`;
    const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
    return {
      friendly_name: name.split(" ")[0],
      formal_name: name,
      email,
      status: STATES[index % STATES.length],
      roles: [{ slug: index % 2 ? "customer_user" : "customer_admin" }],
      mfa_status: MFA[index % MFA.length],
    };
  }),
});

/** A test with the page, open and connected to an account of `users` users of its own. */
export function scenario(name, { users = 0, token = TOKEN, colorScheme = "light" } = {}, run) {
  test(name, async (t) => {
    const mock = await startMock(t);
    const admin = mock.url.replace(/\/ratings$/, "/_admin");
    const ask = async (method, path, body) => {
      const response = await fetch(admin + path, { method, body: body && JSON.stringify(body) });
      assert.ok(response.ok, `the mock's ${path} answers ${response.status}`);
      return response.status === 204 ? undefined : response.json();
    };
    await ask("POST", "/reset", seedOf(users));
    const account = {
      users: async () => (await ask("GET", "/users")).users,
      userOf: async (email) => (await account.users()).find((user) => user.email === email),
      /** No fault strikes any more. */
      calm: () => ask("DELETE", "/faults"),
      inject: (...faults) => ask("POST", "/faults", faults),
      /** Requests that changed something, or were meant to. */
      writes: async () => (await mock.requests()).filter(({ method }) => !["GET", "OPTIONS"].includes(method)),
      /** The queries of the lists that the page asked for, the latest last. */
      lists: async () =>
        (await mock.requests())
          .filter(({ operation }) => operation === "list_users")
          .map(({ target }) => Object.fromEntries(new URL(target, mock.url).searchParams)),
    };
    await withPage(async (page) => {
      await page.emulateMedia({ colorScheme });
      await openExample(page, { baseUrl: mock.url, token });
      try {
        await run(page, account);
        assert.deepStrictEqual(page.problems, [], "the page has no uncaught error");
      } finally {
        await picture(page, name);
      }
    });
  });
}

/** Keeps a picture of the page as it is. */
export const picture = (page, name) =>
  page.screenshot({ path: join(ARTIFACTS, `${name.replaceAll(" ", "-")}.png`), fullPage: true });

/** Axe finds nothing in the page as it is; a picture is kept. */
export async function accessible(page, state) {
  await picture(page, state);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`);
  assert.deepStrictEqual(found, [], state);
  assert.ok(passes.length > 10, "axe has looked at something");
}

/** The names that the list shows, once it shows what was asked for. */
export async function names(page) {
  await settled(page);
  return page.locator("tbody button").allInnerTexts();
}

/** Waits until no list is being asked for. */
export const settled = (page) => page.locator("#people:not([aria-busy])").waitFor();

/** Opens the dialog about a user of the list. */
export async function open(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog", { name }).waitFor();
}

/** The element that has the focus, by its text or its label. */
export const focused = (page) =>
  page.evaluate(() => document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText);

/** Waits until something has the focus, which it gets after what it stands for was loaded. */
export async function hasFocus(page, name) {
  const end = Date.now() + 5_000;
  while ((await focused(page)) !== name) {
    if (Date.now() > end) throw new Error(`the focus is on "${await focused(page)}", not on "${name}"`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
