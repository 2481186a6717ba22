// What a browser downloads for one `import`, and what the program adds to the package: node scripts/size.mjs prints it, and
// fails over budget.
import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";

/**
 * In bytes, after brotli at its best. The first is there before any call, and a page may load it for
 * nothing; the rest comes with the first call.
 */
const BUDGETS = {
  "index.mjs": 6_000,
  "index.mjs and inline.mjs": 118_000,
  // What provisioning adds, when it is used.
  "provision.mjs": 6_000,
  "provision-inline.mjs": 94_000,
  // The program, which is a part of the package only and which no browser downloads.
  "cli.mjs and cli.wasm": 540_000,
};

let over = false;
for (const [names, budget] of Object.entries(BUDGETS)) {
  let bytes = 0;
  for (const name of names.split(" and ")) {
    bytes += brotliCompressSync(await readFile(new URL(`../dist/${name}`, import.meta.url))).length;
  }
  over ||= bytes > budget;
  console.log(`${names}: ${bytes} bytes of ${budget}${bytes > budget ? ", OVER BUDGET" : ""}`);
}
process.exitCode = over ? 1 : 0;
