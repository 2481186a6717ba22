// Modules that the build makes out of wasm-pack's output.

declare module "bitsight-users-provision-glue" {
  /** Instantiates the module: wasm-bindgen's glue, rewritten by the build. */
  export const glue: (module: WebAssembly.Module) => Promise<import("./exports.js").Exports>;
}

declare module "bitsight-users-provision-wasm" {
  /** The wasm module: one character per byte, each with the byte as its code. */
  export const text: string;
}
