// Applies a list in workerd, which is stopped in the middle and started again:
// node workers-provision.mjs <folder of the bundled worker>
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { startWorker } from "./workerd.mjs";

const [folder] = process.argv.slice(2);
const csv = await readFile("people.csv", "utf8");
const admin = process.env.BITSIGHT_BASE_URL.replace(/\/ratings$/, "/_admin");

/** Whether three creations are done and the next three have reached the mock, where each takes longer than a stop. */
async function isHalfway() {
  const { requests, in_flight } = await (await fetch(`${admin}/requests`)).json();
  return in_flight === 3 && requests.filter(({ status }) => status === 201).length >= 3;
}

/** Sends the list to the worker: its report, unless the worker was stopped before. */
const sync = (worker) => worker.answer({ method: "POST", body: csv });

const first = await startWorker(folder);
let ended;
void sync(first).then((report) => (ended = report), () => undefined);
while (!(await isHalfway())) {
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
