// The client class: options in, operations out, with the work done by the wasm module.

import {
  environment,
  type Exports,
  Failures,
  Timers,
  type WasmClient,
  type WasmPager,
} from "./environment.js";
import { type Body, Bodies } from "./bodies.js";
import { BitsightError, errorOf, type Failure } from "./errors.js";
import { type OperationName, Operations } from "./generated/operations.js";
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
import { PagePromise, ResponsePromise, type Success, successOf } from "./response.js";
import { instantiate } from "./wasm.js";

/** As the module has it, in milliseconds; it is needed here only where a token function takes time. */
const TOTAL_TIMEOUT = 600_000;

/** The options of a call, as the module takes them. */
interface Settings {
  call?: number;
  token?: string;
  timeout?: number;
  totalTimeout?: number;
  maxRetries?: number;
}

/** An instance of the module, and a way to learn that it trapped. */
interface Instance {
  exports: Exports;
  client: WasmClient;
  failures: Failures;
  bodies: Bodies;
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
    args: readonly unknown[],
    options: RequestOptions | undefined,
  ): ResponsePromise<T> {
    const outcome = this.#perform(operation, args, options);
    return new ResponsePromise(() => outcome);
  }

  protected pages<P, T>(
    operation: OperationName,
    query: object | undefined,
    options: RequestOptions | undefined,
  ): PagePromise<P, T> {
    const first = () => this.#perform(operation, [query], options);
    return new PagePromise(first, () => this.#pages(operation, query, options));
  }

  async #perform(
    operation: OperationName,
    args: readonly unknown[],
    options: RequestOptions | undefined,
  ): Promise<Success> {
    let kept: Body | undefined;
    const outcome = await this.#call(options, async ({ client, bodies }, settings) => {
      const slot = bodies.open();
      try {
        return await client.call(operation, args, slot, settings);
      } finally {
        kept = bodies.close(slot);
      }
    });
    return successOf(outcome, kept);
  }

  async *#pages(
    operation: OperationName,
    query: object | undefined,
    options: RequestOptions | undefined,
  ): AsyncGenerator<Success, void, undefined> {
    let pager: WasmPager | undefined;
    let owner: Instance | undefined;
    try {
      for (;;) {
        const page = await this.#call(options, (instance, settings) => {
          // A list that was begun in an instance that trapped since can't go on in another.
          if (pager === undefined) {
            pager = instance.client.pages(operation, query);
            owner = instance;
          } else if (owner !== instance) {
            throw errorOf({ code: "internal", message: "the list was lost; begin it again" });
          }
          // With its own options: a function that returns tokens is asked for each page.
          return pager.next(settings);
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
  #call<T>(
    options: RequestOptions | undefined,
    run: (instance: Instance, settings: Settings) => Promise<T>,
  ): Promise<T> {
    // Where the caller is; once something is awaited, the stack no longer leads there.
    const here: { stack?: string } = {};
    // Engines other than V8 have no such thing; their errors point into this package.
    (Error as { captureStackTrace?: (on: object, above: unknown) => void }).captureStackTrace?.(
      here,
      this.#call,
    );
    return this.#run(options ?? {}, run).catch((reason: unknown) => {
      if (reason instanceof BitsightError && here.stack !== undefined) {
        const frames = here.stack.slice(here.stack.indexOf("\n") + 1);
        reason.stack = `${reason.name}: ${reason.message}\n${frames}`;
      }
      throw reason;
    });
  }

  async #run<T>(
    given: RequestOptions,
    run: (instance: Instance, settings: Settings) => Promise<T>,
  ): Promise<T> {
    const { signal, ...settings } = checkedRequestOptions(given);
    const perCall: Settings = settings;
    // One promise for everything that can end the call from outside, and one listener, both of
    // which end with the call: racing a promise that outlives calls would keep them all in memory.
    let leave: (reason: unknown) => void = () => {};
    const left = new Promise<never>((_, reject) => (leave = reject));
    left.catch(() => {});
    let cancel = () => leave(signal?.reason);
    const onAbort = () => cancel();
    let instance: Instance | undefined;
    if (signal?.aborted) throw signal.reason;
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      await this.#authorize(perCall, left);
      instance = await Promise.race([this.#ready(), left]);
      if (signal !== undefined) {
        const { exports } = instance;
        const call = (this.#lastCall = (this.#lastCall + 1) >>> 0);
        perCall.call = call;
        cancel = () => exports.abort(call);
      }
      instance.waiting.add(leave);
      return await Promise.race([run(instance, perCall), left]);
    } catch (reason) {
      if (signal?.aborted && (reason === signal.reason || (isFailure(reason) && reason.code === "cancelled"))) {
        throw signal.reason;
      }
      throw instance === undefined ? reason : this.#errorOf(reason, instance);
    } finally {
      instance?.waiting.delete(leave);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /** Asks for the token, if a function is to be asked, within the call's time and until it is left. */
  async #authorize(settings: Settings, left: Promise<never>): Promise<void> {
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
    // Anything else came out of the module itself.
    instance.trap(reason);
    return errorOf({
      code: "internal",
      message: "the WebAssembly module failed; what became of the call is unknown",
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
    const failures = new Failures();
    const timers = new Timers();
    const waiting: Instance["waiting"] = new Set();
    const trap = (reason: unknown) => {
      forget();
      timers.end();
      for (const leave of waiting) leave(reason);
      waiting.clear();
    };
    // Looked up at every request: test tools replace the global one after clients were made.
    const send = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    // Not `exports`: tools that look for CommonJS take that for a sign of it.
    const bodies = new Bodies();
    const made = await instantiate((answers) => {
      bodies.answers = answers;
      return environment(send, failures, timers, bodies, trap);
    });
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
    try {
      return { exports: made, client: new made.Client(settings, observe), failures, bodies, waiting, trap };
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
