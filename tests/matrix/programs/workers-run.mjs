// Runs the scenario in workerd: node workers-run.mjs <folder of the bundled worker>
import { startWorker } from "./workerd.mjs";

const worker = await startWorker(process.argv[2]);
try {
  console.log(`OUTCOME ${JSON.stringify(await worker.answer())}`);
} finally {
  await worker.stop();
}
