// The client class: options and operations of the package. The WebAssembly module does the work.

import { BitsightError, errorOf, type Failure } from "./errors.js";
import {
  type AccessGroup,
  type Arguments,
  type NewUser,
  type OperationName,
  Operations,
  type User,
  type UserPage,
} from "./generated/operations.js";
import { BASE_URL, type CallNumbers, CLIENT_NUMBERS, FLAGS, type Flags, HEADER_OPTIONS, TOTAL_TIMEOUT } from "./generated/settings.js";
import type { Body } from "./module/bodies.js";
import type { WasmClient, WasmPager } from "./module/exports.js";
import type { Parts } from "./module/instance.js";
import { plain } from "./module/plain.js";
import { onAbort } from "./module/signal.js";
import { instantiated } from "./module/wasm.js";
import {
  checkedCustomRequest,
  checkedOptions,
  checkedRequestOptions,
  checkedToken,
  type ClientOptions,
  type CustomRequest,
  type RequestOptions,
} from "./options.js";
import { type EnsuredUser, PagePromise, ResponsePromise, type Success } from "./response.js";

/** A request: copies of the values that the caller passed. */
interface Request {
  operation: string;
  /** As the module reads them. */
  arguments: object;
  options: RequestOptions;
}

/** The options of a call, as the module reads them. */
interface Settings extends CallNumbers, Flags {
  /** The number by which the module's `abort` finds the call. */
  call?: number;
  token?: string;
}

/** An instance of the module with its client. */
interface Instance extends Parts {
  client: WasmClient;
  /** Rejects each of the calls that wait for the instance, should it trap. */
  waiting: Set<(reason: unknown) => void>;
  /** Gives the instance up after a trap: it must not be used again. */
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

  /**
   * Every user of the account, each once: people and company tokens, whether or not they are available for contact.
   *
   * {@link listUsers} can leave some of them out, since the service may hide company tokens and users who are available
   * for contact from lists that don't ask for them. This reads four lists, one for each combination of the two filters,
   * and merges them by guid. A service that doesn't hide anybody sends every user up to four times.
   *
   * If an entry does not match its schema, the iteration yields all others and then throws.
   *
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  allUsers(options?: RequestOptions): AsyncGenerator<User, void, undefined> {
    return this.pages<UserPage, User>("list_users", undefined, options, true)[Symbol.asyncIterator]();
  }

  /**
   * The user with this email, in upper or lower case, or undefined if nobody has it.
   *
   * This reads the four lists of {@link allUsers} with the filter `email`, and ignores users with other emails.
   *
   * @throws {InvalidArgumentError} before anything is sent, if the email is empty.
   * @throws {AmbiguousError} if several users have it; `matches` lists them.
   * @throws {DecodeError} if nobody was found, in lists that were incomplete.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  userByEmail(email: string, options?: RequestOptions): ResponsePromise<User | undefined> {
    return this.call("user_by_email", { query: { email } }, options);
  }

  /**
   * The access group with this name, in upper or lower case, or undefined if there is none.
   *
   * @throws {InvalidArgumentError} before anything is sent, if the name is empty.
   * @throws {AmbiguousError} if several groups have it; `matches` lists them.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  accessGroupByName(name: string, options?: RequestOptions): ResponsePromise<AccessGroup | undefined> {
    return this.call("access_group_by_name", { query: { name } }, options);
  }

  /**
   * Makes sure that a user exists as asked, and creates the user if nobody has the email.
   *
   * The user is looked up as by {@link userByEmail}, and compared in every field that is set; names without regard to
   * white space, and further roles and features are allowed. A user who differs is left as it is: the error's
   * `differences` names the fields, and its `existingUser` is the user.
   *
   * Calls for one email wait for each other, if they are made by one client. Within the settle time after a create by
   * this method (15 s if that is 0), the next call for the email reads the created user by its guid, since lists can lag
   * behind, or waits if the response to the create was lost.
   *
   * @throws {ConflictError} if a user with the email differs, `AmbiguousError` if several have it and none is as asked,
   * `DecodeError` if nobody was found in lists that were incomplete, and otherwise as {@link createUser}.
   */
  ensureUser(body: NewUser, options?: RequestOptions): ResponsePromise<EnsuredUser> {
    return this.call("ensure_user", { body }, options);
  }

