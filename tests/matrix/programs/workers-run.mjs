// Runs a bundled worker in workerd: node workers-run.mjs <folder>
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Miniflare } from "miniflare";

const [folder] = process.argv.slice(2);
const modules = (await readdir(folder))
  .filter((file) => /\.(js|wasm)$/.test(file))
  // The first one is the worker itself.
  .sort((a, b) => Number(b.endsWith(".js")) - Number(a.endsWith(".js")))
  .map((file) => ({ type: file.endsWith(".js") ? "ESModule" : "CompiledWasm", path: join(folder, file) }));
const { BITSIGHT_API_TOKEN, BITSIGHT_BASE_URL } = process.env;
const miniflare = new Miniflare({
  modulesRoot: folder,
  modules,
  compatibilityDate: "2026-04-01",
  bindings: { BITSIGHT_API_TOKEN, BITSIGHT_BASE_URL },
});
try {
  const response = await miniflare.dispatchFetch("http://worker.example/");
  console.log(`OUTCOME ${await response.text()}`);
} finally {
  await miniflare.dispose();
}
