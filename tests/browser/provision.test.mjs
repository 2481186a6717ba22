// The page's import of a list: the plan, the run, stopping, and going on after a reload.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { accessible, focused, picture, scenario, settled } from "../support/admin-page.mjs";

const HEADER = "email,formal_name,friendly_name,role,state\n";
const people = (count) =>
  HEADER + Array.from({ length: count }, (_, index) => `new${index}@example.com,New Person ${index},New${index},customer_user,\n`).join("");
/** A list with a change of each kind for the account of the tests. */
const MIXED = `${people(2)}ada.abernathy@example.com,Ada Abernathy-Lee,Ada,,
esme.everglade@example.com,,,,absent
dorian.dandelion@example.com,,,,deactivated
`;

async function check(page, text, deletes) {
  await page.getByRole("button", { name: "Import a list" }).click();
  await page.getByLabel("List of users (CSV)").fill(text);
  if (deletes !== undefined) await page.getByLabel("Users that may be deleted").fill(String(deletes));
  await page.getByRole("button", { name: "Check the list" }).click();
}

const news = (page) => page.locator("#provision .news");
const results = (page) => page.locator("#plan .result").allInnerTexts();
const applyButton = (page, count) => page.getByRole("button", { name: `Apply ${count} change` });

/** The text of a file that a button offers. */
async function saved(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  return readFile(await file.path(), "utf8");
}

scenario("a list is checked, shown as a plan, and applied with progress", { users: 23 }, async (page, account) => {
  await account.inject({ kind: "delay", ms: 100, operation: "create_user", times: null });
  await check(page, people(12));
  await applyButton(page, 12).waitFor();
  assert.match(await page.locator("#plan .summary").innerText(), /^12 to create, 23 not listed and left alone$/);
  assert.deepStrictEqual(await account.writes(), [], "a plan changes nothing");
  await accessible(page, "a plan");
  await applyButton(page, 12).click();
  await page.getByText(/^[1-9]\d? of 12 known$/).waitFor();
  assert.equal(await focused(page), "Stop");
  await accessible(page, "an import under way");
  await page.getByText("Finished: 12 done.").waitFor({ timeout: 60_000 });
  assert.deepStrictEqual([...new Set(await results(page))], ["Done"]);
  assert.equal((await account.users()).length, 35);
  await accessible(page, "a finished import");
  const report = JSON.parse(await saved(page, "Download the report"));
  assert.equal(report.counts.done, 12);
  assert.ok(await page.getByRole("button", { name: "Download the rows" }).isHidden());
  await page.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("1 to 10 of 35").waitFor();
  // Once more: there is nothing to do.
  await check(page, people(12));
  await page.getByText("Nothing is to be done.").waitFor();
});

scenario("a plan shows values before and after, and the guards", { users: 23 }, async (page, account) => {
  await check(page, MIXED);
  await page.getByText("Limits and warnings").waitFor();
  const row = (email) => page.locator("#plan tbody tr", { hasText: email });
  assert.match(await row("ada.abernathy@").innerText(), /Edit[^]*formal_name: Ada Abernathy Ada Abernathy-Lee/);
  assert.equal(await row("ada.abernathy@").locator("del").first().innerText(), "Ada Abernathy");
  assert.match(await row("esme.everglade@").innerText(), /Blocked: delete/);
  assert.match(await page.locator("#guards").innerText(), /allow_deletes = 1/);
  await accessible(page, "a plan with guards");
  await page.getByRole("button", { name: "Change the list" }).click();
  assert.equal(await page.getByLabel("List of users (CSV)").inputValue(), MIXED);
  assert.deepStrictEqual(await account.writes(), []);
});

scenario("faults of a list are named by line and column", {}, async (page, account) => {
  await check(page, "");
  assert.equal(await page.locator("#csv-error").innerText(), "Paste a list, or choose a file.");
  await page.getByLabel("List of users (CSV)").fill("email,rolle\na@example.com,x\n");
  await page.getByRole("button", { name: "Check the list" }).click();
  await page.getByText('Line 1, column 7: unknown column "rolle"; did you mean "role"?').waitFor();
  assert.equal(await focused(page), "List of users (CSV)");
  await accessible(page, "a faulty list");
  assert.deepStrictEqual(await account.writes(), []);
});

scenario("a file can be chosen", { users: 23 }, async (page) => {
  await page.getByRole("button", { name: "Import a list" }).click();
  const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(people(1)) };
  await page.getByLabel("Or a file").setInputFiles(file);
  await page.getByRole("button", { name: "Check the list" }).click();
  await applyButton(page, 1).waitFor();
});

