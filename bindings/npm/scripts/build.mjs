// Builds dist/ out of src/ and of wasm-pack's output in pkg/: node scripts/build.mjs
import { appendFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";

import { build } from "esbuild";

import { cliGlueModule, glueModule, provisionGlueModule } from "./glue.mjs";
import { SCHEMAS } from "./schemas.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => path.join(root, ...parts);

const wasm = await module("pkg/bitsight_users_wasm_bg.wasm");
const provisionWasm = await module("pkg/provision/bitsight_users_provision_wasm_bg.wasm");
const cliWasm = await module("pkg/cli/bitsight_users_cli_wasm_bg.wasm");

/** A WebAssembly module. The published ones contain no path of the machine that built them. */
async function module(file) {
  const wasm = await readFile(at(file));
  for (const folder of [homedir(), at("../..")]) {
    if (wasm.includes(folder)) throw new Error(`${file} names ${folder}`);
  }
  return wasm;
}

/** Replaced by a module's text after esbuild, which would write it with escapes. */
const PLACEHOLDER = '"the text of the module"';

/** The modules that the files `modules.d.ts` declare. */
const MADE = {
  "bitsight-users-glue": glueModule(await readFile(at("pkg/bitsight_users_wasm.js"), "utf8")),
  "bitsight-users-wasm": `export const text = ${PLACEHOLDER};`,
  "bitsight-users-provision-glue": provisionGlueModule(
    await readFile(at("pkg/provision/bitsight_users_provision_wasm.js"), "utf8"),
  ),
  "bitsight-users-cli-glue": cliGlueModule(await readFile(at("pkg/cli/bitsight_users_cli_wasm.js"), "utf8")),
  "bitsight-users-provision-wasm": `export const text = ${PLACEHOLDER};`,
};
const made = {
  name: "made",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^bitsight-users-/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => ({ contents: MADE[path] }));
  },
};

/** Leaves imports of these to run time, under the extension of the format that is built. */
function external(names, extension) {
  return {
    name: "external",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ path: imported }) => {
        const { name, ext } = path.parse(imported);
        if (!names.includes(name)) return undefined;
        return { path: `./${name}.${ext === ".wasm" ? "wasm" : extension}`, external: true };
      });
    },
  };
}

async function bundle(source, format, entry = path.basename(source)) {
  const extension = format === "esm" ? "mjs" : "cjs";
  await build({
    entryPoints: [at("src", `${source}.ts`)],
    outfile: at("dist", `${entry}.${extension}`),
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    // Errors show their class's name, and frames in stack traces that of the function: worth the
    // few hundred bytes that shorter identifiers would save.
    minifyIdentifiers: entry.endsWith("inline"),
    format,
    target: "es2022",
    // For `require`, Node.js must be able to see the names of the exports.
    platform: format === "cjs" ? "node" : "neutral",
    legalComments: "none",
    // As UTF-8 and not as escapes, for the module's bytes.
    charset: "utf8",
    // `require` loads the module's file without flags where `import()` would need them, as in Jest.
    supported: format === "cjs" ? { "dynamic-import": false } : {},
    external: ["node:*"],
    plugins: [external(["inline", "provision-inline", "bitsight_users", "bitsight_users_provision"], extension), made],
  });
}

/** Writes a module's text into a built file. */
async function insertModule(file, wasm) {
  const parts = (await readFile(file, "utf8")).split(PLACEHOLDER);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} placeholders for the module's text, not one`);
  await writeFile(file, parts.join(literal(wasm)));
}

/**
 * Bytes as a template literal with one character per byte, each below 256. Unlike base64 this keeps bytes whole, so
 * that brotli finds the same repetitions in the text as in the module. Escapes are as short as the syntax allows: one
 * byte in fifteen is zero.
 */
function literal(bytes) {
  const escapes = { "\r": "\\r", "`": "\\`", "\\": "\\\\", $: "\\$" };
  const text = bytes
    .toString("latin1")
    .replace(/[\r`\\]|\$(?=\{)/g, (character) => escapes[character])
    // `\0` before a digit would be an octal number, which a template literal can't have.
    .replace(/\0(?=\d)/g, "\\x00")
    .replaceAll("\0", "\\0");
  return `\`${text}\``;
}

await rm(at("dist"), { recursive: true, force: true });
await mkdir(at("dist"), { recursive: true });
for (const source of [
  "entries/index",
  "entries/slim",
  "entries/provision",
  "entries/provision-file",
  "module/inline",
  "provision/provision-inline",
]) {
  await bundle(source, "esm");
  await bundle(source, "cjs");
}
await bundle("entries/workerd", "esm");
await bundle("entries/provision-workerd", "esm");
// Only `bin` loads it.
await bundle("cli/main", "esm", "cli");
for (const extension of ["mjs", "cjs"]) {
  await insertModule(at("dist", `inline.${extension}`), wasm);
  await insertModule(at("dist", `provision-inline.${extension}`), provisionWasm);
}
const { version } = JSON.parse(await readFile(at("package.json"), "utf8"));
// In Node.js a program can import the package while a library of its requires it: both get what was loaded
// first, so that `instanceof` holds, and one compiled module. Not by importing what is required: Node.js looks
// for the exports of such a file with a parser of its own, which takes 18 ms before the first call.
for (const entry of ["index", "slim", "provision"]) {
  const shared = `globalThis[Symbol.for("bitsight-users/${entry} ${version}")]`;
  const names = Object.keys(await import(at("dist", `${entry}.mjs`))).join(", ");
  await writeFile(
    at("dist", `${entry}.node.mjs`),
    `import * as own from "./${entry}.mjs";\nexport const { ${names} } = (${shared} ??= own);\n`,
  );
  await appendFile(at("dist", `${entry}.cjs`), `module.exports = ${shared} ??= module.exports;\n`);
}
await writeFile(at("dist/bitsight_users.wasm"), wasm);
await writeFile(at("dist/bitsight_users_provision.wasm"), provisionWasm);
await writeFile(at("dist/cli.wasm"), cliWasm);

// The pages that the README refers to.
for (const page of ["administrators", "browsers", "errors", "networks", "provisioning"]) {
  await cp(at("../../docs", `${page}.md`), at("dist/docs", `${page}.md`));
}
// The JSON Schemas of lists, plans, journals and reports.
for (const [name, file] of Object.entries(SCHEMAS)) await cp(file, at("dist/schemas", `${name}.schema.json`));

// The types, once for `import` and once for `require`: TypeScript holds a file to be of the format
// that its extension says.
execFileSync(process.execPath, [at("node_modules/typescript/bin/tsc"), "--project", root], {
  stdio: "inherit",
});
// Nobody can import these; what they export is the package's own.
for (const source of ["entries/workerd", "entries/provision-workerd", "module/inline", "provision/provision-inline"]) {
  await rm(at("dist/types", `${source}.d.ts`));
}
await rm(at("dist/types/cli"), { recursive: true });
await types(at("dist/types"));

async function types(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      await types(file);
      continue;
    }
    const text = await readFile(file, "utf8");
    for (const kind of ["m", "c"]) {
      const renamed = text.replace(/(from|import\()(\s*)"(\.[^"]*)\.js"/g, `$1$2"$3.${kind}js"`);
      await writeFile(file.replace(/\.d\.ts$/, `.d.${kind}ts`), renamed);
    }
    await rm(file);
  }
}
