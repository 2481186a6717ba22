// What an instance of the wasm module sees of JavaScript.
//
// The module's HTTP client makes a Request out of Headers and passes it to the global `fetch`. All
// three are shadowed here: a client can have a `fetch` of its own in the usual form, test doubles
// that return bare Response objects work, and no Request has to be built and taken apart again.

import type { Bodies } from "./bodies.js";
import type { Fetch } from "../options.js";
import type { Kept, Outcome } from "../response.js";

/** An instance's exports. */
export interface Exports {
  Client: new (options: string, observe: ((event: unknown) => void) | undefined) => WasmClient;
  abort(call: number): void;
}

/** A client in the module, which is asked in JSON. */
export interface WasmClient {
  call(request: string): Promise<Outcome | Kept>;
  pages(request: string): WasmPager;
}

/** The pages of a list in the module. */
export interface WasmPager {
  next(options: string): Promise<Outcome | undefined>;
  free(): void;
}

/** Instantiates the module; wasm-bindgen's glue, rewritten by the build. */
export type Glue = (module: WebAssembly.Module, environment: Environment) => Promise<Exports>;

/** The names that are shadowed for the glue. */
export interface Environment {
  fetch: (request: ShadowRequest) => Promise<ShadowResponse>;
  Request: typeof ShadowRequest;
  Headers: typeof ShadowHeaders;
  Response: object;
  AbortController: typeof ShadowController;
  queueMicrotask: (callback: () => void) => void;
  setTimeout: (callback: () => void, milliseconds: number) => Timer;
  clearTimeout: (timer: Timer) => void;
}

type Timer = ReturnType<typeof setTimeout>;

/** Headers as a plain object, which every `fetch` takes. */
class ShadowHeaders {
  readonly values: Record<string, string> = {};
  /** What is asked for, and the place to keep it in. */
  mark: string | undefined;

  append(name: string, value: string): void {
    if (name === MARK) this.mark = value;
    else this.values[name] = value;
  }
}

/**
 * What ends a request. The module does so with every request that it lets go of, those that are over
 * included, where it would only cost time: whoever aborts makes an exception.
 */
class ShadowController {
  /** What a request is told of; it asks for the real one. */
  readonly signal = this;
  readonly real = new AbortController();
  /** Whether there is nothing left to end. */
  over = false;

  abort(): void {
    if (!this.over) this.real.abort();
  }
}

/** A request as the arguments of `fetch`. */
class ShadowRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly controller: ShadowController;
  readonly mark: string | undefined;

  constructor(url: string, init: { method: string; body?: BodyInit; signal: ShadowController; headers: ShadowHeaders }) {
    this.url = url;
    const { method, body, signal, headers } = init;
    this.mark = headers.mark;
    this.controller = signal;
    this.init = {
      method,
      headers: headers.values,
      signal: signal.real.signal,
      // The token goes out in a header, to the one origin: no cookies, and no following elsewhere.
      redirect: "manual",
    };
    if (body !== undefined) this.init.body = body;
    // Cloudflare's workers have no such thing, and refuse to be asked for it.
    if ("credentials" in Request.prototype) this.init.credentials = "omit";
  }
}

/** The header in which the module tells what it asks for. It is for this file alone. */
const MARK = "bitsight-users-slot";

/** An answer as the module reads it. */
interface ShadowResponse {
  status: number;
  url: string;
  headers: { entries(): Iterator<[string, string]> };
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What `fetch` rejected with, by the number that stands for it in the module's messages. */
export class Failures {
  #next = 0;
  readonly #reasons = new Map<number, unknown>();

  /** Keeps a reason, and returns what to reject with instead. */
  keep(reason: unknown): Error {
    const number = this.#next++;
    // A reason is taken back at once, unless the call was dropped meanwhile.
    if (this.#reasons.size >= 100) this.#reasons.clear();
    this.#reasons.set(number, reason);
    return new Error(`fetch failure ${number}: ${describe(reason)}`);
  }

  /** The reason that a message of the module names, or else the message. */
  take(message: string): unknown {
    const number = Number(/fetch failure (\d+):/.exec(message)?.[1]);
    const reason = this.#reasons.get(number);
    this.#reasons.delete(number);
    return reason ?? new Error(message);
  }
}

/** The timers of an instance: one that trapped can't take its own back, and they keep programs running. */
export class Timers {
  readonly #running = new Set<Timer>();
  /** Whether the instance is given up: it is in no state to be run again. */
  ended = false;

