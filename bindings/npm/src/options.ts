// What a client and a call can be given, and what is refused at once.

import { InvalidConfigurationError } from "./errors.js";

/** The usual `fetch`, as far as it is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Levels of the log, from nothing to everything. */
export type LogLevel = "off" | "error" | "warn" | "info" | "debug";

/** What messages are written to, such as `console`. */
export type Logger = {
  [level in Exclude<LogLevel, "off">]: (message: string, event: CallEvent) => void;
};

/** A request goes out. */
export interface RequestEvent {
  type: "request";
  /** The operation, as `create_user`. */
  operation: string;
  method: string;
  /** The path, its parameters in braces. */
  path: string;
  /** Which attempt it is, from 1. */
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
  /** What kind of failure it was, if it was one. */
  code?: string;
  durationMs: number;
}

/** The request will be sent again. */
export interface RetryEvent {
  type: "retry";
  operation: string;
  /** How many attempts there were. */
  attempts: number;
  /** What kind of failure is the reason. */
  code: string;
  status?: number;
  delayMs: number;
}

/** The outcome of a creation is unknown, and the user is looked up by email. */
export interface LookUpEvent {
  type: "lookUp";
  operation: string;
  code: string;
}

/** Something that happened in a call. Holds no token, and nothing of a user. */
export type CallEvent = RequestEvent | ResponseEvent | RetryEvent | LookUpEvent;

/** What a client is made of. */
export interface ClientOptions {
  /**
   * The API token, or a function that returns it, called for every call. In Node.js, Bun and Deno
   * the environment variable `BITSIGHT_API_TOKEN`, unless set.
   */
  token?: string | (() => string | Promise<string>) | undefined;
  /**
   * Where the service is. In Node.js, Bun and Deno the environment variable `BITSIGHT_BASE_URL`, and
   * otherwise `https://api.bitsighttech.com/ratings`, unless set.
   */
  baseUrl?: string | undefined;
  /** How many milliseconds one attempt may take, to the end of its body: 120 000, unless set. */
  timeout?: number | undefined;
  /** How many milliseconds a call may take, with all attempts and waits: 600 000, unless set. */
  totalTimeout?: number | undefined;
  /** How often a request may be sent again after a failure that may pass: twice, unless set. */
  maxRetries?: number | undefined;
  /** How many requests may be under way at once: 3, unless set, which is what Bitsight recommends. */
  maxConcurrency?: number | undefined;
  /** What sends requests: the global `fetch`, unless set. */
  fetch?: Fetch | undefined;
  /** Headers for every request. */
  headers?: Record<string, string> | undefined;
  /** Where messages go: `console`, unless set. */
  logger?: Logger | undefined;
  /** What is worth a message: "off", unless set. */
  logLevel?: LogLevel | undefined;
  /** Is told of every request. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Is told of every answer, and of every attempt that failed. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Is told of every retry, and of look-ups after a lost answer. */
  onRetry?: ((event: RetryEvent | LookUpEvent) => void) | undefined;
  /**
   * Allows a token in a page. Whoever opens the page can read it, and with it administer the
   * account; a small proxy that holds the token is the way that doesn't give it away.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** Allows plain HTTP to hosts other than this one, where everybody on the way can read the token. */
  dangerouslyAllowHttp?: boolean | undefined;
}

/** What a call can be given; what isn't set is as the client has it. */
export interface RequestOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How many milliseconds one attempt may take. */
  timeout?: number | undefined;
  /** How many milliseconds the call may take. */
  totalTimeout?: number | undefined;
  /** How often the request may be sent again. */
  maxRetries?: number | undefined;
}

const CLIENT_OPTIONS = new Set([
  "token",
  "baseUrl",
  "timeout",
  "totalTimeout",
  "maxRetries",
  "maxConcurrency",
  "fetch",
  "headers",
  "logger",
  "logLevel",
  "onRequest",
  "onResponse",
  "onRetry",
  "dangerouslyAllowBrowser",
  "dangerouslyAllowHttp",
]);
const REQUEST_OPTIONS = new Set(["signal", "timeout", "totalTimeout", "maxRetries"]);

/** The largest number that the wasm module takes: 2^32 - 1, of milliseconds seven weeks. */
const MOST = 4_294_967_295;

/** Refuses an option; the caller's mistake, so that it is told at once and not when the call is sent. */
function refuse(field: string, problem: string, cause?: unknown): never {
  throw new InvalidConfigurationError({
    code: "invalid_configuration",
    message: `\`${field}\`: ${problem}`,
    field,
    cause,
  });
}

