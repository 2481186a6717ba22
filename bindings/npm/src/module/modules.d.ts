// Modules that the build makes out of wasm-pack's output.

declare module "bitsight-users-glue" {
  export const glue: import("./exports.js").Glue;
}

declare module "bitsight-users-wasm" {
  /** The wasm module: one character per byte, each with the byte as its code. */
  export const text: string;
}