  start(callback: () => void, milliseconds: number): Timer {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      callback();
    }, milliseconds);
    this.#running.add(timer);
    return timer;
  }

  stop(timer: Timer): void {
    this.#running.delete(timer);
    clearTimeout(timer);
  }

  end(): void {
    this.ended = true;
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}

function describe(reason: unknown): string {
  try {
    return String(reason);
  } catch {
    return "unprintable";
  }
}

/** The environment of an instance. `trapped` is called if the module traps while nobody waits for it. */
export function environment(
  send: Fetch,
  failures: Failures,
  timers: Timers,
  bodies: Bodies,
  trapped: (reason: unknown) => void,
): Environment {
  return {
    async fetch(request) {
      try {
        const response = await send(request.url, request.init);
        return shadow(request, response, failures, bodies);
      } catch (reason) {
        throw failures.keep(reason);
      }
    },
    AbortController: ShadowController,
    Request: ShadowRequest,
    Headers: ShadowHeaders,
    // The module asks whether an answer is one; those above are.
    Response: { [Symbol.hasInstance]: () => true },
    setTimeout: (callback, milliseconds) => timers.start(callback, milliseconds),
    clearTimeout: (timer) => timers.stop(timer),
    // Not `queueMicrotask`: Node.js makes a resource for its hooks of each.
    queueMicrotask(callback) {
      Promise.resolve().then(() => {
        if (timers.ended) return;
        try {
          callback();
        } catch (reason) {
          trapped(reason);
        }
      });
    },
  };
}

/**
 * What the module sees of an answer. It holds whatever it asks for to be as the standard says, and
 * traps otherwise, so that an answer of somebody's own making is looked at here.
 */
function shadow(request: ShadowRequest, response: Response, failures: Failures, bodies: Bodies): ShadowResponse {
  const { status } = response;
  if (response.type === "opaqueredirect") {
    throw new TypeError("the service answered with a redirect, which is not followed");
  }
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw new TypeError("`fetch` returned something that is no Response");
  }
  // Test doubles can have anything that makes headers instead of headers, or headers of their own kind.
  const headers = response.headers?.constructor === Headers ? response.headers : new Headers(response.headers);
  const entries = [...Headers.prototype.entries.call(headers)];
  return {
    status,
    // The module parses it, and a test double's is empty.
    url: request.url,
    headers: { entries: () => entries.values() },
    async arrayBuffer() {
      try {
        if (status < 200 || status > 299) return await beginning(response);
        const body = await response.arrayBuffer();
        request.controller.over = true;
        // Of another realm it would not be an instance, which is all right.
        if (Object.prototype.toString.call(body) === "[object ArrayBuffer]") {
          return bodies.keep(request.mark, body, status, headers);
        }
        throw new TypeError("`fetch` returned something that has no ArrayBuffer");
      } catch (reason) {
        throw failures.keep(reason);
      }
    },
  };
}

/** As much of a body as an error keeps, and as comes: what follows, or fails, is of no interest. */
async function beginning(response: Response): Promise<ArrayBuffer> {
  const reader = response.body?.getReader?.();
  // Test doubles have no stream.
  if (reader === undefined) return response.arrayBuffer();
  const bytes = new Uint8Array(KEPT);
  let length = 0;
  try {
    while (length < KEPT) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, KEPT - length);
      bytes.set(part, length);
      length += part.length;
    }
  } catch {
    // It broke off.
  }
  // Nobody waits for that, and nobody minds if it fails.
  reader.cancel().catch(() => {});
  return bytes.slice(0, length).buffer;
}

/** How many bytes of an error's body are kept; the module cuts off the same. */
const KEPT = 64 * 1024;
