// The script of a page: it runs the part that its address names, and reports to the program that opened it.
import { first } from "./first.mjs";
import { memory } from "./memory.mjs";
import { measure } from "./rows.mjs";

const query = new URLSearchParams(location.search);
const { part, subject, api, report, options } = Object.fromEntries(query);
const parts = {
  measure: () => measure(api, JSON.parse(options)),
  first: async () => {
    const wasm = await (await fetch("bitsight_users.wasm")).arrayBuffer();
    // Otherwise the browser's own work for a new page would be counted.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return first(subject, api, wasm);
  },
  memory: () => memory(subject, api, JSON.parse(options).memory, used),
};

let outcome;
try {
  outcome = { value: await parts[part]() };
} catch (error) {
  outcome = { failed: String(error?.stack ?? error) };
}
await fetch(report, { method: "POST", mode: "no-cors", body: JSON.stringify(outcome) });

/** By Chromium's flags `--expose-gc` and `--enable-precise-memory-info`. */
async function used() {
  for (let times = 0; times < 4; times += 1) await globalThis.gc({ type: "major", execution: "async" });
  return performance.memory.usedJSHeapSize;
}
