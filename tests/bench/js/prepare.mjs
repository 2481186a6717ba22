// Generates the code of the subjects from the document: node prepare.mjs
//
// In `generated`: hey-api's clients and the code that Ajv makes of the schemas, for Node.js. In `site`: each subject
// as a page loads it, bundled and minified.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { createClient } from "@hey-api/openapi-ts";
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { load } from "js-yaml";

const root = process.env.BITSIGHT_USERS_ROOT;
if (!root) throw new Error("BITSIGHT_USERS_ROOT isn't set: run this by `cargo xtask bench`");
const document = join(root, "spec/openapi.yaml");
// The project has one already.
const { build } = createRequire(join(root, "bindings/npm/package.json"))("esbuild");

for (const folder of ["generated", "site"]) await rm(folder, { recursive: true, force: true });
await heyApi("hey-api", [{ name: "@hey-api/sdk" }]);
await heyApi("hey-api-zod", ["zod", { name: "@hey-api/sdk", validator: { response: "zod" } }]);
await ajv();
await site();

async function heyApi(name, plugins) {
  const path = join("generated/source", name);
  const logs = { level: "warn" };
  await createClient({ input: document, output: { path }, plugins: ["@hey-api/client-fetch", ...plugins], logs });
  const parts = ["sdk.gen", "client", ...(plugins.includes("zod") ? ["zod.gen"] : [])];
  const contents = parts.map((part) => `export * from "./${part}";`).join("\n");
  const stdin = { contents, resolveDir: path, loader: "ts" };
  await build({ stdin, outfile: `generated/${name}.mjs`, bundle: true, format: "esm", packages: "external" });
}

async function ajv() {
  const { components } = load(await readFile(document, "utf8"));
  const ajv = new Ajv({ strict: false, code: { source: true, esm: true } });
  ajv.addSchema({ $id: "api", components: nulls(components) });
  const at = (name) => `api#/components/schemas/${name}`;
  await writeFile("generated/ajv.mjs", standaloneCode.default(ajv, { user: at("User"), page: at("UserPage") }));
}

/** Translates OpenAPI 3.0's `nullable` into JSON Schema. */
function nulls(schema) {
  if (Array.isArray(schema)) return schema.map(nulls);
  if (typeof schema !== "object" || schema === null) return schema;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, nulls(part)]));
  return nullable === true ? { anyOf: [{ type: "null" }, rest] } : rest;
}

async function site() {
  await build({
    entryPoints: ["page.mjs"],
    outdir: "site",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    // As Vite does it; esbuild by itself would write four characters for most bytes of the module.
    charset: "utf8",
  });
  await cp("page.html", "site/page.html");
  await cp("node_modules/bitsight-users/dist/bitsight_users.wasm", "site/bitsight_users.wasm");
}
