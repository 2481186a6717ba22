// The package by `require`, as CommonJS programs use it.
"use strict";
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const { test } = require("node:test");
const { BitsightError, BitsightUsers } = require("bitsight-users");

test("required, it creates the documented user", async (t) => {
  const { startMock, TOKEN } = await import("../support/mock.mjs");
  const { createdUser, newUser } = await import("../support/documented.mjs");
  const mock = await startMock(t);
  const users = new BitsightUsers({ token: TOKEN, baseUrl: mock.url });
  assert.deepStrictEqual(await users.createUser(newUser()), createdUser());
});

test("required, its errors are instances of its classes", async () => {
  const users = new BitsightUsers({ token: "t" });
  await assert.rejects(users.createUser({}), (error) => error instanceof BitsightError);
});

test("required and imported at once, its errors are still recognised", async () => {
  const imported = await import("bitsight-users");
  const users = new BitsightUsers({ token: "t" });
  await assert.rejects(users.createUser({}), (error) => error instanceof imported.BitsightError);
});

test("importing it starts nothing: the program ends by itself, and nothing is printed", () => {
  for (const [flag, code] of [
    ["--input-type=commonjs", "require('bitsight-users')"],
    ["--input-type=module", "import 'bitsight-users'"],
  ]) {
    const options = { cwd: process.cwd(), timeout: 20_000, encoding: "utf8" };
    assert.equal(execFileSync(process.execPath, [flag, "--eval", code], options), "");
  }
});
