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

test("required and imported at once, in whichever order, all that it exports is the same", () => {
  for (const entry of ["bitsight-users", "bitsight-users/slim"]) {
    const required = `const required = createRequire(process.cwd() + "/")("${entry}");`;
    const imported = `const imported = await import("${entry}");`;
    for (const order of [required + imported, imported + required]) {
      const code = `import { createRequire } from "node:module"; ${order}
        const same = Object.keys(imported).filter((name) => imported[name] === required[name]);
        console.log(same.length, Object.keys(required).length);`;
      const [same, all] = run("module", code).trim().split(" ");
      assert.ok(same === all && Number(all) > 15, `${order}: ${same} of ${all} are the same`);
    }
  }
});

test("imported, it is read as what it is: Node.js doesn't parse it for the exports of a CommonJS module first", () => {
  const code = "import 'bitsight-users'; console.log(process.moduleLoadList.filter((name) => /lexer/.test(name)).join())";
  assert.equal(run("module", code).trim(), "");
});

test("importing it starts nothing: the program ends by itself, and nothing is printed", () => {
  assert.equal(run("commonjs", "require('bitsight-users')"), "");
  assert.equal(run("module", "import 'bitsight-users'"), "");
});

function run(type, code) {
  const options = { cwd: process.cwd(), timeout: 20_000, encoding: "utf8" };
  return execFileSync(process.execPath, [`--input-type=${type}`, "--eval", code], options);
}
