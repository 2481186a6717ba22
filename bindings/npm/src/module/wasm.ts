// The wasm module: compiled once for all clients, instantiated for each.
//
// An instance per client lets each have a `fetch` of its own, and lets one that trapped be replaced
// without harm to the others.

import { errorOf, WasmUnavailableError } from "../errors.js";
import type { instantiate as Instantiate, Parts } from "./instance.js";
import type { Fetch } from "../options.js";

/** The compiled module, and what makes an instance of it. */
export interface Compiled {
  module: WebAssembly.Module;
  instantiate: typeof Instantiate;
}

let source: (() => Promise<Compiled>) | undefined;
let compiled: Promise<Compiled> | undefined;

/** Says where the module comes from. Each entry of the package does so once. */
export function provide(from: () => Promise<Compiled>): void {
  source = from;
  compiled = undefined;
}

/** Compiles the module at the first call; a failure is forgotten, so that the next call tries again. */
function compile(): Promise<Compiled> {
  if (compiled === undefined) {
    const compiling = (source ?? notProvided)().catch((cause: unknown) => {
      if (compiled === compiling) compiled = undefined;
      throw unavailable(cause);
    });
    compiled = compiling;
  }
  return compiled;
}

/** A fresh instance. */
export async function instantiated(send: Fetch, trapped: (reason: unknown) => void): Promise<Parts> {
  const { module, instantiate } = await compile();
  try {
    return await instantiate(module, send, trapped);
  } catch (cause) {
    throw unavailable(cause);
  }
}

async function notProvided(): Promise<never> {
  throw new Error("no module was given to `useWasm`");
}

function unavailable(cause: unknown): WasmUnavailableError {
  if (cause instanceof WasmUnavailableError) return cause;
  const text = String((cause as { message?: unknown } | undefined)?.message ?? cause);
  const forbidden = /content security policy|unsafe-eval|CSP/i.test(text);
  const hint = forbidden
    ? "the page's Content-Security-Policy forbids it; add 'wasm-unsafe-eval' to its `script-src` directive"
    : text;
  return errorOf({
    code: "wasm_unavailable",
    message: `WebAssembly can't be compiled here: ${hint}`,
    cause,
  }) as WasmUnavailableError;
}
