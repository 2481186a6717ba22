// The page through the proxy example: it works under the policy that the example sets, and never has the token.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { createFiles } from "../../examples/proxy/files.mjs";
import { createNodeProxy as createProxy } from "../../examples/proxy/node.mjs";
import { accessible } from "../support/admin-page.mjs";
import { submit, withPage } from "../support/browser.mjs";
import { newUser } from "../support/documented.mjs";
import { startMock, TOKEN } from "../support/mock.mjs";

const page = join(process.env.BITSIGHT_USERS_ROOT, "examples/web");
const packages = process.env.BITSIGHT_USERS_PACKAGES;

/** The page and the proxy on one origin; only who has the session's cookie gets through. */
async function serve(t, mock, received = []) {
  const files = createFiles({ page, packages });
  const mayAdminister = ({ headers }) => headers.get("cookie") === "session=admin";
  const proxy = createProxy({ token: TOKEN, service: mock.url, prefix: "/bitsight", mayAdminister });
  const server = createServer((request, response) => {
    // Of the package's own files there is nothing to look for.
    if (!request.url.includes("/node_modules/")) record(response, received);
    if (request.url.startsWith("/bitsight/")) return proxy(request, response);
    return files(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** Records the head and the body of a response as they are sent: a page may have let go of its own copy. */
function record(response, received) {
  for (const name of ["write", "end"]) {
    const send = response[name].bind(response);
    response[name] = (chunk, ...rest) => {
      if (typeof chunk === "string" || chunk instanceof Uint8Array) received.push(Buffer.from(chunk).toString());
      return send(chunk, ...rest);
    };
  }
  response.on("finish", () => received.push(response._header));
}

test("the page works through the proxy and has no token", async (t) => {
  const mock = await startMock(t);
  const received = [];
  const url = await serve(t, mock, received);
  await withPage(async (page) => {
    const said = [];
    const sent = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("request", (request) => sent.push(request.url()));
    await page.context().addCookies([{ name: "session", value: "admin", url }]);
    await page.goto(url);
    await page.locator("body[data-ready]").waitFor();
    const { state, text } = await submit(page, newUser());
    assert.equal(state, "created", text);
    await accessible(page, "through the proxy");
    assert.ok(received.join().includes("arnold@actorsfilms.us"), "the responses were recorded");
    for (const text of [...received, await page.content()]) {
      assert.ok(!text.includes(TOKEN) && !text.includes(btoa(`${TOKEN}:`)), text);
    }
    assert.ok(sent.every((address) => address.startsWith(url) || address.startsWith("data:")), sent.join());
    assert.deepStrictEqual(said, [], "the policy forbids nothing that the page needs");
    assert.deepStrictEqual(page.problems, []);
  });
});

test("who has no session is told so", async (t) => {
  const mock = await startMock(t);
  const url = await serve(t, mock);
  await withPage(async (page) => {
    await page.goto(url);
    await page.locator("#people .problem").waitFor();
    assert.match(await page.locator("#people .problem").innerText(), /authentication · HTTP 401/);
    assert.deepStrictEqual(await mock.requests(), []);
  });
});
