// The page's list: search, filter, sort, pages, and its messages without users or without a response.
import assert from "node:assert/strict";

import { accessible, focused, names, scenario, settled } from "../support/admin-page.mjs";

scenario("the list has pages and a count", { users: 23 }, async (page, account) => {
  assert.equal((await names(page))[0], "Ada Abernathy");
  assert.equal(await page.locator("#count").innerText(), "1 to 10 of 23");
  assert.match(await page.locator("#quota").innerText(), /23 users/);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("11 to 20 of 23").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("21 to 23 of 23").waitFor();
  assert.equal((await names(page)).length, 3);
  // At the end, the button stays where it is and keeps the focus.
  const next = page.getByRole("button", { name: "Next" });
  assert.equal(await next.getAttribute("aria-disabled"), "true");
  assert.equal(await focused(page), "Next");
  const before = (await account.lists()).length;
  await page.keyboard.press("Enter");
  assert.equal((await account.lists()).length, before, "there is no page after the last");
  await page.getByRole("button", { name: "Previous" }).click();
  await page.getByText("11 to 20 of 23").waitFor();
  await page.getByLabel("Per page").selectOption("25");
  await page.getByText("1 to 23 of 23").waitFor();
});

scenario("the list is searched and filtered by the service", { users: 23 }, async (page, account) => {
  await page.getByLabel("Search", { exact: true }).fill("bellows");
  await page.getByText("1 to 1 of 1").waitFor();
  assert.deepStrictEqual(await names(page), ["Barnaby Bellows"]);
  assert.equal((await account.lists()).at(-1).q, "bellows");
  await page.getByLabel("Search in").selectOption("Email is exactly");
  await page.getByLabel("Search", { exact: true }).fill("ada.abernathy@example.com");
  await page.getByText("Ada Abernathy").waitFor();
  assert.equal((await account.lists()).at(-1).email, "ada.abernathy@example.com");
  await page.getByLabel("Search", { exact: true }).fill("");
  await page.getByLabel("Status").selectOption("Created");
  await page.getByText("1 to 8 of 8").waitFor();
  assert.equal((await account.lists()).at(-1).status, "Created");
});

scenario("nobody found can be undone with one button", { users: 3 }, async (page) => {
  await page.getByLabel("Search", { exact: true }).fill("zzz");
  await page.getByText("No user matches.").waitFor();
  await accessible(page, "nobody found");
  await page.getByRole("button", { name: "Clear search and filter" }).click();
  await page.getByText("1 to 3 of 3").waitFor();
  assert.equal(await focused(page), "Search");
});

scenario("the list is sorted by its columns and by the choice", { users: 5 }, async (page, account) => {
  const name = page.getByRole("columnheader", { name: "Name" });
  assert.equal(await name.getAttribute("aria-sort"), "ascending");
  await name.getByRole("button").click();
  await page.locator("th[aria-sort=descending]").waitFor();
  assert.equal((await names(page))[0], "Esme Everglade");
  assert.equal(await page.getByLabel("Sort by").inputValue(), "-formal_name");
  await page.getByLabel("Sort by").selectOption("email");
  await page.locator("th[aria-sort=ascending]", { hasText: "Email" }).waitFor();
  assert.equal((await account.lists()).at(-1).sort, "email");
});

scenario("an answer that is overtaken is not shown", { users: 23 }, async (page, account) => {
  await account.inject({ kind: "delay", ms: 1500, when: "after", operation: "list_users" });
  await page.getByLabel("Status").selectOption("Created");
  await page.getByLabel("Status").selectOption("Deactivated");
  await page.getByText("1 to 7 of 7").waitFor();
  await page.waitForTimeout(1800);
  assert.equal(await page.locator("#count").innerText(), "1 to 7 of 7");
});

scenario("retries are told while they happen", { users: 3 }, async (page, account) => {
  const fault = { kind: "status", status: 503, headers: { "retry-after": "1" }, operation: "list_users" };
  await account.inject(fault);
  await page.getByLabel("Sort by").selectOption("email");
  await page.getByText(/list_users: server, HTTP 503. Trying again in 1 s/).waitFor();
  await accessible(page, "a retry");
  await settled(page);
  await page.locator("main > .activity").waitFor({ state: "hidden" });
});

scenario("a list that fails says why and can be asked for again", { users: 3 }, async (page, account) => {
  await account.inject({ kind: "status", status: 403, operation: "list_users", body: { detail: "Not for you" } });
  await page.getByLabel("Sort by").selectOption("email");
  await page.getByText("The token's owner may not do this").waitFor();
  assert.match(await page.locator("#people .problem").innerText(), /Not for you[^]*permission · HTTP 403 · request /);
  await accessible(page, "a list that fails");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("#people .problem").waitFor({ state: "detached" });
  assert.equal((await names(page)).length, 3);
});

scenario("rows of an earlier filter go when the list fails, and so does the news of retries", { users: 9 }, async (page, account) => {
  await account.inject({ kind: "status", status: 503, headers: { "retry-after": "0" }, operation: "list_users", times: 3 });
  await page.getByLabel("Status").selectOption("Created");
  await page.getByText("Bitsight, or the network in front of it, failed").waitFor({ timeout: 30_000 });
  assert.equal(await page.locator("tbody tr:visible").count(), 0);
  assert.equal(await page.locator("main > .activity").innerText(), "");
});

scenario("the list is filtered by role and by two-factor state", { users: 23 }, async (page, account) => {
  await page.getByLabel("Role").first().selectOption("Admin");
  await page.getByText("1 to 10 of 12").waitFor();
  assert.equal((await account.lists()).at(-1)["roles.slug"], "customer_admin");
  await page.getByLabel("Two-factor").selectOption("Pending");
  await page.getByText("No user matches.").waitFor();
  await page.getByLabel("Role").first().selectOption("Any");
  await page.getByText("1 to 6 of 6").waitFor();
  assert.deepStrictEqual([...new Set(await page.locator("td[data-label=Two-factor]").allInnerTexts())], ["Pending"]);
  await page.getByLabel("Group").first().selectOption("Lighthouse Keepers");
  await page.getByText("No user matches.").waitFor();
});

scenario("a connection that can't be set up is marked at its field", { users: 3 }, async (page) => {
  await page.getByText("Connection", { exact: true }).click();
  await page.getByLabel("Base URL").fill("http://api.example.com");
  await page.getByRole("button", { name: "Use these" }).click();
  assert.equal(await page.getByLabel("Base URL").getAttribute("aria-invalid"), "true");
  assert.match(await page.locator("#base-url-error").innerText(), /plain http would expose the token/i);
  await accessible(page, "a connection that can't be");
});

for (const colorScheme of ["light", "dark"]) {
  scenario(`axe finds nothing in the list in ${colorScheme}`, { users: 23, colorScheme }, async (page) => {
    for (const width of [1280, 900, 400]) {
      await page.setViewportSize({ width, height: 1000 });
      await accessible(page, `the list at ${width} ${colorScheme}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!wider, `nothing sticks out at ${width}`);
    }
  });
}
