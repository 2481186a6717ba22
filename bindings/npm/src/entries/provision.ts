// The entry for provisioning: loads its module by itself, when one of the functions is called.

import { provide } from "../provision/module.js";

provide(async () => (await import("../provision/provision-inline.js")).load());

export * from "./provision-public.js";
