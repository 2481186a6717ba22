// The interface of the WebAssembly module, as wasm-bindgen's glue exports it.

import type { KeptOutcome, Outcome } from "../response.js";
import type { Environment } from "./environment.js";

/** The exports of an instance. */
export interface Exports {
  Client: new (options: string, observe: ((event: unknown) => void) | undefined) => WasmClient;
  abort(call: number): void;
}

/** A client in the module. It takes requests as JSON. */
export interface WasmClient {
  call(request: string): Promise<Outcome | KeptOutcome>;
  pages(request: string): WasmPager;
}

/** The pages of a list in the module. */
export interface WasmPager {
  next(options: string): Promise<Outcome | undefined>;
  free(): void;
}

/** Instantiates the module: wasm-bindgen's glue, rewritten by the build. */
export type Glue = (module: WebAssembly.Module, environment: Environment) => Promise<Exports>;
