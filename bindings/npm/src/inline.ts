// The module inside a JavaScript file: works without any configuration of bundlers and servers.

import { glue } from "bitsight-users-glue";
import { text } from "bitsight-users-wasm";

import type { Compiled } from "./wasm.js";

/** Compiles the module. */
export async function load(): Promise<Compiled> {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return { module: await WebAssembly.compile(bytes), glue };
}
