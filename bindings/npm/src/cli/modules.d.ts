// Modules that the build makes out of wasm-pack's output.

declare module "bitsight-users-cli-glue" {
  /** Instantiates the module of the command line. */
  export const glue: (
    module: WebAssembly.Module,
    environment: import("../module/environment.js").Environment,
  ) => Promise<{ run(host: import("./host.js").Host, commandLine: string[]): Promise<number> }>;
}
