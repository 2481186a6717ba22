// Passes the events of calls to the hooks and the logger. Only needed once there are calls, so it is loaded with the module.

import { LEVELS } from "../levels.js";
import type { CallEvent, ClientOptions, LogLevel } from "../options.js";

/** A function that takes events of the module; undefined if nothing listens. */
export function observerOf(options: ClientOptions): ((event: unknown) => void) | undefined {
  const { onRequest, onResponse, onRetry, logger = console, logLevel = "off" } = options;
  if (onRequest === undefined && onResponse === undefined && onRetry === undefined && logLevel === "off") {
    return undefined;
  }
  const logs = (level: LogLevel) => LEVELS.indexOf(level) <= LEVELS.indexOf(logLevel);
  return (given) => {
    const event = given as CallEvent;
    switch (event.type) {
      case "request":
        onRequest?.(event);
        if (logs("debug")) logger.debug(`bitsight-users: ${event.operation}: request`, event);
        break;
      case "response":
        onResponse?.(event);
        if (event.code === undefined) {
          if (logs("info")) logger.info(`bitsight-users: ${event.operation}: success`, event);
        } else if (logs("warn")) {
          logger.warn(`bitsight-users: ${event.operation}: ${event.code}`, event);
        }
        break;
      default:
        onRetry?.(event);
        if (logs("warn")) logger.warn(`bitsight-users: ${event.operation}: ${event.type}`, event);
    }
  };
}
