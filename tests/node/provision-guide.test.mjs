// Runs the JavaScript of docs/provisioning.md against the mock: each job does what the page says.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { account, readText } from "../support/account.mjs";
import { TOKEN } from "../support/mock.mjs";

const guide = readText("docs/provisioning.md");

/** The program under a heading. */
function program(heading) {
  const [, section] = guide.split(`\n## ${heading}\n`);
  const code = /```js\n([^]*?)```/.exec(section.split("\n## ")[0])?.[1];
  assert.ok(code, `${heading} has no program`);
  return code;
}

const person = (email, role) => ({
  friendly_name: "A",
  formal_name: "A",
  email,
  status: "Activated",
  roles: [{ slug: role }],
});

/** An account of two administrators, Arnold and ten others, and how to run a program with it. */
async function office(t, csv) {
  const colleagues = Array.from({ length: 10 }, (_, index) => person(`p${index}@actorsfilms.us`, "customer_user"));
  const admins = ["admin@actorsfilms.us", "second@actorsfilms.us"].map((email) => person(email, "customer_admin"));
  const mock = await account(t, { users: [...admins, person("arnold@actorsfilms.us", "customer_user"), ...colleagues] });
  // In the consumer's folder, where the package is installed.
  const folder = await mkdtemp(join(process.cwd(), "guide-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "people.csv"), csv);
  const env = { ...process.env, BITSIGHT_API_TOKEN: TOKEN, BITSIGHT_BASE_URL: mock.url };
  const run = async (heading) => {
    await writeFile(join(folder, "program.mjs"), program(heading));
    return (await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: folder, env })).stdout;
  };
  return { ...mock, run };
}

const people = (count) =>
  "email,formal_name,friendly_name,role\n" +
  Array.from({ length: count }, (_, index) => `new${index}@actorsfilms.us,New Person ${index},New${index},customer_user\n`).join("");

test("onboarding creates forty people", async (t) => {
  const { run, users } = await office(t, people(40));
  assert.match(await run("Onboarding"), /40 planned, 13 unmanaged[^]*40 done, 13 unmanaged/);
  assert.equal((await users()).length, 53);
});

test("the nightly sync does what is new, and then nothing", async (t) => {
  const { run, users } = await office(t, people(3));
  assert.match(await run("The nightly sync"), /done: 3/);
  assert.equal((await users()).length, 16);
  // The mock's clock stands in 2020, so that they have long waited to be reminded; once.
  assert.match(await run("The nightly sync"), /done: 3/);
  assert.match(await run("The nightly sync"), /unchanged: 3/);
  assert.equal((await users()).length, 16);
});

test("offboarding deletes one person", async (t) => {
  const { run, userOf, users } = await office(t, "");
  assert.match(await run("Offboarding"), /1 done/);
  assert.equal(await userOf("arnold@actorsfilms.us"), undefined);
  assert.equal((await users()).length, 12);
});
