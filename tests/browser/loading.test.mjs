// How a page gets the wasm module: under a Content-Security-Policy, and by the slim entry.
import assert from "node:assert/strict";
import { test } from "node:test";

import { withPage } from "../support/browser.mjs";
import { serveUnderPolicy } from "../support/csp.mjs";
import { startMock, TOKEN } from "../support/mock.mjs";

const PACKAGE = "/node_modules/bitsight-users/dist";
const WITHOUT = "script-src 'self'";
const WITH = "script-src 'self' 'wasm-unsafe-eval'";

/** A page's script that counts the users, and shows what came of it as the page's title. */
const script = (url, { entry = "index", before = "" } = {}) => `
import * as sdk from "${PACKAGE}/${entry}.mjs";
const { BitsightError, BitsightUsers, WasmUnavailableError } = sdk;
${before}
const options = { baseUrl: "${url}", token: "${TOKEN}", dangerouslyAllowBrowser: true };
const show = (outcome) => (document.title = JSON.stringify(outcome));
const failure = (error) => ({
  code: error.code, message: error.message, effect: error.effect,
  typed: error instanceof WasmUnavailableError && error instanceof BitsightError,
});
new BitsightUsers(options).listUsers().then(({ count }) => show({ count }), (error) => show(failure(error)));
`;

/** Opens a page with that script under that policy; gives what it shows, and what it loaded. */
async function outcome(t, policy, main) {
  const page = await serveUnderPolicy(t, policy, { "/main.mjs": main });
  return withPage(async (browser) => {
    const loaded = [];
    browser.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await browser.goto(page);
    await browser.waitForFunction(() => document.title !== "-", undefined, { timeout: 30_000 });
    return { ...JSON.parse(await browser.title()), loaded };
  });
}

test("where a policy forbids wasm, a typed error names the directive and what to add to it", async (t) => {
  const mock = await startMock(t);
  const { code, message, typed, effect } = await outcome(t, WITHOUT, script(mock.url));
  assert.deepStrictEqual({ code, typed, effect }, { code: "wasm_unavailable", typed: true, effect: "none" });
  assert.match(message, /'wasm-unsafe-eval'/);
  assert.match(message, /script-src/);
  assert.deepStrictEqual(await mock.requests(), []);
});

test("with what the error says to add, the same page works", async (t) => {
  const mock = await startMock(t);
  const { count } = await outcome(t, WITH, script(mock.url));
  assert.equal(typeof count, "number");
});

test("a strict policy needs nothing else", async (t) => {
  const mock = await startMock(t);
  const policy = `default-src 'none'; ${WITH}; connect-src ${new URL(mock.url).origin}; require-trusted-types-for 'script'`;
  const { count } = await outcome(t, policy, script(mock.url));
  assert.equal(typeof count, "number");
});

test("slim takes the module from an answer to `fetch`, and loads no other", async (t) => {
  const mock = await startMock(t);
  const before = `sdk.useWasm(() => fetch("${PACKAGE}/bitsight_users.wasm"));`;
  const { count, loaded } = await outcome(t, WITH, script(mock.url, { entry: "slim", before }));
  assert.equal(typeof count, "number");
  assert.deepStrictEqual(loaded.filter((path) => path.startsWith(PACKAGE)), [
    `${PACKAGE}/slim.mjs`,
    `${PACKAGE}/bitsight_users.wasm`,
  ]);
});

test("slim under a policy that forbids wasm names the directive as well", async (t) => {
  const mock = await startMock(t);
  const before = `sdk.useWasm(() => fetch("${PACKAGE}/bitsight_users.wasm"));`;
  const { code, message } = await outcome(t, WITHOUT, script(mock.url, { entry: "slim", before }));
  assert.equal(code, "wasm_unavailable");
  assert.match(message, /'wasm-unsafe-eval'.*script-src/);
});

test("slim with a file that isn't there says so", async (t) => {
  const mock = await startMock(t);
  const before = `sdk.useWasm(() => fetch("${PACKAGE}/gone.wasm"));`;
  const { code, message } = await outcome(t, undefined, script(mock.url, { entry: "slim", before }));
  assert.equal(code, "wasm_unavailable");
  assert.match(message, /404/);
});

test("slim without a module says what to call", async (t) => {
  const mock = await startMock(t);
  const { code, message } = await outcome(t, undefined, script(mock.url, { entry: "slim" }));
  assert.equal(code, "wasm_unavailable");
  assert.match(message, /useWasm/);
});

test("nothing is loaded before the first call, and once for all clients", async (t) => {
  const mock = await startMock(t);
  const main = `
import { BitsightUsers } from "${PACKAGE}/index.mjs";
const options = { baseUrl: "${mock.url}", token: "${TOKEN}", dangerouslyAllowBrowser: true };
const clients = [new BitsightUsers(options), new BitsightUsers(options)];
const names = () => performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop());
const before = names();
await Promise.all(clients.map((client) => client.getUserQuota()));
document.title = JSON.stringify({ before, after: names().filter((name) => name.startsWith("inline")) });
`;
  const { before, after } = await outcome(t, WITH, main);
  assert.deepStrictEqual(before.filter((name) => name.startsWith("inline")), []);
  assert.deepStrictEqual(after, ["inline.mjs"]);
});
