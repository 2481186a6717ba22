// The module inside a JavaScript file: works without any configuration of bundlers and servers.

import { text } from "bitsight-users-wasm";

import { instantiate } from "./instance.js";
import { compiled } from "./text.js";
import type { Compiled } from "./wasm.js";

/** Compiles the module. */
export async function load(): Promise<Compiled> {
  return { module: await compiled(text), instantiate };
}
