// A program that is killed at random moments while it applies a plan, and started again until it ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { plan } from "bitsight-users/provision";

import { account, numberedSeed } from "../support/account.mjs";

const PEOPLE = 300;
const program = fileURLToPath(new URL("../support/apply-plan.mjs", import.meta.url));

/** Starts the program, and kills it after some time if one is given. Whether it ended by itself. */
async function live(url, folder, killedAfter) {
  const child = spawn(process.execPath, [program, url, folder], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (text) => (errors += text));
  const timer = killedAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killedAfter);
  const [code, signal] = await new Promise((resolve) => child.once("close", (...end) => resolve(end)));
  clearTimeout(timer);
  if (signal === "SIGKILL") return false;
  assert.equal(code, 0, errors);
  return true;
}

test("a program that is killed creates nobody twice and loses nobody", { timeout: 600_000 }, async (t) => {
  const { client, url, users, inject, options } = await account(t, numberedSeed(120));
  await options({ unique_emails: false, hide_by_default: true, monthly_limit: 10_000, list_lag_ms: 300 });
  const folder = await mkdtemp(join(tmpdir(), "killed-"));
  t.after(() => rm(folder, { recursive: true }));
  const rows = Array.from(
    { length: PEOPLE },
    (_, index) => `person${index}@example.com,Person ${index},P${index},customer_user,${index % 5 === 0 ? "true" : ""}\n`,
  );
  const planned = await plan(client, { csv: `email,formal_name,friendly_name,role,contact\n${rows.join("")}` });
  assert.equal(planned.items.filter(({ status }) => status === "planned").length, PEOPLE);
  await writeFile(join(folder, "plan.json"), JSON.stringify(planned));
  for (const fault of [
    { kind: "reset", when: "after", operation: "create_user", times: 12, probability: 0.1 },
    { kind: "html524", operation: "create_user", apply_after_ms: 700, times: 6, probability: 0.05 },
    { kind: "reset", operation: "create_user", times: 3, probability: 0.03 },
    { kind: "empty_body", operation: "create_user", times: 5, probability: 0.05 },
    { kind: "status", status: 503, operation: "list_users", times: 10, probability: 0.05 },
  ]) {
    await inject(fault);
  }

  let kills = 0;
  let ended = false;
  while (!ended && kills < 8) {
    // A program takes a while to start, and is killed then as well.
    ended = await live(url, folder, randomInt(200, 1500));
    kills += ended ? 0 : 1;
  }
  ended ||= await live(url, folder);
  assert.ok(ended);
  assert.ok(kills >= 3, `it was killed ${kills} times only`);

  const { rows: told } = JSON.parse(await readFile(join(folder, "report.json"), "utf8"));
  const there = await users();
  const count = (all, email) => all.filter((one) => one.email === email).length;
  let unresolved = 0;
  for (let index = 0; index < PEOPLE; index += 1) {
    const email = `person${index}@example.com`;
    assert.equal(count(told, email), 1, email);
    const { outcome, code } = told.find((row) => row.email === email);
    // What was lost on its way there was looked for, and isn't sent again.
    assert.ok(["done", "unresolved"].includes(outcome), `${email}: ${outcome} ${code}`);
    assert.equal(count(there, email), outcome === "done" ? 1 : 0, `${email}: ${outcome} ${code}`);
    unresolved += outcome === "done" ? 0 : 1;
  }
  // A request can also be lost by the kill itself, at most three at once.
  assert.ok(unresolved <= 3 + 3 * kills, `${unresolved} unresolved after ${kills} kills`);
  t.diagnostic(`killed ${kills} times, ${unresolved} unresolved`);
});
