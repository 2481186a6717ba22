// The wasm module: compiled once for all clients, instantiated for each.
//
// An instance per client lets each have a `fetch` of its own, and lets one that trapped be replaced
// without harm to the others.

import { errorOf, WasmUnavailableError } from "./errors.js";
import type { Answers } from "./bodies.js";
import type { Environment, Exports, Glue } from "./environment.js";

/** The compiled module, and what goes with it. */
export interface Compiled {
  module: WebAssembly.Module;
  glue: Glue;
  answers: Answers;
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

/** A fresh instance, in an environment that knows what answers are like. */
export async function instantiate(environment: (answers: Answers) => Environment): Promise<Exports> {
  const { module, glue, answers } = await compile();
  try {
    return await glue(module, environment(answers));
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
