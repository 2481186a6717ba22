// The first call of a program, in a fresh process or a fresh page: loading, making a client, creating a user.
import { TOKEN, USER } from "./rows.mjs";
import { open } from "./subjects/index.mjs";

/** The limit: instantiating the module, whose bytes are in memory, and a call. */
export const LIMIT = "instantiate + raw fetch";

/** Measures it, in milliseconds. */
export async function first(subject, baseUrl, wasm) {
  const options = { baseUrl, token: TOKEN };
  const start = performance.now();
  if (subject === LIMIT) await WebAssembly.instantiate(wasm, imports);
  const client = await open(subject === LIMIT ? "raw fetch" : subject, options);
  await client.create(USER);
  return performance.now() - start;
}

/** Each import of the module is replaced by a function that does nothing. */
const imports = new Proxy({}, { get: () => new Proxy({}, { get: () => () => {} }) });
