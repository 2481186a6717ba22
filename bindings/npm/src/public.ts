// What every entry of the package exports.

export { BitsightUsers } from "./client.js";
export * from "./errors.js";
export type {
  CallEvent,
  ClientOptions,
  Fetch,
  Logger,
  LogLevel,
  LookUpEvent,
  RequestEvent,
  RequestOptions,
  ResponseEvent,
  RetryEvent,
} from "./options.js";
export type { ListPage, PagePromise, ResponseDetails, ResponsePromise } from "./response.js";
export type * from "./generated/operations.js";
