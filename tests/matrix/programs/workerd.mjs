// Starts a bundled worker in workerd. Its objects keep what they store in the project's folder.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Miniflare } from "miniflare";

/** A worker, to which requests can be sent, until `stop` ends its process. */
export async function startWorker(folder) {
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
    durableObjects: { PEOPLE: { className: "People", useSQLite: true } },
    durableObjectsPersist: "objects",
  });
  await miniflare.ready;
  return {
    async answer(init) {
      return (await miniflare.dispatchFetch("http://worker.example/", init)).json();
    },
    stop: () => miniflare.dispose(),
  };
}
