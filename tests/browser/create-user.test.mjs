// The example page in Chromium, with the packed package and the mock behind it.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { openExample, submit, withPage } from "../support/browser.mjs";
import { createdUser, newUser } from "../support/documented.mjs";
import { startMock, TOKEN } from "../support/mock.mjs";

const ARTIFACTS = process.env.BITSIGHT_USERS_ARTIFACTS;
mkdirSync(ARTIFACTS, { recursive: true });

/** The page, open and connected to a mock of its own; a picture of its last state is kept. */
function scenario(name, options, run) {
  test(name, async (t) => {
    const mock = await startMock(t);
    await withPage(async (page) => {
      await openExample(page, { baseUrl: mock.url, token: TOKEN, ...options });
      try {
        await run(page, mock);
        assert.deepStrictEqual(page.problems, [], "the page has no uncaught error");
      } finally {
        await page.screenshot({ path: join(ARTIFACTS, `${name.replaceAll(" ", "-")}.png`), fullPage: true });
      }
    });
  });
}

scenario("the page creates the documented user", {}, async (page, mock) => {
  const { state, text } = await submit(page, newUser());
  assert.equal(state, "created", text);
  const shown = JSON.parse(await page.locator("#outcome pre").textContent());
  assert.equal(JSON.stringify(shown), JSON.stringify(createdUser()));
  assert.match(text, /Arnold Brown/);
  const requests = await mock.requests();
  const [sent, ...more] = writes(requests);
  assert.deepStrictEqual(JSON.parse(sent.body), newUser());
  assert.deepStrictEqual(more, []);
  assert.ok(
    requests.some(({ method }) => method === "OPTIONS"),
    "a browser asks first whether the page may",
  );
});

scenario("the page shows a conflict", {}, async (page) => {
  await submit(page, newUser());
  const { state, text } = await submit(page, newUser());
  assert.equal(state, "failed");
  assert.match(text, /There is a user with this email address already\./);
});

scenario("the page shows a refused token but not the token", { token: "s3cr3t-t0ken" }, async (page) => {
  const { state, text } = await submit(page, newUser());
  assert.equal(state, "failed");
  assert.match(text, /authentication/);
  assert.ok(!text.includes("s3cr3t"), text);
});

scenario("the page marks the input that is wrong and sends nothing", {}, async (page, mock) => {
  const { state, text } = await submit(page, newUser({ email: "arnold.actorsfilms.us" }));
  assert.equal(state, "failed");
  assert.match(text, /Must be an email address/);
  assert.equal(await page.getByLabel("Email", { exact: true }).getAttribute("aria-invalid"), "true");
  assert.deepStrictEqual(writes(await mock.requests()), []);
});

scenario("in a page a client has to be told that its token is exposed", {}, async (page, mock) => {
  const args = { baseUrl: mock.url, token: TOKEN, user: newUser() };
  const error = await page.evaluate(async ({ baseUrl, token, user }) => {
    const { BitsightUsers } = await import("bitsight-users");
    try {
      return await new BitsightUsers({ token, baseUrl }).createUser(user);
    } catch ({ code, field }) {
      return { code, field };
    }
  }, args);
  assert.deepStrictEqual(error, { code: "invalid_configuration", field: "dangerouslyAllowBrowser" });
  assert.deepStrictEqual(writes(await mock.requests()), []);
});

/** The requests that are to change something. */
function writes(requests) {
  return requests.filter(({ method }) => !["GET", "OPTIONS"].includes(method));
}
