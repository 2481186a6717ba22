// The entry for provisioning in Cloudflare's workers, which refuse to compile bytes but import modules.

// @ts-expect-error: a module to workers, and nothing to TypeScript
import module from "./bitsight_users_provision.wasm";

import { glue } from "bitsight-users-provision-glue";

import { provide } from "../provision/module.js";

provide(() => glue(module));

export * from "./provision-public.js";
