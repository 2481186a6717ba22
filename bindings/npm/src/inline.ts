// The module inside a JavaScript file: works without any configuration of bundlers and servers.
//
// Gzipped before it is written in base64, it is as small on the wire as the .wasm file would be.

import { glue } from "bitsight-users-glue";
import { base64 } from "bitsight-users-wasm";

import type { Compiled } from "./wasm.js";

/** Inflates and compiles the module. */
export async function load(): Promise<Compiled> {
  const gzipped = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  const bytes = await new Blob(chunks).arrayBuffer();
  return { module: await WebAssembly.compile(bytes), glue };
}
