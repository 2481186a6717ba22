// Every group of scenarios has its file here, and every operation of the client its contract.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { BitsightUsers } from "bitsight-users";

import { scenarios } from "../support/scenarios.mjs";

test("every group of scenarios is gone through by a file of its own", () => {
  const files = readdirSync(import.meta.dirname);
  for (const group of new Set(scenarios.map((scenario) => scenario.group))) {
    const file = `${group.replaceAll("_", "-")}.test.mjs`;
    assert.ok(files.includes(file), `there is no ${file}`);
    assert.ok(readFileSync(`${import.meta.dirname}/${file}`, "utf8").includes(`group("${group}", {`), file);
  }
});

test("every operation of the client has a contract", () => {
  // The methods that are generated from the document.
  const generated = Object.getPrototypeOf(BitsightUsers.prototype);
  const methods = Object.getOwnPropertyNames(generated).filter((name) => name !== "constructor");
  const operations = methods.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  assert.equal(operations.length, 16);
  const covered = scenarios.filter(({ group }) => group === "contract").map(({ operation }) => operation);
  assert.deepStrictEqual(covered.sort(), operations.sort());
});
