// Chromium, and the example page in it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// Containers often lack the requirements of the sandbox and the GPU. The other flags keep the browser from
// connecting to any server but the page's.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Runs `use(page)` in a fresh Chromium with a profile of its own. */
export async function withPage(use) {
  const profile = await mkdtemp(join(tmpdir(), "bitsight-users-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: need("BITSIGHT_USERS_CHROMIUM"),
    headless: true,
    args: FLAGS,
    viewport: { width: 900, height: 1000 },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    // Whatever goes wrong in the page is part of the test's output.
    page.problems = [];
    page.on("pageerror", (error) => page.problems.push(String(error)));
    return await use(page);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Opens the example page with a server to talk to, and waits until it has shown the list. */
export async function openExample(page, { baseUrl, token }) {
  const query = new URLSearchParams({ baseUrl, token });
  await page.goto(`${need("BITSIGHT_USERS_PAGE")}/?${query}`);
  await page.locator("body[data-ready]").waitFor();
}

/** Fills in the form with the fields of a new user. */
export async function fillIn(page, user) {
  const dialog = page.locator("#user");
  if (!(await dialog.isVisible())) await page.getByRole("button", { name: "New user" }).click();
  await dialog.getByLabel("Friendly name").fill(user.friendly_name);
  await dialog.getByLabel("Formal name").fill(user.formal_name);
  await dialog.getByLabel("Email").fill(user.email);
  await dialog.getByLabel("Role").selectOption(user.roles[0].slug);
}

/** Sends the form with the fields of a new user; gives what the page then says. */
export async function submit(page, user) {
  await fillIn(page, user);
  await page.getByRole("button", { name: "Create user" }).click();
  const created = page.locator("#outcome[data-state=created]");
  const failed = page.locator("#user").locator(".problem, [aria-invalid]").first();
  await created.or(failed).first().waitFor();
  if (await created.isVisible()) return { state: "created", text: await created.innerText() };
  return { state: "failed", text: await page.locator("#user form").innerText() };
}

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} isn't set: run this by cargo xtask`);
  return value;
}
