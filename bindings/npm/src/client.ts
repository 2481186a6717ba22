// The client class: options in, operations out, with the work done by the wasm module.

import type { Body } from "./module/bodies.js";
import type { WasmClient, WasmPager } from "./module/environment.js";
import { BitsightError, errorOf, type Failure } from "./errors.js";
import { type Arguments, type OperationName, Operations } from "./generated/operations.js";
import type { Parts } from "./module/instance.js";
import {
  type CallEvent,
  checkedOptions,
  checkedToken,
  checkedRequestOptions,
  type ClientOptions,
  LEVELS,
  type LogLevel,
  type RequestOptions,
} from "./options.js";
import { plain } from "./module/plain.js";
import { PagePromise, ResponsePromise, type Success, successOf } from "./response.js";
import { instantiated } from "./module/wasm.js";

/** As the module has it, in milliseconds; it is needed here only where a token function takes time. */
const TOTAL_TIMEOUT = 600_000;

/** What is asked for: copies of what the caller passed. */
interface Request {
  asked: { operation: OperationName; path: unknown; query: unknown; body: unknown };
  options: RequestOptions;
}

/** The options of a call, as the module takes them. */
interface Settings {
  call?: number;
  token?: string;
  timeout?: number;
  totalTimeout?: number;
  maxRetries?: number;
}

/** An instance of the module, its client, and a way to learn that it trapped. */
interface Instance extends Parts {
  client: WasmClient;
  /** What to tell, should it trap, to each of the calls that wait for it. */
  waiting: Set<(reason: unknown) => void>;
  /** Gives the instance up: it is in no state to be used again. */
  trap: (reason: unknown) => void;
}

/**
 * A client of the Bitsight Users API. Not an official Bitsight product.
 *
 * ```ts
 * const users = new BitsightUsers({ token: process.env.BITSIGHT_API_TOKEN });
 * const user = await users.createUser({ friendly_name: "Arnold", formal_name: "Arnold Brown",
 *   email: "arnold@actorsfilms.us", roles: [{ slug: "customer_user" }] });
 * ```
 */
export class BitsightUsers extends Operations {
  readonly #options: ReturnType<typeof checkedOptions>;
  #instance: Promise<Instance> | undefined;
  #lastCall = 0;

  /**
   * Nothing is sent, and nothing compiled yet.
   *
   * @throws {InvalidConfigurationError} when an option can't be right; `field` names it.
   */
  constructor(options: ClientOptions = {}) {
    super();
    this.#options = checkedOptions(options);
  }

  protected request<T>(
    operation: OperationName,
    given: Arguments,
    options: RequestOptions | undefined,
  ): ResponsePromise<T> {
    const outcome = this.#perform(() => read(operation, given, options));
    return new ResponsePromise(() => outcome);
  }

  protected pages<P, T>(
    operation: OperationName,
    query: unknown,
    options: RequestOptions | undefined,
  ): PagePromise<P, T> {
    let request: () => Request;
    try {
      const copy = read(operation, { query }, options);
      request = () => copy;
    } catch (reason) {
      // For whoever awaits it.
      request = () => {
        throw reason;
      };
    }
    return new PagePromise(
      () => this.#perform(request),
      () => this.#pages(request),
    );
  }

