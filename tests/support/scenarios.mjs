// The scenarios of `tests/scenarios.json`, as tests: a missing one fails, and so does one too many.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = process.env.BITSIGHT_USERS_ROOT;
if (!root) throw new Error("BITSIGHT_USERS_ROOT isn't set: run the tests by `cargo xtask test`");

/** All scenarios: `group` (a file in each language), `operation`, `name`. */
export const scenarios = JSON.parse(readFileSync(join(root, "tests/scenarios.json"), "utf8"));

/** Registers a test for every scenario of a group. */
export function group(name, implementations) {
  const listed = scenarios.filter((scenario) => scenario.group === name).map((scenario) => scenario.name);
  for (const scenario of listed) {
    const run = implementations[scenario] ?? (() => assert.fail("this scenario has no test here"));
    test(scenario, run);
  }
  test(`every test of the group ${name} is a listed scenario`, () => {
    assert.ok(listed.length > 0, "the group has scenarios");
    assert.deepEqual(Object.keys(implementations).filter((scenario) => !listed.includes(scenario)), []);
  });
}
