// The memory that calls leave behind: bytes in use before and after many calls, without garbage.
import { TOKEN, USER } from "./rows.mjs";
import { open } from "./subjects/index.mjs";

/**
 * `used` returns the bytes in use after a garbage collection; the module's memory is added to it.
 *
 * Returns the bytes before and after the calls of two runs: engines allocate for themselves as well, but memory that grows
 * with calls grows in both runs.
 */
export async function memory(subject, baseUrl, { calls, warmUp }, used) {
  const modules = watch();
  const client = await open(subject, { baseUrl, token: TOKEN });
  const create = async (times) => {
    for (let call = 0; call < times; call += 1) await client.create(USER);
  };
  const all = async () => (await used()) + modules.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  await create(warmUp);
  if (subject === "bitsight-users" && modules.length === 0) throw new Error("its module's memory wasn't seen");
  const spans = [];
  for (let before = await all(), run = 0; run < 2; run += 1) {
    await create(calls);
    const after = await all();
    spans.push({ before, after });
    before = after;
  }
  return spans;
}

/** The memories of all modules that are made from now on. */
function watch() {
  const memories = [];
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    for (const exported of Object.values((made.instance ?? made).exports)) {
      if (exported instanceof WebAssembly.Memory) memories.push(exported);
    }
    return made;
  };
  return memories;
}
