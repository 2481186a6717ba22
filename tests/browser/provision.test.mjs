// The page's long task: many users from pasted lines, with progress, stopping, and the truth about each.
import assert from "node:assert/strict";

import { accessible, focused, scenario } from "../support/admin-page.mjs";

const lines = (count) =>
  Array.from({ length: count }, (_, index) => `new${index}@example.com, New Person ${index}, New${index}`).join("\n");

async function paste(page, text) {
  await page.getByRole("button", { name: "Provision many" }).click();
  await page.getByLabel("Users, one to a line").fill(text);
}

const begin = (page) => page.getByRole("button", { name: "Create these users" }).click();
const news = (page) => page.locator("#provision .news");
const states = (page) => page.locator("#results .state").allInnerTexts();

scenario("many users are created with progress", { users: 3 }, async (page, account) => {
  await account.inject({ kind: "delay", ms: 100, operation: "create_user", times: null });
  await paste(page, lines(12));
  await begin(page);
  await page.getByText(/^Of 12: [1-9] created$/).waitFor();
  assert.equal(await focused(page), "Stop");
  await accessible(page, "provisioning");
  await page.getByText("Of 12: 12 created.").waitFor();
  assert.equal(await page.getByLabel("Progress").getAttribute("value"), "12");
  assert.equal((await account.users()).length, 15);
  assert.equal(await page.getByLabel("Users, one to a line").inputValue(), "");
  await page.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("1 to 10 of 15").waitFor();
});

scenario("each line says what became of it", { users: 3 }, async (page, account) => {
  // Every request takes effect, and is answered with a failure.
  await account.inject({ kind: "html524", when: "after", operation: "create_user", times: null });
  const text = "ada.abernathy@example.com, Ada, Ada\nb@example.com, B, B\nnobody, N, N\n";
  await paste(page, text);
  await begin(page);
  await page.getByText("Of 3: 1 created, 1 failed, 1 unknown.").waitFor();
  const told = await states(page);
  assert.match(told[0], /^Unknown: there is a user with this address and other data \(conflict\)$/);
  assert.match(told[1], /^Created; the answer was lost, and the user found$/);
  assert.match(told[2], /^Failed \(invalid_argument\): /);
  assert.equal(await page.getByLabel("Users, one to a line").inputValue(), "nobody, N, N", "what failed stays");
  await accessible(page, "provisioned in part");
});

scenario("an outcome that nobody knows is called unknown and can be looked up", {}, async (page, account) => {
  // Created, and then neither the answer nor the look-ups arrive.
  await account.inject(
    { kind: "reset", when: "after", operation: "create_user", times: null },
    { kind: "reset", operation: "list_users", times: 20 },
  );
  await paste(page, lines(1));
  await begin(page);
  await page.getByText(/^Of 1: 1 unknown/).waitFor({ timeout: 60_000 });
  assert.match((await states(page))[0], /^Unknown: may have been created \(\w+\)$/);
  await accessible(page, "provisioned perhaps");
  await account.calm();
  await page.getByRole("button", { name: "Look up the unknown ones" }).click();
  await page.getByText("Of 1: 1 there now.").waitFor();
  assert.equal((await account.users()).length, 1);
});

scenario("stopping tells what was under way and what was not tried", {}, async (page, account) => {
  await account.inject({ kind: "delay", ms: 400, operation: "create_user", times: null });
  await paste(page, lines(20));
  await begin(page);
  await page.getByText(/ created$/).waitFor();
  // Closing must not end unfinished work.
  await page.keyboard.press("Escape");
  await page.getByText("Users are being created. Stop that first.").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText(/^Of 20: \d+ created, 3 unknown, \d+ not tried/).waitFor();
  const told = await states(page);
  const count = (pattern) => told.filter((text) => pattern.test(text)).length;
  assert.equal(count(/^Created$/) + count(/^Unknown: stopped/) + count(/^Not tried$/), 20, told.join());
  assert.equal(await page.getByLabel("Progress").getAttribute("value"), String(20 - count(/^Not tried$/)));
  await accessible(page, "stopped");
  // The mock carries on with what it has: that is what "unknown" is for.
  await page.waitForTimeout(900);
  const there = (await account.users()).length;
  assert.ok(there >= count(/^Created$/) && there <= 20 - count(/^Not tried$/), `${there} there`);
  await page.getByRole("button", { name: "Look up the unknown ones" }).click();
  await news(page).filter({ hasText: /^Of 20: .*\./, hasNotText: "unknown" }).waitFor();
  const now = await states(page);
  assert.equal(now.filter((text) => /^(Created|There is a user)/.test(text)).length, there);
});

scenario("what no line can pass ends the task", {}, async (page, account) => {
  const limit = { kind: "status", status: 402, operation: "create_user", times: null, body: { detail: "300 this month" } };
  await account.inject(limit);
  await paste(page, lines(9));
  await begin(page);
  await page.getByText(/^Of 9: 3 failed, 6 not tried/).waitFor();
  assert.match(await page.locator("#provision .problem").innerText(), /300 this month[^]*request_failed · HTTP 402/);
  await accessible(page, "a limit");
});

scenario("a line that isn't one is named", {}, async (page, account) => {
  const wrong = [
    ["", "There are no lines yet."],
    ["a@example.com, A", "Line 1: needs an email, a formal name and a friendly name."],
    ["a@example.com, A, A\n\nA@example.com, B, B", "Line 3: has the same email as line 1."],
    ["a@example.com, A, A, customer_user, more", "Line 1: has 5 parts; there are at most four."],
  ];
  for (const [text, message] of wrong) {
    if (await page.locator("#provision").isHidden()) await paste(page, text);
    else await page.getByLabel("Users, one to a line").fill(text);
    await begin(page);
    assert.equal(await page.locator("#lines-error").innerText(), message);
    assert.equal(await focused(page), "Users, one to a line");
  }
  assert.deepStrictEqual(await account.writes(), []);
});

for (const colorScheme of ["dark", "light"]) {
  scenario(`axe finds nothing in provisioning in ${colorScheme}`, { users: 3, colorScheme }, async (page, account) => {
    await paste(page, "not a user");
    await begin(page);
    await accessible(page, `no line ${colorScheme}`);
    await account.inject({ kind: "status", status: 500, operation: "create_user", skip: 1 });
    await page.getByLabel("Users, one to a line").fill(`ada.abernathy@example.com, A, A\n${lines(3)}`);
    await begin(page);
    await news(page).filter({ hasText: /^Of 4: .*\./ }).waitFor();
    // Three lines are on their way at once, and the 500 strikes the second to arrive, whichever that is.
    assert.match((await states(page))[0], /^(Failed \(conflict\): There|Unknown: there) is a user with this /);
    await accessible(page, `provisioned ${colorScheme}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await accessible(page, `provisioned narrow ${colorScheme}`);
  });
}
