// The statements of docs/browsers.md on CORS and `connect-src`, in Chromium.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { createFiles } from "../../examples/proxy/files.mjs";
import { scenario } from "../support/admin-page.mjs";
import { withPage } from "../support/browser.mjs";
import { newUser } from "../support/documented.mjs";
import { startMock, TOKEN } from "../support/mock.mjs";

/** Calls a method of a client in the page; gives what came of it. */
function call(page, baseUrl, method, ...args) {
  return page.evaluate(
    async ({ baseUrl, token, method, args }) => {
      const { BitsightUsers } = await import("bitsight-users");
      const users = new BitsightUsers({ baseUrl, token, dangerouslyAllowBrowser: true, maxRetries: 0 });
      try {
        const { data, response } = await users[method](...args).withResponse();
        return { data, recovered: response.recovered };
      } catch ({ code, status, effect, cause, requestId }) {
        return { code, status, effect, cause: String(cause), requestId };
      }
    },
    { baseUrl, token: TOKEN, method, args },
  );
}

const baseUrlOf = (page) => page.evaluate(() => document.querySelector("#base-url").value);

scenario("an answer without CORS headers is a connection failure", {}, async (page, account) => {
  await account.inject({ kind: "status", status: 500, operation: "get_user_quota", cors: false });
  const failed = await call(page, await baseUrlOf(page), "getUserQuota");
  assert.deepStrictEqual(
    [failed.code, failed.status, failed.cause],
    ["connection", undefined, "TypeError: Failed to fetch"],
  );
});

scenario("a create without CORS headers may have taken effect", {}, async (page, account) => {
  await account.inject(
    { kind: "status", status: 500, when: "after", operation: "create_user", cors: false },
    { kind: "status", status: 500, operation: "list_users", times: null },
  );
  const failed = await call(page, await baseUrlOf(page), "createUser", newUser());
  assert.equal(failed.effect, "possible");
  assert.equal((await account.users()).length, 1);
});

scenario("Chromium itself sends a create again when a used connection breaks", {}, async (page, account) => {
  await account.inject({ kind: "reset", when: "after", operation: "create_user" });
  const failed = await call(page, await baseUrlOf(page), "createUser", newUser());
  // Should this once be "connection", or recovered, then docs/browsers.md has a paragraph too many.
  assert.equal(failed.code, "conflict");
  assert.equal((await account.writes()).length, 2);
  assert.equal((await account.users()).length, 1);
});

test("a policy without the base URL's origin is a connection failure, and nothing is sent", async (t) => {
  const mock = await startMock(t);
  const files = createFiles({
    page: join(process.env.BITSIGHT_USERS_ROOT, "examples/web"),
    packages: process.env.BITSIGHT_USERS_PACKAGES,
  });
  const server = createServer(files);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  await withPage(async (page) => {
    await page.goto(`http://127.0.0.1:${server.address().port}`);
    assert.equal((await call(page, mock.url, "getUserQuota")).code, "connection");
    assert.deepStrictEqual(await mock.requests(), []);
  });
});
