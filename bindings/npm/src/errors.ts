// Errors: one class per kind, all with a stable `code`.

import type { components } from "./generated/schema.js";

type Schemas = components["schemas"];

/** What is known of a failed request's effect on the account. */
export type Effect =
  /** None: it was not sent, or was refused. */
  | "none"
  /** It may have taken effect: look before sending it again. */
  | "possible";

/** The parts of an error, as the wasm module reports them. */
export interface Failure {
  code: string;
  message: string;
  field?: string;
  operation?: string;
  method?: string;
  url?: string;
  status?: number;
  title?: string;
  detail?: string;
  body?: string;
  headers?: [string, string][];
  requestId?: string;
  retryAfter?: number;
  attempts?: number;
  effect?: Effect;
  existingUser?: unknown;
  differences?: string[];
  matches?: unknown[];
  cause?: unknown;
}

/** Every failure of this package, save that an aborted call rejects with its signal's reason. */
export class BitsightError<C extends string = string> extends Error {
  /** What kind of failure it is; stable, and the same as in Rust. */
  readonly code: C;
  /** The argument, option or field that is wrong, as `roles[0].slug`. */
  declare readonly field?: string;
  /** The operation that was called, as `create_user`. */
  declare readonly operation?: string;
  /** The method of the request. */
  declare readonly method?: string;
  /** The URL of the request, with the parameters of its path in braces and without its query. */
  declare readonly url?: string;
  /** The HTTP status, if the service answered. */
  declare readonly status?: number;
  /** The service's title for what went wrong. */
  declare readonly title?: string;
  /** What the service says went wrong. */
  declare readonly detail?: string;
  /** The answer's body as text: its first 64 KiB. */
  declare readonly body?: string;
  /** The answer's headers, names in lower case. */
  declare readonly headers: Readonly<Record<string, string>>;
  /** The service's name for the request, if it gave one. */
  declare readonly requestId?: string;
  /** How many seconds the service asks to wait. */
  declare readonly retryAfter?: number;
  /** How many requests were made. */
  declare readonly attempts: number;
  /** What is known of the request's effect. */
  readonly effect: Effect;

  constructor(failure: Failure & { code: C }) {
    super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.code = failure.code;
    this.effect = failure.effect ?? "none";
    const { status, requestId } = failure;
    if (status !== undefined) this.status = status;
    if (requestId !== undefined) this.requestId = requestId;
    // Not the class's name: minifiers change that.
    hide(this, "name", nameOf(failure.code));
    hide(this, "headers", Object.fromEntries(failure.headers ?? []));
    hide(this, "attempts", failure.attempts ?? 0);
    for (const part of HIDDEN) hide(this, part, failure[part]);
  }

  /** Whether the request took effect, or may have. */
  get mayHaveTakenEffect(): boolean {
    return this.effect !== "none";
  }
}

/** `rate_limited` is a `RateLimitedError`. */
function nameOf(code: string): string {
  return `${code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Error`;
}

/**
 * Sets a property that isn't enumerable. A console then shows the message and the four others, and not dozens of lines of
 * headers and body.
 */
function hide(error: object, name: string, value: unknown): void {
  if (value !== undefined) Object.defineProperty(error, name, { value, configurable: true, writable: true });
}

const HIDDEN = [
  "field",
  "operation",
  "method",
  "url",
  "title",
  "detail",
  "body",
  "retryAfter",
  "existingUser",
  "differences",
  "matches",
] as const;

/** An argument can't be right; nothing was sent. */
export class InvalidArgumentError extends BitsightError<"invalid_argument"> {}
/** The client can't be set up as asked; nothing was sent. */
export class InvalidConfigurationError extends BitsightError<"invalid_configuration"> {}
/** The service does not accept the token (401). */
export class AuthenticationError extends BitsightError<"authentication"> {}
/** The token's owner may not do this (403). */
export class PermissionError extends BitsightError<"permission"> {}
/** The resource does not exist, or the token may not see it (404). */
export class NotFoundError extends BitsightError<"not_found"> {}
/** The service finds the request wrong (400, 422). */
export class ValidationError extends BitsightError<"validation"> {}
/** Too many requests; nothing was done (429). */
export class RateLimitedError extends BitsightError<"rate_limited"> {}
/** The request was valid and failed all the same, such as at the end of a quota (402). */
export class RequestFailedError extends BitsightError<"request_failed"> {}
/** The service answered with a status that stands for none of the other kinds. */
export class UnexpectedStatusError extends BitsightError<"unexpected_status"> {}
/** The service, or the network in front of it, failed (5xx, 524). */
export class ServerError extends BitsightError<"server"> {}
/** The service could not be reached, or the connection broke. */
export class ConnectionError extends BitsightError<"connection"> {}
/** It took longer than allowed. */
export class TimeoutError extends BitsightError<"timeout"> {}
/** The caller called it off, without a reason of its own. */
export class CancelledError extends BitsightError<"cancelled"> {}
/** The service reported success with a body that can't be read. */
export class DecodeError extends BitsightError<"decode"> {}
/** The user was created, but could not be read back. */
export class CreatedButUnreadableError extends BitsightError<"created_but_unreadable"> {}
/** WebAssembly can't be compiled here. */
export class WasmUnavailableError extends BitsightError<"wasm_unavailable"> {}
/** A fault of this package. */
export class InternalError extends BitsightError<"internal"> {}

/** It conflicts with something that exists, such as a user with the same email (409). */
export class ConflictError extends BitsightError<"conflict"> {
  /** The user who has the email already, if a look-up found one. */
  declare readonly existingUser?: Schemas["User"];
  /**
   * The fields of the request, such as `formal_name`, in which that user differs from it. Fields that weren't set aren't
   * compared.
   */
  declare readonly differences?: readonly string[];
}
/** More than one user has the email, or more than one access group the name; nothing was changed. */
export class AmbiguousError extends BitsightError<"ambiguous"> {
  /** All of them. */
  declare readonly matches: readonly (Schemas["User"] | Schemas["AccessGroup"])[];
}

const CLASSES = {
  invalid_argument: InvalidArgumentError,
  invalid_configuration: InvalidConfigurationError,
  authentication: AuthenticationError,
  permission: PermissionError,
  not_found: NotFoundError,
  conflict: ConflictError,
  ambiguous: AmbiguousError,
  validation: ValidationError,
  rate_limited: RateLimitedError,
  request_failed: RequestFailedError,
  unexpected_status: UnexpectedStatusError,
  server: ServerError,
  connection: ConnectionError,
  timeout: TimeoutError,
  cancelled: CancelledError,
  decode: DecodeError,
  created_but_unreadable: CreatedButUnreadableError,
  wasm_unavailable: WasmUnavailableError,
  internal: InternalError,
};

/** The kinds of failure. */
export type ErrorCode = keyof typeof CLASSES;

/** Any error of this package, told apart by its `code`. */
export type AnyBitsightError = InstanceType<(typeof CLASSES)[ErrorCode]>;

/** Makes the error of the class that a failure's code stands for. */
export function errorOf(failure: Failure): AnyBitsightError {
  const Class = (CLASSES as unknown as Record<string, typeof InternalError>)[failure.code] ?? InternalError;
  return new Class(failure as Failure & { code: "internal" }) as AnyBitsightError;
}
