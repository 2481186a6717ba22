// Runs the JavaScript of the READMEs and of the package's comments. Only the parts that a reader would fill in are
// replaced: the server, and the token that a proxy would add.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "node:test";

import { newUser } from "../support/documented.mjs";
import { startMock, TOKEN } from "../support/mock.mjs";

const root = process.env.BITSIGHT_USERS_ROOT;
const sources = (await readdir(join(root, "bindings/npm/src"), { recursive: true }))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `bindings/npm/src/${file}`);

/** A snippet that only sets up the module shows nothing by itself. */
const AFTER = (code) => (code.includes("await") || code.includes("fetch(request") ? "" : "\nawait users.getUserQuota();\n");

/** Loads a snippet, where the page's own files are the package's, and sends a request if it is a server. */
const RUN = `
import { readFile } from "node:fs/promises";
const send = globalThis.fetch;
globalThis.fetch = async (url, init) =>
  String(url).startsWith("/assets/")
    ? new Response(await readFile(new URL(import.meta.resolve("bitsight-users/bitsight_users.wasm"))))
    : send(url, init);
const { default: server } = await import("./snippet.mjs");
const answer = await server?.fetch(new Request("https://admin.example.com/bitsight/v2/users"), process.env);
if (answer !== undefined && !answer.ok) throw new Error(\`it answered \${answer.status}: \${await answer.text()}\`);
`;

let count = 0;
for (const file of ["README.md", "bindings/npm/README.md", "docs/networks.md", ...sources]) {
  for (const { code, line } of snippets(await readFile(join(root, file), "utf8"))) {
    count += 1;
    test(`${file}:${line}`, async (t) => {
      const mock = await startMock(t);
      // In the consumer's folder, where the package is installed.
      const folder = await mkdtemp(join(process.cwd(), "snippet-"));
      t.after(() => rm(folder, { recursive: true, force: true }));
      const env = { ...process.env, BITSIGHT_API_TOKEN: TOKEN, BITSIGHT_BASE_URL: mock.url };
      const script = await write(folder, fill(code, mock));
      // Some snippets need an existing user.
      if (!code.includes("createUser")) await create(mock);
      const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
      const asked = (await mock.requests()).filter(({ status }) => status >= 200 && status < 300);
      assert.ok(asked.length > 0, `no request succeeded; it printed: ${stdout}`);
    });
  }
}

test("there are snippets", () => assert.ok(count >= 12, `only ${count}`));

/** Fenced blocks of JavaScript or TypeScript, also inside of comments. */
function snippets(text) {
  const found = [];
  for (const match of text.matchAll(/^([ */]*)```(?:js|ts)\n([^]*?)\n\1```$/gm)) {
    const [, margin, block] = match;
    const code = block
      .split("\n")
      .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line.slice(margin.trimEnd().length)))
      .join("\n");
    found.push({ code, line: text.slice(0, match.index).split("\n").length });
  }
  return found;
}

function fill(code, mock) {
  return code
    .replaceAll("https://admin.example.com/bitsight", mock.url)
    .replaceAll("https://api.bitsighttech.com/ratings", mock.url)
    .replaceAll("added-by-the-server", TOKEN)
    // The package has no dependencies, so that this is one of the tests.
    .replaceAll('"undici"', JSON.stringify(join(root, "tests/node_modules/undici/index.js")));
}

/** Writes a snippet, and what calls it; returns what to run. */
async function write(folder, code) {
  if (code.includes("require(")) {
    const script = join(folder, "snippet.cjs");
    await writeFile(script, code);
    return script;
  }
  const isFragment = !/\bimport\b|\bexport\b/.test(code);
  const prelude = isFragment ? 'import { BitsightUsers } from "bitsight-users";\n' : "";
  const client = /\bconst users\b|\bexport\b/.test(code) ? "" : "const users = new BitsightUsers();\n";
  await writeFile(join(folder, "snippet.mjs"), prelude + code.replace(/^(?!import)/m, client) + AFTER(code));
  await writeFile(join(folder, "run.mjs"), RUN);
  return join(folder, "run.mjs");
}

async function create(mock) {
  const response = await fetch(`${mock.url}/v2/users`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${btoa(`${TOKEN}:`)}` },
    body: JSON.stringify(newUser()),
  });
  assert.equal(response.status, 201);
}
