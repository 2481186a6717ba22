// The benchmarks in Node.js: node node.mjs <options as JSON>; prints figures as JSON.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

import { first } from "./first.mjs";
import { memory } from "./memory.mjs";
import { measure } from "./rows.mjs";
import { figures } from "./figures.mjs";
import { withServer } from "./server-process.mjs";

const WASM = "node_modules/bitsight-users/dist/bitsight_users.wasm";

const [given, part, subject, api] = process.argv.slice(2);
const options = JSON.parse(given);
if (part === "first") {
  console.log(await first(subject, api, await readFile(WASM)));
} else if (part === "memory") {
  console.log(JSON.stringify(await memory(subject, api, options.memory, used)));
} else {
  const run = promisify(execFile);
  const child = async (flags, part, subject, api) => {
    const args = [...flags, "node.mjs", given, part, subject, api];
    return JSON.parse((await run(process.execPath, args)).stdout);
  };
  // Optimised code comes and goes, hundreds of kilobytes of it.
  const steady = ["--expose-gc", "--no-opt", "--no-flush-bytecode"];
  const result = await withServer(({ api }) =>
    figures(options, {
      measure: () => measure(api, options),
      first: (subject) => child([], "first", subject, api),
      memory: (subject) => child(steady, "memory", subject, api),
    }),
  );
  console.log(JSON.stringify(result));
}

/** Without the module's memory. `rss` depends more on the allocator than on the bytes in use. */
async function used() {
  let least = Infinity;
  // Several times: finalizers run after a collection, and some buffers are freed later.
  for (let times = 0; times < 6; times += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}
