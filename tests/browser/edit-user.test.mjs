// The page's dialog: creating with messages at the fields, editing, and other actions.
import assert from "node:assert/strict";

import { accessible, focused, hasFocus, names, open, scenario } from "../support/admin-page.mjs";
import { fillIn } from "../support/browser.mjs";
import { newUser } from "../support/documented.mjs";

const ADA = "ada.abernathy@example.com";

scenario("all wrong fields are told at once, each where it is", {}, async (page, account) => {
  await fillIn(page, newUser({ formal_name: "", email: "nobody" }));
  await page.getByRole("button", { name: "Create user" }).click();
  assert.equal(await page.locator("#formal-name-error").innerText(), "Is required.");
  assert.equal(await page.locator("#email-error").innerText(), "Must be an email address.");
  assert.equal(await page.locator("#user [aria-invalid]").count(), 2);
  assert.equal(await focused(page), "Formal name");
  await accessible(page, "two wrong fields");
  assert.deepStrictEqual(await account.writes(), []);
  await page.locator("#user").getByLabel("Formal name").fill("Arnold Brown");
  await page.locator("#user").getByLabel("Email").fill("arnold@actorsfilms.us");
  await page.keyboard.press("Enter");
  await page.getByText("User created").waitFor();
  assert.equal(await page.locator("#user [aria-invalid]").count(), 0);
  await hasFocus(page, "Arnold Brown");
  await accessible(page, "created");
});

scenario("an address that is taken leads to the user who has it", { users: 3 }, async (page) => {
  await fillIn(page, newUser({ email: ADA }));
  await page.getByRole("button", { name: "Create user" }).click();
  const link = page.getByRole("button", { name: "Open Ada Abernathy" });
  await link.waitFor();
  assert.equal(await page.locator("#email-error").innerText(), "There is a user with this email address already. Open Ada Abernathy");
  assert.equal(await page.getByLabel("Email", { exact: true }).getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator("#user .problem").count(), 0, "it is said once");
  await accessible(page, "a conflict");
  await link.click();
  await page.getByRole("dialog", { name: "Ada Abernathy" }).waitFor();
});

scenario("Escape doesn't discard what was typed", { users: 3 }, async (page) => {
  await fillIn(page, newUser());
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByText("Not closed: the form has changes. Cancel discards them.").waitFor();
  assert.equal(await page.locator("#user").getByLabel("Formal name").inputValue(), newUser().formal_name);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "New user" }).click();
  await page.keyboard.press("Escape");
  await page.locator("#user").waitFor({ state: "hidden" });
});

scenario("a create of which nobody knows says so", {}, async (page, account) => {
  await account.inject({ kind: "reset", times: null });
  await fillIn(page, newUser());
  await page.getByRole("button", { name: "Create user" }).click();
  await page.getByText("It may have taken effect. Look before trying it again.").waitFor({ timeout: 30_000 });
  await accessible(page, "perhaps created");
});

scenario("closing calls a create off and says that it may have taken effect", {}, async (page, account) => {
  await account.inject({ kind: "delay", ms: 800, operation: "create_user" });
  await fillIn(page, newUser());
  await page.getByRole("button", { name: "Create user" }).click();
  await page.getByText("Creating the user ...").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Creating the user: stopped before the answer came").waitFor();
  assert.match(await page.locator("#outcome").innerText(), /may have taken effect/);
  await page.waitForTimeout(1000);
  assert.equal((await account.users()).length, 1, "and so it has");
});

scenario("an edit sends what was changed", { users: 5 }, async (page, account) => {
  await open(page, "Ada Abernathy");
  await accessible(page, "a user");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Nothing differs, so nothing was sent.").waitFor();
  assert.deepStrictEqual(await account.writes(), []);
  await page.getByLabel("Formal name").last().fill("Ada Aardvark");
  await page.getByLabel("Access group").selectOption("Lighthouse Keepers");
  await page.getByLabel("Shown to colleagues as a contact").check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Changes saved").waitFor();
  const [write, ...more] = await account.writes();
  assert.deepStrictEqual([write.method, more.length], ["PATCH", 0]);
  assert.deepStrictEqual(JSON.parse(write.body), {
    formal_name: "Ada Aardvark",
    group: "aaaaaaaa-1111-aaaa-1111-aaaaaaaaaaaa",
    is_available_for_contact: true,
  });
  await hasFocus(page, "Ada Aardvark");
  assert.equal((await names(page))[0], "Ada Aardvark");
});

scenario("deleting asks first and says what goes along", { users: 5 }, async (page, account) => {
  await open(page, "Ada Abernathy");
  await page.getByRole("button", { name: "Delete user" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Delete Ada Abernathy?" });
  assert.match(await confirm.innerText(), /can't be undone[^]*folders/);
  assert.equal(await focused(page), "Cancel");
  await accessible(page, "delete or not");
  await page.keyboard.press("Escape");
  await confirm.waitFor({ state: "hidden" });
  assert.deepStrictEqual(await account.writes(), []);
  await page.getByRole("button", { name: "Delete user" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.getByText("User deleted").waitFor();
  assert.equal(await account.userOf(ADA), undefined);
  assert.equal((await names(page))[0], "Barnaby Bellows");
});

scenario("the last user of the last page leaves no empty page", { users: 11 }, async (page) => {
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("11 to 11 of 11").waitFor();
  await page.locator("tbody button").click();
  await page.getByRole("button", { name: "Delete user" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.getByText("1 to 10 of 10").waitFor();
});

scenario("the activation email is sent again to whom that helps", { users: 5 }, async (page, account) => {
  await open(page, "Ada Abernathy");
  assert.equal(await page.getByRole("button", { name: "Resend activation email" }).count(), 0);
  await page.keyboard.press("Escape");
  await open(page, "Barnaby Bellows");
  await page.getByRole("button", { name: "Resend activation email" }).click();
  await page.getByText("The activation email was sent again.").waitFor();
  const [write] = await account.writes();
  assert.match(write.target, /resend-activation-email$/);
  await page.keyboard.press("Escape");
  // Deactivated: the service decides whether it may be done.
  await open(page, "Celestine Cartwheel");
  await page.getByRole("button", { name: "Resend activation email" }).click();
  await page.getByText("Bitsight refuses the request").waitFor();
});

scenario("two-factor authentication is required and reset", { users: 5 }, async (page, account) => {
  await open(page, "Ada Abernathy");
  await page.getByRole("button", { name: "Require two-factor" }).click();
  await page.getByText("Two-factor authentication is required from now on.").waitFor();
  assert.equal((await account.userOf(ADA)).mfa_status, "Pending");
  // The notice comes before the user is read again.
  await page.locator("#user dl", { hasText: /Two-factor\s*Pending/ }).waitFor();
  await accessible(page, "two-factor required");
  await page.getByRole("button", { name: "Reset two-factor" }).click();
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await page.getByText("Two-factor authentication was reset.").waitFor();
  assert.equal((await account.userOf(ADA)).mfa_status, "Not Enabled");
});

scenario("axe finds nothing in the dialogs in the dark", { users: 5, colorScheme: "dark" }, async (page) => {
  await open(page, "Barnaby Bellows");
  await accessible(page, "a user dark");
  await page.getByLabel("Email", { exact: true }).fill("nobody");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.locator("#user [aria-invalid]").waitFor();
  await accessible(page, "a wrong field dark");
  await page.getByLabel("Email", { exact: true }).fill(ADA);
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Open Ada Abernathy" }).waitFor();
  await accessible(page, "a conflict dark");
  await page.getByRole("button", { name: "Delete user" }).click();
  await accessible(page, "delete or not dark");
});
