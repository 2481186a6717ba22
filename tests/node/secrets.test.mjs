// The token is in no error, and in no output of a debugger or a log about the client.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { inspect } from "node:util";
import { BitsightUsers } from "bitsight-users";

import { newUser } from "../support/documented.mjs";
import { startMock } from "../support/mock.mjs";

const SECRET = "s3cr3t-t0ken-0123456789";
const FORMS = [SECRET, Buffer.from(`${SECRET}:`).toString("base64"), encodeURIComponent(`${SECRET}:`)];

test("a client shows no token", async (t) => {
  const mock = await startMock(t);
  const users = new BitsightUsers({ token: SECRET, baseUrl: mock.url });
  hides(users);
  await users.createUser(newUser()).catch(() => {});
  hides(users);
});

test("an error of the server shows no token", async (t) => {
  const mock = await startMock(t);
  hides(await failure(() => new BitsightUsers({ token: SECRET, baseUrl: mock.url }).createUser(newUser())));
});

test("an error of the server that repeats the request shows no token", async (t) => {
  const echo = createServer((request, response) => {
    const detail = `refused: ${request.headers.authorization} of ${SECRET}`;
    response.writeHead(403, { "content-type": "application/json" }).end(JSON.stringify({ detail }));
  });
  await new Promise((resolve) => echo.listen(0, "127.0.0.1", resolve));
  t.after(() => echo.close());
  const baseUrl = `http://127.0.0.1:${echo.address().port}`;
  hides(await failure(() => new BitsightUsers({ token: SECRET, baseUrl }).createUser(newUser())));
});

test("an error of the network shows no token", async () => {
  // Nothing listens on port 1.
  const users = new BitsightUsers({ token: SECRET, baseUrl: "http://127.0.0.1:1" });
  hides(await failure(() => users.createUser(newUser())));
});

test("an error about the input shows no token", async () => {
  const users = new BitsightUsers({ token: SECRET });
  hides(await failure(() => users.createUser(newUser({ email: "no-at" }))));
});

test("an error about the token doesn't show it", async () => {
  for (const token of [` ${SECRET} with spaces`, `${SECRET}\u0000`, `${SECRET}\r\nx: y`, `${SECRET}é`]) {
    const error = await failure(() => new BitsightUsers({ token }).createUser(newUser({ email: "no-at" })));
    hides(error);
  }
});

test("an error about a base URL doesn't show the credentials in it", async () => {
  hides(await failure(() => new BitsightUsers({ token: "t", baseUrl: `http://${SECRET}@example.com/` }).createUser({})));
});

function hides(value) {
  const shown = {
    String: String(value),
    inspect: inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    JSON: JSON.stringify(value),
    stack: String(value.stack),
    cause: inspect(value.cause, { depth: Infinity, showHidden: true }),
    keys: Reflect.ownKeys(value).map((key) => `${String(key)}=${String(value[key])}`).join(),
  };
  for (const [how, text] of Object.entries(shown)) {
    for (const form of FORMS) assert.ok(!text?.includes(form), `the token is in ${how}: ${text}`);
  }
}

async function failure(act) {
  try {
    await act();
  } catch (error) {
    return error;
  }
  return assert.fail("it should have failed");
}
