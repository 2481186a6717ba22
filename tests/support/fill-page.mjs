// The browser's part of `cargo xtask quickstart`: node fill-page.mjs <screenshot>
import { openExample, submit, withPage } from "./browser.mjs";
import { newUser } from "./documented.mjs";

const [screenshot] = process.argv.slice(2);
const baseUrl = process.env.BITSIGHT_BASE_URL;
const token = process.env.BITSIGHT_API_TOKEN;

const outcome = await withPage(async (page) => {
  await openExample(page, { baseUrl, token });
  const outcome = await submit(page, newUser());
  await page.screenshot({ path: screenshot, fullPage: true });
  return { ...outcome, facts: await facts(page) };
});
if (outcome.state === "created") {
  console.log("the page says: User created");
  for (const [name, value] of outcome.facts) console.log(`  ${name.toLowerCase().padEnd(11)} ${value}`);
} else {
  console.log(outcome.text);
  process.exitCode = 1;
}

/** The list that the page shows, as pairs. */
async function facts(page) {
  const names = await page.locator("#outcome dt").allInnerTexts();
  const values = await page.locator("#outcome dd").allInnerTexts();
  return names.map((name, index) => [name, values[index]]);
}
