// The package's main entry: loads the module by itself, at the first call.

import { provide } from "./wasm.js";

provide(async () => (await import("./inline.js")).load());

export * from "./public.js";
