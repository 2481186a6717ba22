// The package's main entry: loads the module by itself, at the first call.

import { provide } from "../module/wasm.js";

provide(async () => (await import("../module/inline.js")).load());

export * from "./public.js";
