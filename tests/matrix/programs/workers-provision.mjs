// Applies a list in workerd, which is stopped in the middle and started again:
// node workers-provision.mjs <folder of the bundled worker>
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { startWorker } from "./workerd.mjs";

const [folder] = process.argv.slice(2);
const csv = await readFile("people.csv", "utf8");
const admin = process.env.BITSIGHT_BASE_URL.replace(/\/ratings$/, "/_admin");

/** How many creations the mock has received. */
async function creations() {
  const { requests } = await (await fetch(`${admin}/requests`)).json();
  return requests.filter(({ method }) => method === "POST").length;
}

/** Sends the list to the worker: its report, unless the worker was stopped before. */
const sync = (worker) => worker.answer({ method: "POST", body: csv });

const first = await startWorker(folder);
let ended;
void sync(first).then((report) => (ended = report), () => undefined);
while ((await creations()) < 4) {
  if (ended !== undefined) throw new Error(`it ended before it was stopped: ${JSON.stringify(ended)}`);
  await sleep(20);
}
await first.stop();

const second = await startWorker(folder);
try {
  // Finishes the run, then plans and applies the list again.
  console.log(`OUTCOME ${JSON.stringify([await sync(second), await sync(second)])}`);
} finally {
  await second.stop();
}
