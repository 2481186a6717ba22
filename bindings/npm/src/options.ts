// The options of clients and calls. Invalid ones are refused at once, before anything is sent.

import { InvalidConfigurationError } from "./errors.js";
import {
  BASE_URL,
  BASE_URL_VARIABLE,
  CALL_NUMBERS,
  type CallNumbers,
  CLIENT_NUMBERS,
  type ClientNumbers,
  FLAGS,
  type Flags,
  HEADER_OPTIONS,
  type HeaderOptions,
  TOKEN_VARIABLE,
} from "./generated/settings.js";
import { LEVELS } from "./levels.js";

/** The standard `fetch`, as far as this package uses it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Levels of the log, from none to all messages. */
export type LogLevel = "off" | "error" | "warn" | "info" | "debug";

/** A logger, such as `console`. */
export type Logger = {
  [level in Exclude<LogLevel, "off">]: (message: string, event: CallEvent) => void;
};

/** A request is sent. */
export interface RequestEvent {
  type: "request";
  /** The operation, as `create_user`. */
  operation: string;
  method: string;
  /** The path, its parameters in braces. */
  path: string;
  /** The number of the attempt, from 1. */
  attempt: number;
}

/** An attempt ended. */
export interface ResponseEvent {
  type: "response";
  operation: string;
  attempt: number;
  /** The status, if the service answered. */
  status?: number;
  requestId?: string;
  /** The error code, if the attempt failed. */
  code?: string;
  durationMs: number;
}

/** The request will be sent again. */
export interface RetryEvent {
  type: "retry";
  operation: string;
  /** The number of attempts so far. */
  attempts: number;
  /** The error code of the last attempt. */
  code: string;
  status?: number;
  delayMs: number;
}

/** The outcome of a create is unknown, and the user is looked up by email. */
export interface LookUpEvent {
  type: "lookUp";
  operation: string;
  code: string;
}

/** An event of a call. It contains no token and no data of a user. */
export type CallEvent = RequestEvent | ResponseEvent | RetryEvent | LookUpEvent;

/** The options of a client. */
export interface ClientOptions extends ClientNumbers, Flags, HeaderOptions {
  /**
   * The API token, or a function that returns it, called for every call. In Node.js, Bun and Deno
   * the default is the environment variable `BITSIGHT_API_TOKEN`.
   */
  token?: string | (() => string | Promise<string>) | undefined;
  /**
   * The service's address. In Node.js, Bun and Deno the default is the environment variable `BITSIGHT_BASE_URL` if it is
   * set, and otherwise `https://api.bitsighttech.com/ratings`.
   */
  baseUrl?: string | undefined;
  /** The function that sends requests: the global `fetch`, unless set. */
  fetch?: Fetch | undefined;
  /** Headers for every request. */
  headers?: Record<string, string> | undefined;
  /** The logger: `console`, unless set. */
  logger?: Logger | undefined;
  /** The least important level of messages that are logged: "off", unless set. */
  logLevel?: LogLevel | undefined;
  /** Called for every request. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called for every response, and for every attempt that failed. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called for every retry, and for every look-up after a lost response. */
  onRetry?: ((event: RetryEvent | LookUpEvent) => void) | undefined;
  /**
   * Allows a token in a page. Whoever opens the page can read it, and administer the account with it. A small proxy that
   * holds the token avoids that.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** Allows plain HTTP to other hosts than this one. Everybody on the way can then read the token. */
  dangerouslyAllowHttp?: boolean | undefined;
}

