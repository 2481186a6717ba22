// The entry for Cloudflare's workers, which refuse to compile bytes but import modules.

import { glue } from "bitsight-users-glue";
// @ts-expect-error: a module to workers, and nothing to TypeScript
import module from "./bitsight_users.wasm";

import { answers } from "./generated/answers.js";
import { provide } from "./wasm.js";

provide(async () => ({ module, glue, answers }));

export * from "./public.js";
