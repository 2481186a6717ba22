// The slim entry, for those who load the wasm module themselves.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { promisify } from "node:util";

import { startMock, TOKEN } from "../support/mock.mjs";

const file = new URL(import.meta.resolve("bitsight-users/bitsight_users.wasm"));

/** Counts the users in a program of its own, since `useWasm` is for the whole of one. */
async function count(t, before, entry = "bitsight-users/slim") {
  const mock = await startMock(t);
  const program = `
    import { readFile } from "node:fs/promises";
    import * as sdk from "${entry}";
    const file = new URL(import.meta.resolve("bitsight-users/bitsight_users.wasm"));
    ${before}
    const { BitsightUsers, WasmUnavailableError } = sdk;
    const users = new BitsightUsers();
    const outcome = await users.listUsers().then(({ count }) => ({ count }), (error) => ({
      code: error.code, message: error.message, typed: error instanceof WasmUnavailableError, cause: error.cause?.name,
    }));
    console.log(JSON.stringify(outcome));
  `;
  const env = { ...process.env, BITSIGHT_API_TOKEN: TOKEN, BITSIGHT_BASE_URL: mock.url };
  const args = ["--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}

test("the file is a module, by `import` and by `require`", async () => {
  assert.ok(WebAssembly.validate(await readFile(file)));
  const resolved = createRequire(import.meta.url).resolve("bitsight-users/bitsight_users.wasm");
  assert.ok(WebAssembly.validate(await readFile(resolved)));
});

for (const [from, before] of [
  ["bytes", "sdk.useWasm(await readFile(file));"],
  ["a promise of bytes", "sdk.useWasm(readFile(file));"],
  ["a function that reads them", "sdk.useWasm(() => readFile(file));"],
  ["an ArrayBuffer", "const bytes = await readFile(file); sdk.useWasm(new Uint8Array(bytes).buffer);"],
  ["a compiled module", "sdk.useWasm(await WebAssembly.compile(await readFile(file)));"],
  ["an answer to a request", "sdk.useWasm(async () => new Response(await readFile(file)));"],
]) {
  test(`it takes ${from}`, async (t) => {
    assert.equal(typeof (await count(t, before)).count, "number");
  });
}

test("with bytes that are no module, a typed error has what the engine said", async (t) => {
  const { code, typed, cause } = await count(t, "sdk.useWasm(new Uint8Array([1, 2, 3]));");
  assert.deepStrictEqual({ code, typed, cause }, { code: "wasm_unavailable", typed: true, cause: "CompileError" });
});

test("without a module, the error says what to call", async (t) => {
  const { code, message } = await count(t, "");
  assert.equal(code, "wasm_unavailable");
  assert.match(message, /useWasm/);
});

test("a source that fails once is asked again at the next call", async (t) => {
  const before = `
    let asked = 0;
    sdk.useWasm(() => (asked++ === 0 ? Promise.reject(new Error("not yet")) : readFile(file)));
    await new sdk.BitsightUsers().getUserQuota().then(() => { throw new Error("no failure"); }, () => {});
  `;
  assert.equal(typeof (await count(t, before)).count, "number");
});

test("the main entry needs none of it, and has no `useWasm`", async (t) => {
  const before = 'if ("useWasm" in sdk) throw new Error("it has");';
  assert.equal(typeof (await count(t, before, "bitsight-users")).count, "number");
});