/** The options of a call. Those that are not set are the client's. */
export interface RequestOptions extends CallNumbers, Flags {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** A request to an endpoint that the package has no method for, and the options of the call. */
export interface CustomRequest extends RequestOptions {
  /** The query parameters. */
  query?: Record<string, string | number | boolean | undefined> | undefined;
  /** The body, which is sent as JSON. */
  body?: unknown;
  /**
   * Declares that doing it twice leaves the same state as doing it once, so that it may be repeated after a lost
   * response.
   */
  idempotent?: boolean | undefined;
}

const FUNCTIONS = ["fetch", "onRequest", "onResponse", "onRetry"] as const;
const CLIENT_FLAGS = ["dangerouslyAllowBrowser", "dangerouslyAllowHttp", ...FLAGS] as const;
const CLIENT_OPTIONS = [
  "token",
  "baseUrl",
  ...Object.keys(CLIENT_NUMBERS),
  ...HEADER_OPTIONS,
  "headers",
  "logger",
  "logLevel",
  ...FUNCTIONS,
  ...CLIENT_FLAGS,
];
const REQUEST_OPTIONS = ["signal", ...Object.keys(CALL_NUMBERS), ...FLAGS];

/** Refuses an option. */
function refuse(field: string, problem: string, cause?: unknown): never {
  throw new InvalidConfigurationError({
    code: "invalid_configuration",
    message: `\`${field}\`: ${problem}`,
    field,
    cause,
  });
}

/** Checks a client's options, and takes defaults from environment variables. */
export function checkedOptions(options: ClientOptions): ClientOptions & { token: NonNullable<ClientOptions["token"]> } {
  const given = copied(options);
  known(given, CLIENT_OPTIONS);
  const inPage = isPage();
  // A page has no environment variables. What a bundler replaces them with would be published with the page.
  const env = inPage ? {} : environment();
  const token = given.token ?? env[TOKEN_VARIABLE];
  if (token === undefined || token === null) {
    refuse("token", inPage ? "is required" : `is required; or set ${TOKEN_VARIABLE}`);
  }
  if (typeof token === "string") checkedToken(token);
  else if (typeof token !== "function") refuse("token", "must be a string or a function");
  if (inPage && given.dangerouslyAllowBrowser !== true) {
    refuse(
      "dangerouslyAllowBrowser",
      "must be set to use a token in a page, where whoever opens the page can read it; consider a proxy",
    );
  }
  const baseUrl = given.baseUrl ?? (env[BASE_URL_VARIABLE]?.trim() || undefined);
  if (baseUrl !== undefined) checkBaseUrl(baseUrl, given.dangerouslyAllowHttp === true);
  checkNumbers(given, CLIENT_NUMBERS);
  for (const name of FUNCTIONS) {
    if (given[name] !== undefined && typeof given[name] !== "function") refuse(name, "must be a function");
  }
  checkFlags(given, CLIENT_FLAGS);
  for (const name of HEADER_OPTIONS) {
    if (given[name] !== undefined && typeof given[name] !== "string") refuse(name, "must be a string");
  }
  if (given.logLevel !== undefined && !LEVELS.includes(given.logLevel)) {
    refuse("logLevel", `must be one of ${LEVELS.join(", ")}`);
  }
  if (given.headers !== undefined) {
    // A `Headers` has no properties, so that none of it would be sent.
    if (isHeaders(given.headers)) refuse("headers", "must be a plain object");
    given.headers = copied(given.headers, "headers");
    for (const [name, value] of Object.entries(given.headers)) {
      if (typeof value !== "string") refuse(`headers.${name}`, "must be a string");
    }
  }
  const checked = { ...given, token };
  if (baseUrl !== undefined) checked.baseUrl = baseUrl;
  return checked;
}

/** Checks a call's options, and returns a copy. */
export function checkedRequestOptions(given: RequestOptions): RequestOptions {
  const options = copied(given);
  known(options, REQUEST_OPTIONS);
  checkNumbers(options, CALL_NUMBERS);
  checkFlags(options, FLAGS);
  const { signal } = options;
  if (signal !== undefined && !isSignal(signal)) refuse("signal", "must be an AbortSignal");
  return options;
}

/** Splits a request to an endpoint without a method from the options of its call. */
export function checkedCustomRequest(given: CustomRequest): [Omit<CustomRequest, keyof RequestOptions>, RequestOptions] {
  const { query, body, idempotent, ...options } = copied(given);
  checkFlags({ idempotent }, ["idempotent"]);
  return [{ query, body, idempotent }, checkedRequestOptions(options)];
}

/** Copies an object. Each property is read once: a getter may return something else the next time, or throw. */
function copied<T extends object>(given: T, field = "options"): T {
  if (typeof given !== "object" || given === null) refuse(field, "must be an object");
  try {
    return { ...given };
  } catch (cause) {
    return refuse(field, "threw when they were read", cause);
  }
}

function isHeaders(headers: unknown): boolean {
  try {
    return headers instanceof Headers;
  } catch {
    return false;
  }
}

/** Not by its class: a program can have several classes of that name. */
function isSignal(signal: unknown): signal is AbortSignal {
  try {
    const { aborted, addEventListener, removeEventListener } = signal as AbortSignal;
    return (
      typeof aborted === "boolean" &&
      typeof addEventListener === "function" &&
      typeof removeEventListener === "function"
    );
  } catch {
    return false;
  }
}

/** Checks a token, also one that a function returned. */
export function checkedToken(token: unknown): string {
  if (typeof token !== "string") refuse("token", "must be a string");
  if (token.trim() === "") refuse("token", "must not be empty");
  if (/[\s:\p{Cc}\p{Cs}]/u.test(token.trim())) {
    refuse("token", "must not hold a colon, white space or control characters");
  }
  return token;
}

function known(options: object, names: string[]): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) refuse(name, `is not an option; the options are ${names.join(", ")}`);
  }
}

