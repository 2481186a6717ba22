#!/usr/bin/env node
// The program `bitsight-users` by Node.js: the same commands as the native program, in WebAssembly.
import { readFileSync } from "node:fs";

const given = process.argv.slice(2);
if (given.length === 1 && (given[0] === "--version" || given[0] === "-V")) {
  // Without the module, which takes longer to load than Node.js takes to start.
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  console.log(`bitsight-users ${version}`);
} else {
  const { main } = await import("../dist/cli.mjs");
  await main(given);
}