  async #perform(request: () => Request): Promise<Success> {
    const { asked, options } = request();
    let kept: Body | undefined;
    const outcome = await this.#run(options, async ({ client, bodies }, settings) => {
      const slot = bodies.open();
      try {
        return await client.call(JSON.stringify({ ...asked, ...settings, slot }));
      } finally {
        kept = bodies.close(slot);
      }
    });
    return successOf(outcome, kept);
  }

  async *#pages(request: () => Request): AsyncGenerator<Success, void, undefined> {
    const { asked, options } = request();
    let pager: WasmPager | undefined;
    let owner: Instance | undefined;
    try {
      for (;;) {
        const page = await this.#run(options, (instance, settings) => {
          // A list that was begun in an instance that trapped since can't go on in another.
          if (pager === undefined) {
            pager = instance.client.pages(JSON.stringify(asked));
            owner = instance;
          } else if (owner !== instance) {
            throw errorOf({ code: "internal", message: "the list was lost; begin it again" });
          }
          // With its own options: a function that returns tokens is asked for each page.
          return pager.next(JSON.stringify(settings));
        });
        if (page === undefined) return;
        yield successOf(page, undefined);
      }
    } finally {
      try {
        pager?.free();
      } catch {
        // Of an instance that trapped, which is gone as a whole.
      }
    }
  }

  /** One call, from checked options to an outcome or an error of this package. */
  async #run<T>(
    { signal, ...settings }: RequestOptions,
    run: (instance: Instance, settings: Settings) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) throw signal.reason;
    let instance: Instance | undefined;
    let resolve: (outcome: T) => void = () => {};
    // Also called by what ends the call from outside: a trap, and its signal until the module knows of it.
    let leave: (reason: unknown) => void = () => {};
    const ended = new Promise<T>((...settle) => ([resolve, leave] = settle));
    let cancel = () => leave(signal?.reason);
    const onAbort = () => cancel();
    signal?.addEventListener("abort", onAbort, { once: true });
    const begin = async () => {
      const perCall: Settings = settings;
      await this.#authorize(perCall, ended);
      instance = await this.#ready();
      if (signal !== undefined) {
        if (signal.aborted) return ended;
        const { exports } = instance;
        const call = (this.#lastCall = (this.#lastCall + 1) >>> 0);
        perCall.call = call;
        cancel = () => exports.abort(call);
      }
      instance.waiting.add(leave);
      return run(instance, perCall);
    };
    try {
      begin().then(resolve, leave);
      return await ended;
    } catch (reason) {
      if (signal?.aborted && (reason === signal.reason || (isFailure(reason) && reason.code === "cancelled"))) {
        throw signal.reason;
      }
      const error = instance === undefined ? reason : this.#errorOf(reason, instance);
      if (error instanceof BitsightError) {
        // From here on, to whoever awaits the call. Engines other than V8 have no such thing.
        (Error as { captureStackTrace?: (on: object, above: unknown) => void }).captureStackTrace?.(error, this.#run);
      }
      throw error;
    } finally {
      instance?.waiting.delete(leave);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /** Asks for the token, if a function is to be asked, within the call's time and until it is left. */
  async #authorize(settings: Settings, left: Promise<unknown>): Promise<void> {
    const { token } = this.#options;
    if (typeof token !== "function") return;
    const total = settings.totalTimeout ?? this.#options.totalTimeout ?? TOTAL_TIMEOUT;
    const begin = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = () => errorOf({ code: "timeout", message: "no token came in time" });
      // Timers count no further than to 2^31 - 1.
      timer = setTimeout(() => reject(error()), Math.min(total, 2_147_483_647));
    });
    try {
      settings.token = checkedToken(await Promise.race([tokenOf(token), late, left]));
    } finally {
      clearTimeout(timer);
    }
    settings.totalTimeout = Math.max(1, total - Math.max(0, Date.now() - begin));
  }

  #errorOf(reason: unknown, instance: Instance): unknown {
    if (reason instanceof BitsightError) return reason;
    if (isFailure(reason)) {
      const cause = typeof reason.cause === "string" ? instance.failures.take(reason.cause) : undefined;
      return errorOf({ ...reason, cause });
    }
    // The module panicked or trapped.
    instance.trap(reason);
    return errorOf({
      code: "internal",
      message: `the WebAssembly module failed (${(reason as Error | undefined)?.message}); the outcome of the call is unknown`,
      effect: "possible",
      cause: reason,
    });
  }

  /** The instance that calls are made in: made by the first, and anew after a trap. */
  #ready(): Promise<Instance> {
    if (this.#instance === undefined) {
      const forget = () => {
        if (this.#instance === making) this.#instance = undefined;
      };
      const making: Promise<Instance> = this.#make(forget);
      making.catch(forget);
      this.#instance = making;
    }
    return this.#instance;
  }

  async #make(forget: () => void): Promise<Instance> {
    const options = this.#options;
    let parts: Parts | undefined;
    const waiting: Instance["waiting"] = new Set();
    const trap = (reason: unknown) => {
      forget();
      parts?.timers.end();
      for (const leave of waiting) leave(reason);
      waiting.clear();
    };
    // Looked up at every request: test tools replace the global one after clients were made.
    parts = await instantiated(options.fetch ?? ((url, init) => globalThis.fetch(url, init)), trap);
    const observe = this.#observer();
    const settings = {
      token: typeof options.token === "string" ? options.token : "set-by-each-call",
      baseUrl: options.baseUrl,
      allowHttp: options.dangerouslyAllowHttp,
      headers: options.headers,
      timeout: options.timeout,
      totalTimeout: options.totalTimeout,
      maxRetries: options.maxRetries,
      maxConcurrency: options.maxConcurrency,
    };
    const text = JSON.stringify(plain(settings, { code: "invalid_configuration" }));
    try {
      return { ...parts, client: new parts.exports.Client(text, observe), waiting, trap };
    } catch (reason) {
      throw isFailure(reason) ? errorOf(reason) : reason;
    }
  }

  /** Passes events on to the hooks and the logger; undefined if there are none. */
  #observer(): ((event: unknown) => void) | undefined {
    const { onRequest, onResponse, onRetry, logger = console, logLevel = "off" } = this.#options;
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

  /** Shows where it leads, and not its token. */
  toJSON(): object {
    return { baseUrl: this.#options.baseUrl ?? "https://api.bitsighttech.com/ratings" };
  }
}

/** Reads what a call is made with, at once: the caller may change it while the call is under way. */
function read(operation: OperationName, { path, query, body }: Arguments, options: RequestOptions = {}): Request {
  const failure = { code: "invalid_argument", operation };
  const copy = (given: unknown) => (given === undefined ? undefined : plain(given, failure));
  return {
    asked: { operation, path: copy(path), query: copy(query), body: copy(body) },
    options: checkedRequestOptions(options),
  };
}

/** What a token function returns; what it throws is told as the cause. */
async function tokenOf(token: () => string | Promise<string>): Promise<unknown> {
  try {
    return await token();
  } catch (cause) {
    throw errorOf({
      code: "invalid_configuration",
      message: "`token`: the function failed",
      field: "token",
      cause,
    });
  }
}

function isFailure(reason: unknown): reason is Failure {
  return (
    typeof reason === "object" &&
    reason !== null &&
    !(reason instanceof Error) &&
    typeof (reason as Failure).code === "string"
  );
}
