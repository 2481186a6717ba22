// The entry for Cloudflare's workers, which refuse to compile bytes but import modules.

// @ts-expect-error: a module to workers, and nothing to TypeScript
import module from "./bitsight_users.wasm";

import { instantiate } from "../module/instance.js";
import { provide } from "../module/wasm.js";

provide(async () => ({ module, instantiate }));

export * from "./public.js";
