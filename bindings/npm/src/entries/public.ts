// What every entry of the package exports.

export { BitsightUsers } from "../client.js";
export {
  AmbiguousError,
  AuthenticationError,
  BitsightError,
  CancelledError,
  ConflictError,
  ConnectionError,
  CreatedButUnreadableError,
  DecodeError,
  InternalError,
  InvalidArgumentError,
  InvalidConfigurationError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  RequestFailedError,
  ServerError,
  TimeoutError,
  UnexpectedStatusError,
  ValidationError,
  WasmUnavailableError,
} from "../errors.js";
export { parseTimestamp } from "../timestamp.js";
export type { AnyBitsightError, Effect, ErrorCode, Failure } from "../errors.js";
export type {
  CallEvent,
  ClientOptions,
  CustomRequest,
  Fetch,
  Logger,
  LogLevel,
  LookUpEvent,
  RequestEvent,
  RequestOptions,
  ResponseEvent,
  RetryEvent,
} from "../options.js";
export type { EnsuredUser, ListPage, PagePromise, ResponseDetails, ResponsePromise } from "../response.js";
export type { UnreadableEntry } from "../generated/answers.js";
export type * from "../generated/operations.js";
