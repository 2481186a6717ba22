// The entry for those who load the module themselves, for the sake of caching or of a strict CSP.

import { instantiate } from "../module/instance.js";
import { provide } from "../module/wasm.js";

/** What the module can be made of: compiled, or its bytes, or an answer to a request for it. */
export type WasmSource = Source | PromiseLike<Source>;

// To TypeScript a module has no properties, so that a string would be one.
type Source = (WebAssembly.Module & object) | BufferSource | Response;

/**
 * Says what the module is made of, once and before the first call:
 *
 * ```ts
 * import { BitsightUsers, useWasm } from "bitsight-users/slim";
 * useWasm(() => fetch("/assets/bitsight_users.wasm"));
 * ```
 */
export function useWasm(source: WasmSource | (() => WasmSource)): void {
  provide(async () => {
    const given = await (typeof source === "function" ? source() : source);
    if (given instanceof WebAssembly.Module) return { module: given, instantiate };
    const bytes = given instanceof Response ? await bytesOf(given) : given;
    return { module: await WebAssembly.compile(bytes), instantiate };
  });
}

async function bytesOf(response: Response): Promise<ArrayBuffer> {
  if (!response.ok) throw new Error(`the request for the module was answered with ${response.status}`);
  return response.arrayBuffer();
}

export * from "./public.js";