/** Checks the options that are numbers against their least values. */
function checkNumbers(options: object, minimums: Record<string, number>): void {
  for (const [name, minimum] of Object.entries(minimums)) {
    const value: unknown = (options as Record<string, unknown>)[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= minimum)) {
      refuse(name, `must be a whole number, and at least ${minimum}`);
    }
  }
}

function checkFlags(options: object, names: readonly string[]): void {
  for (const name of names) {
    const value: unknown = (options as Record<string, unknown>)[name];
    if (value !== undefined && typeof value !== "boolean") refuse(name, "must be a boolean");
  }
}

function checkBaseUrl(text: unknown, allowHttp: boolean): void {
  let url: URL;
  try {
    if (typeof text !== "string") throw new TypeError();
    url = new URL(text);
  } catch {
    refuse("baseUrl", `must be an absolute URL such as \`${BASE_URL}\``);
  }
  if (url.username !== "" || url.password !== "") refuse("baseUrl", "must not hold a user name or password");
  // Not by `search` and `hash`, which don't tell an empty query from none.
  if (/[?#]/.test(url.href)) refuse("baseUrl", "must not hold a query or fragment");
  if (url.protocol === "https:") return;
  if (url.protocol !== "http:") refuse("baseUrl", "must begin with `https`");
  // Names below `localhost` are resolved by the system, and can lead to another machine.
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!loopback && !allowHttp) {
    refuse(
      "baseUrl",
      "plain `http` would expose the token on the network; only loopback may use it, unless `dangerouslyAllowHttp` is set",
    );
  }
}

/** Whether this is a page or one of its workers. */
function isPage(): boolean {
  const scope = globalThis as { document?: unknown; window?: unknown; WorkerGlobalScope?: unknown; process?: { versions?: { node?: unknown; bun?: unknown } }; Deno?: unknown; navigator?: { userAgent?: string } };
  // Node.js has neither a document nor a WorkerGlobalScope, but a test environment in it may imitate a page. Deno has a
  // WorkerGlobalScope in workers, and Cloudflare's workers have one without a page.
  if (scope.process?.versions?.node !== undefined || scope.Deno !== undefined) return false;
  if (scope.navigator?.userAgent === "Cloudflare-Workers") return false;
  return scope.document !== undefined || scope.WorkerGlobalScope !== undefined;
}

function environment(): Record<string, string | undefined> {
  try {
    return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
  } catch {
    // In Deno, reading the environment takes a permission.
    return {};
  }
}
