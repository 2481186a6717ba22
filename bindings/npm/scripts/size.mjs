// What a browser downloads for one `import`: node scripts/size.mjs prints it, and fails over budget.
import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";

/**
 * In bytes, after brotli at its best. The first is there before any call, and a page may load it for
 * nothing; the second comes with the first call. Budgets, not goals: the module should be smaller by far
 * (most of it is its HTTP client, URL parser and JSON), and may not become larger unnoticed.
 */
const BUDGETS = { "index.mjs": 6_144, "inline.mjs": 190_000 };

let over = false;
for (const [name, budget] of Object.entries(BUDGETS)) {
  const bytes = brotliCompressSync(await readFile(new URL(`../dist/${name}`, import.meta.url))).length;
  over ||= bytes > budget;
  console.log(`${name}: ${bytes} bytes of ${budget}${bytes > budget ? ", OVER BUDGET" : ""}`);
}
process.exitCode = over ? 1 : 0;
