// The levels of the log.

import type { LogLevel } from "./options.js";

/** From no messages to all. */
export const LEVELS: readonly LogLevel[] = ["off", "error", "warn", "info", "debug"];