  /**
   * Sends a request to an endpoint that the package has no method for, with the same token, limits, time-outs and
   * errors. `path` follows the base URL, such as `/v1/folders`. Resolves to the JSON of the response, or to
   * undefined if its body was empty. The value is not checked.
   *
   * Reads (`GET`) are repeated after failures that may pass. Writes are only repeated if they provably had no effect,
   * unless they are declared `idempotent`.
   *
   * ```ts
   * const page = await users.request("GET", "/v2/users", { query: { limit: 10 }, timeout: 5_000 });
   * ```
   *
   * @throws {InvalidArgumentError} before anything is sent, if the path doesn't begin with a slash or would lead out
   * of the base URL, or if a query parameter is no scalar.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  request<T = unknown>(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    request: CustomRequest = {},
  ): ResponsePromise<T | undefined> {
    const outcome = this.#perform(() => {
      const [parts, options] = checkedCustomRequest(request);
      const operation = "request";
      // An empty method is none of those that exist.
      const given = { ...parts, method: typeof method === "string" ? method : "", path };
      return { operation, arguments: plain(given, { code: "invalid_argument", operation }) as object, options };
    });
    return new ResponsePromise(() => outcome);
  }

  protected call<T>(
    operation: OperationName | "user_by_email" | "access_group_by_name" | "ensure_user",
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
    all?: boolean,
  ): PagePromise<P, T> {
    let request: () => Request;
    try {
      const copy = read(operation, { query, all }, options);
      request = () => copy;
    } catch (reason) {
      // Thrown when the promise is awaited.
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
    const { operation, arguments: given, options } = request();
    return this.#run(options, async ({ client, bodies, successOf }, settings) => {
      const bodyId = bodies.reserve();
      let body: Body | undefined;
      const call = client.call(JSON.stringify({ ...given, ...settings, bodyId }));
      const outcome = await call.finally(() => (body = bodies.release(bodyId)));
      return successOf(operation, outcome, body, bodies);
    });
  }

  async *#pages(request: () => Request): AsyncGenerator<Success, void, undefined> {
    const { operation, arguments: given, options } = request();
    let pager: WasmPager | undefined;
    let owner: Instance | undefined;
    try {
      for (;;) {
        const page = await this.#run(options, async (instance, settings) => {
          // A list can't go on in another instance than it was begun in.
          if (pager === undefined) {
            pager = instance.client.pages(JSON.stringify(given));
            owner = instance;
          } else if (owner !== instance) {
            throw errorOf({ code: "internal", message: "the list was lost; begin it again" });
          }
          // Each page has its own options: a token function is called for each page.
          const outcome = await pager.next(JSON.stringify(settings));
          return outcome && instance.successOf(operation, outcome, undefined, instance.bodies);
        });
        if (page === undefined) return;
        yield page;
      }
    } finally {
      try {
        pager?.free();
      } catch {
        // The instance trapped, and its memory is freed as a whole.
      }
    }
  }

  /** Makes a call with checked options. It ends in an outcome or an error of this package. */
  async #run<T>(
    { signal, ...settings }: RequestOptions,
    run: (instance: Instance, settings: Settings) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) throw signal.reason;
    let instance: Instance | undefined;
    let resolve: (outcome: T) => void = () => {};
    // Also called from outside of the call: by a trap, and by the signal until the module knows the call.
    let leave: (reason: unknown) => void = () => {};
    const ended = new Promise<T>((...settle) => ([resolve, leave] = settle));
    let cancel = () => leave(signal?.reason);
    const stopListening = signal === undefined ? undefined : onAbort(signal, () => cancel());
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
        // The stack from here to whoever awaits the call. Only V8 has this function.
        (Error as { captureStackTrace?: (on: object, above: unknown) => void }).captureStackTrace?.(error, this.#run);
      }
      throw error;
    } finally {
      instance?.waiting.delete(leave);
      stopListening?.();
    }
  }

  /** Gets the token from the caller's function, if it is one, within the call's time and until the call is left. */
  async #authorize(settings: Settings, left: Promise<unknown>): Promise<void> {
    const { token } = this.#options;
    if (typeof token !== "function") return;
    const total = settings.totalTimeout ?? this.#options.totalTimeout ?? TOTAL_TIMEOUT;
    const begin = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = () => errorOf({ code: "timeout", message: "no token came in time" });
      // The longest time of a timer is 2^31 - 1 milliseconds.
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
    const { failures, trap } = instance;
    if (isFailure(reason)) return errorOf(failures.complete(reason));
    // The module panicked or trapped.
    trap(reason);
    return errorOf(failures.ofTrap(reason));
  }

  /** The instance for calls. The first call makes it, and the first after a trap makes another. */
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
    // The global `fetch` at the time of each request: test tools replace it after clients were made.
    parts = await instantiated(options.fetch ?? ((url, init) => globalThis.fetch(url, init)), trap);
    const observe = parts.observerOf(options);
    const settings = {
      token: typeof options.token === "string" ? options.token : "set-by-each-call",
      baseUrl: options.baseUrl,
      allowHttp: options.dangerouslyAllowHttp,
      headers: options.headers,
      ...Object.fromEntries(
        [...Object.keys(CLIENT_NUMBERS), ...FLAGS, ...HEADER_OPTIONS].map((name) => [name, options[name as keyof ClientOptions]]),
      ),
    };
    const text = JSON.stringify(plain(settings, { code: "invalid_configuration" }));
    try {
      return { ...parts, client: new parts.exports.Client(text, observe), waiting, trap };
    } catch (reason) {
      throw isFailure(reason) ? errorOf(reason) : reason;
    }
  }

  /** The base URL alone, without the token. */
  toJSON(): object {
    return { baseUrl: this.#options.baseUrl ?? BASE_URL };
  }
}

/** Copies the arguments of a call, at once: the caller may change them while the call is under way. */
function read(
  operation: string,
  { path, query, body, all }: Arguments & { all?: boolean },
  options: RequestOptions = {},
): Request {
  const failure = { code: "invalid_argument", operation };
  const copy = (given: unknown) => (given === undefined ? undefined : plain(given, failure));
  return {
    operation,
    arguments: { operation, path: copy(path), query: copy(query), body: copy(body), all },
    options: checkedRequestOptions(options),
  };
}

/** The result of a token function. What it throws becomes the cause of an error. */
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
