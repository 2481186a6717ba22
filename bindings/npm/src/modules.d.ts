// Modules that the build makes out of wasm-pack's output.

declare module "bitsight-users-glue" {
  export const glue: import("./environment.js").Glue;
}

declare module "bitsight-users-wasm" {
  /** The wasm module, a character for each byte. */
  export const text: string;
  /** The character that stands for each byte, by the byte. */
  export const alphabet: string;
}