scenario("each row says what became of it, and the rest can be done again", { users: 23 }, async (page, account) => {
  const conflict = { kind: "status", status: 422, operation: "create_user", times: 1, body: { detail: "email: no" } };
  await account.inject(conflict);
  await check(page, people(3));
  await applyButton(page, 3).click();
  await page.getByText("Finished: 2 done, 1 failed.").waitFor({ timeout: 60_000 });
  assert.deepStrictEqual((await results(page)).sort(), ["Done", "Done", "Failed (validation)"]);
  await accessible(page, "an import with a failure");
  const rest = await saved(page, "Download the rows to do again");
  assert.match(rest, /^email,[^]*new\d@example\.com/);
  assert.equal(rest.trim().split("\n").length, 2);
});

scenario("an import that was stopped goes on after a reload", { users: 23 }, async (page, account) => {
  await account.inject({ kind: "delay", ms: 300, operation: "create_user", times: null });
  await check(page, people(20));
  await applyButton(page, 20).click();
  await page.getByText(/^[1-9]\d? of 20 known$/).waitFor();
  // Closing must not end unfinished work, however often it is tried.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByText("The import is under way. Stop it first.").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText(/^Stopped: .*not started.*It can go on where it stopped\.$/).waitFor();
  const before = (await account.users()).length;
  assert.ok(before > 23 && before < 43, `${before} users`);
  assert.ok(!(await results(page)).some((text) => text.startsWith("Unknown")), "what was under way was finished");
  await accessible(page, "a stopped import");

  await page.reload();
  await page.getByText("An import isn't finished").waitFor();
  await accessible(page, "an import that can go on");
  await account.calm();
  await page.getByRole("button", { name: "Show and continue" }).click();
  await page.getByRole("button", { name: "Continue the import" }).click();
  await page.getByText("Finished: 20 done.").waitFor({ timeout: 60_000 });
  assert.equal((await account.users()).length, 43);
  await page.reload();
  await settled(page);
  assert.ok(await page.getByText("An import isn't finished").isHidden());
});

scenario("an import whose page is gone creates nobody twice", { users: 23 }, async (page, account) => {
  await account.inject({ kind: "delay", ms: 400, when: "after", operation: "create_user", times: null });
  await check(page, people(9));
  await applyButton(page, 9).click();
  await page.getByText(/^[1-9] of 9 known$/).waitFor();
  // The page asks before it is left; here it is left all the same.
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.getByRole("button", { name: "Show and continue" }).click();
  await account.calm();
  await page.getByRole("button", { name: "Continue the import" }).click();
  await page.getByText("Finished: 9 done.").waitFor({ timeout: 90_000 });
  assert.equal((await account.users()).length, 32);
});

scenario("deleting is confirmed", { users: 40 }, async (page, account) => {
  await check(page, "email,state\nesme.everglade@example.com,absent\n", 1);
  const apply = applyButton(page, 1);
  await apply.click();
  const question = page.getByRole("alertdialog", { name: "Delete one user?" });
  await question.waitFor();
  await accessible(page, "a delete to confirm");
  await question.getByRole("button", { name: "Cancel" }).click();
  assert.deepStrictEqual(await account.writes(), []);
  await apply.click();
  await question.getByRole("button", { name: "Apply with deletes" }).click();
  await page.getByText("Finished: 1 done.").waitFor({ timeout: 60_000 });
  assert.equal(await account.userOf("esme.everglade@example.com"), undefined);
});

scenario("selected users are exported, and edited as a list", { users: 23 }, async (page) => {
  await page.getByLabel("Select Ada Abernathy").check();
  await page.getByLabel("Select Esme Everglade").check();
  await page.getByText("2 selected").waitFor();
  await accessible(page, "two selected");
  const csv = await saved(page, "Export these");
  assert.deepStrictEqual(csv.trim().split("\n").slice(1).map((line) => line.split(",")[0]), ["ada.abernathy@example.com", "esme.everglade@example.com"]);
  await page.getByRole("button", { name: "Edit as a list" }).click();
  assert.equal(await page.getByLabel("List of users (CSV)").inputValue(), csv.replaceAll("\r\n", "\n"));
  await page.getByRole("button", { name: "Check the list" }).click();
  await page.getByText("Nothing is to be done.").waitFor();
  await page.getByRole("button", { name: "Close" }).last().click();
  const all = await saved(page, "Export");
  assert.equal(all.trim().split("\n").length, 24);
});

for (const colorScheme of ["dark", "light"]) {
  scenario(`axe finds nothing in an import in ${colorScheme}`, { users: 23, colorScheme }, async (page) => {
    await check(page, MIXED);
    await page.getByText("Limits and warnings").waitFor();
    for (const width of [1280, 900, 400]) {
      await page.setViewportSize({ width, height: 1000 });
      await accessible(page, `a plan at ${width} ${colorScheme}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!wider, `nothing sticks out at ${width}`);
    }
    await picture(page, `an import in ${colorScheme}`);
  });
}