/** Checks a client's options, and fills in what the environment says. */
export function checkedOptions(options: ClientOptions): ClientOptions & { token: NonNullable<ClientOptions["token"]> } {
  const given = copied(options);
  known(given, CLIENT_OPTIONS);
  const inPage = isPage();
  // A page has no environment, and what a bundler puts in its place would be published with it.
  const env = inPage ? {} : environment();
  const token = given.token ?? env.BITSIGHT_API_TOKEN;
  if (token === undefined || token === null) {
    refuse("token", inPage ? "is required" : "is required; or set BITSIGHT_API_TOKEN");
  }
  if (typeof token === "string") checkedToken(token);
  else if (typeof token !== "function") refuse("token", "must be a string or a function");
  if (inPage && given.dangerouslyAllowBrowser !== true) {
    refuse(
      "dangerouslyAllowBrowser",
      "must be set to use a token in a page, where whoever opens the page can read it; consider a proxy",
    );
  }
  const baseUrl = given.baseUrl ?? (env.BITSIGHT_BASE_URL?.trim() || undefined);
  if (baseUrl !== undefined) checkBaseUrl(baseUrl, given.dangerouslyAllowHttp === true);
  whole(given, "timeout", 1);
  whole(given, "totalTimeout", 1);
  whole(given, "maxRetries", 0);
  whole(given, "maxConcurrency", 1);
  for (const name of ["fetch", "onRequest", "onResponse", "onRetry"] as const) {
    if (given[name] !== undefined && typeof given[name] !== "function") refuse(name, "must be a function");
  }
  for (const name of ["dangerouslyAllowBrowser", "dangerouslyAllowHttp"] as const) {
    if (given[name] !== undefined && typeof given[name] !== "boolean") refuse(name, "must be a boolean");
  }
  if (given.logLevel !== undefined && !LEVELS.includes(given.logLevel)) {
    refuse("logLevel", `must be one of ${LEVELS.join(", ")}`);
  }
  if (given.headers !== undefined) {
    // A `Headers` would seem to be empty.
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

/** From least to most. */
export const LEVELS: readonly LogLevel[] = ["off", "error", "warn", "info", "debug"];

/** Checks a call's options, and returns them as they were checked. */
export function checkedRequestOptions(given: RequestOptions): RequestOptions {
  const options = copied(given);
  known(options, REQUEST_OPTIONS);
  whole(options, "timeout", 1);
  whole(options, "totalTimeout", 1);
  whole(options, "maxRetries", 0);
  const { signal } = options;
  if (signal !== undefined && !isSignal(signal)) refuse("signal", "must be an AbortSignal");
  return options;
}

/** What an object holds, read once: it may be read differently the next time, or throw. */
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

/** By its parts: there can be several classes of that name in a program. */
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

/** Checks a token, which can be one that a function returned. */
export function checkedToken(token: unknown): string {
  if (typeof token !== "string") refuse("token", "must be a string");
  if (token.trim() === "") refuse("token", "must not be empty");
  if (/[\s:\p{Cc}\p{Cs}]/u.test(token.trim())) {
    refuse("token", "must not hold a colon, white space or control characters");
  }
  return token;
}

function known(options: object, names: Set<string>): void {
  for (const name of Object.keys(options)) {
    if (!names.has(name)) refuse(name, `is no option; there are ${[...names].join(", ")}`);
  }
}

function whole(options: object, name: string, least: number): void {
  const value: unknown = (options as Record<string, unknown>)[name];
  if (value === undefined) return;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > MOST) {
    refuse(name, `must be a whole number from ${least} to ${MOST}`);
  }
}

function checkBaseUrl(text: unknown, allowHttp: boolean): void {
  let url: URL;
  try {
    if (typeof text !== "string") throw new TypeError();
    url = new URL(text);
  } catch {
    refuse("baseUrl", "must be an absolute URL such as `https://api.bitsighttech.com/ratings`");
  }
  if (url.username !== "" || url.password !== "") refuse("baseUrl", "must not hold a user name or password");
  if (url.search !== "" || url.hash !== "") refuse("baseUrl", "must not hold a query or fragment");
  if (url.protocol === "https:") return;
  if (url.protocol !== "http:") refuse("baseUrl", "must begin with `https`");
  const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!loopback && !allowHttp) {
    refuse(
      "baseUrl",
      "plain `http` would show the token to everybody on the way; only loopback may use it, unless `dangerouslyAllowHttp` is set",
    );
  }
}

/** Whether this is a page or one of its workers. */
function isPage(): boolean {
  const scope = globalThis as { document?: unknown; window?: unknown; WorkerGlobalScope?: unknown; process?: { versions?: { node?: unknown; bun?: unknown } }; Deno?: unknown; navigator?: { userAgent?: string } };
  // Node.js has neither; Deno has a WorkerGlobalScope in workers; Cloudflare's workers have one, and
  // no page around them. A test environment that imitates a page counts as what runs it.
  if (scope.process?.versions?.node !== undefined || scope.Deno !== undefined) return false;
  if (scope.navigator?.userAgent === "Cloudflare-Workers") return false;
  return scope.document !== undefined || scope.WorkerGlobalScope !== undefined;
}

function environment(): Record<string, string | undefined> {
  try {
    return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
  } catch {
    // Deno asks for leave, and can be refused.
    return {};
  }
}
