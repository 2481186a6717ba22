// Builds dist/ out of src/ and of wasm-pack's output in pkg/: node scripts/build.mjs
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import path from "node:path";

import { build } from "esbuild";

import { glueModule } from "./glue.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => path.join(root, ...parts);

const wasm = await readFile(at("pkg/bitsight_users_wasm_bg.wasm"));
const glue = glueModule(await readFile(at("pkg/bitsight_users_wasm.js"), "utf8"));

/** The modules that src/modules.d.ts declares. */
const made = {
  name: "made",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^bitsight-users-(glue|wasm)$/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => ({
      contents:
        path === "bitsight-users-glue"
          ? glue
          : // Level 9 and no name or time in the header: the same input gives the same file.
            `export const base64 = "${gzipSync(wasm, { level: 9 }).toString("base64")}";`,
    }));
  },
};

/** Leaves imports of these to run time, under the extension of the format that is built. */
function external(names, extension) {
  return {
    name: "external",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\// }, ({ path }) => {
        const name = names.find((name) => path.startsWith(`./${name}.`));
        if (name === undefined) return undefined;
        const suffix = path.endsWith(".wasm") ? "wasm" : extension;
        return { path: `./${name}.${suffix}`, external: true };
      });
    },
  };
}

async function bundle(entry, format) {
  const extension = format === "esm" ? "mjs" : "cjs";
  await build({
    entryPoints: [at("src", `${entry}.ts`)],
    outfile: at("dist", `${entry}.${extension}`),
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    // Errors show their class's name, and frames in stack traces that of the function: worth the
    // few hundred bytes that shorter identifiers would save.
    minifyIdentifiers: false,
    format,
    target: "es2022",
    platform: "neutral",
    legalComments: "none",
    // `require` loads the module's file without flags where `import()` would need them, as in Jest.
    supported: format === "cjs" ? { "dynamic-import": false } : {},
    plugins: [external(["inline", "bitsight_users"], extension), made],
  });
}

await rm(at("dist"), { recursive: true, force: true });
await mkdir(at("dist"), { recursive: true });
for (const entry of ["index", "inline", "slim"]) {
  await bundle(entry, "esm");
  await bundle(entry, "cjs");
}
await bundle("workerd", "esm");
await cp(at("pkg/bitsight_users_wasm_bg.wasm"), at("dist/bitsight_users.wasm"));

// The types, once for `import` and once for `require`: TypeScript holds a file to be of the format
// that its extension says.
execFileSync(process.execPath, [at("node_modules/typescript/bin/tsc"), "--project", root], {
  stdio: "inherit",
});
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
