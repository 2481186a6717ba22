// The provisioning module inside a JavaScript file, with its glue. Loaded when provisioning is used.

import { glue } from "bitsight-users-provision-glue";
import { text } from "bitsight-users-provision-wasm";

import { compiled } from "../module/text.js";
import type { Exports } from "./exports.js";

/** Compiles and instantiates the module. */
export async function load(): Promise<Exports> {
  return glue(await compiled(text));
}
