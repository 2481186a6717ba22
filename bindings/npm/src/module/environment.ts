// The JavaScript environment of an instance of the module: `fetch` and timers.
//
// The module's HTTP client makes a Request out of Headers and passes it to the global `fetch`. All three are shadowed
// here: a client can have a `fetch` of its own in the usual form, test doubles that return bare Response objects work,
// and no Request has to be built and taken apart again.

import { BODY_HEADER, ERROR_BODY_BYTES } from "../generated/settings.js";
import type { Fetch } from "../options.js";
import { type Bodies, type BodyRequest, bodyRequestOf } from "./bodies.js";
import type { Failures } from "./failures.js";
import { readBeginning, readBody } from "./read.js";
import type { Timer, Timers } from "./timers.js";

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

/** Twice what an error stores, so that the module finds a token at the end before it cuts the text. */
const ERROR_LIMIT = 2 * ERROR_BODY_BYTES;

/** Headers as a plain object, which every `fetch` takes. */
class ShadowHeaders {
  readonly values: Record<string, string> = {};
  /** The header for this package, which is not sent. */
  bodyHeader = "";

  append(name: string, value: string): void {
    if (name === BODY_HEADER) this.bodyHeader = value;
    else this.values[name] = value;
  }
}

/** Aborts a request. The module aborts each request that it drops, also a completed one, where aborting only costs time. */
class ShadowController {
  /** The module passes it on to the request, which takes the real one. */
  readonly signal = this;
  readonly real = new AbortController();
  /** Whether the response was read to its end. */
  completed = false;

  abort(): void {
    if (!this.completed) this.real.abort();
  }
}

/** A request as the arguments of `fetch`. */
class ShadowRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly controller: ShadowController;
  readonly body: BodyRequest;

  constructor(url: string, init: { method: string; body?: BodyInit; signal: ShadowController; headers: ShadowHeaders }) {
    this.url = url;
    const { method, body, signal, headers } = init;
    this.body = bodyRequestOf(headers.bodyHeader);
    this.controller = signal;
    this.init = {
      method,
      headers: headers.values,
      signal: signal.real.signal,
      // The token is sent in a header, to one origin: no cookies, and no redirect is followed.
      redirect: "manual",
    };
    if (body !== undefined) this.init.body = body;
    // Cloudflare's workers don't have this option, and throw if it is set.
    if ("credentials" in Request.prototype) this.init.credentials = "omit";
  }
}

/** A response as the module reads it. */
interface ShadowResponse {
  status: number;
  url: string;
  headers: { entries(): Iterator<[string, string]> };
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Makes the environment of an instance. `trapped` is called if the module traps while no call waits for it. */
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
        return shadow(request, await send(request.url, request.init), failures, bodies);
      } catch (reason) {
        throw failures.store(reason);
      }
    },
    AbortController: ShadowController,
    Request: ShadowRequest,
    Headers: ShadowHeaders,
    // The module checks whether a response is an instance of it; those made here always are.
    Response: { [Symbol.hasInstance]: () => true },
    setTimeout: (callback, milliseconds) => timers.start(callback, milliseconds),
    clearTimeout: (timer) => timers.stop(timer),
    // Not `queueMicrotask`, for each of which Node.js makes an object for its hooks.
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
 * Makes a response for the module. The module relies on a standard response and traps on any other, so what a custom
 * `fetch` returned is checked here.
 */
function shadow(request: ShadowRequest, response: Response, failures: Failures, bodies: Bodies): ShadowResponse {
  const { status } = response;
  if (response.type === "opaqueredirect") {
    throw new TypeError("the service answered with a redirect, which is not followed");
  }
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw new TypeError("`fetch` returned something that is no Response");
  }
  // Test doubles may have anything that `new Headers` takes, or a class of headers of their own.
  const headers = response.headers?.constructor === Headers ? response.headers : new Headers(response.headers);
  const entries = [...Headers.prototype.entries.call(headers)];
  return {
    status,
    // The module parses it, and that of a test double is empty.
    url: request.url,
    headers: { entries: () => entries.values() },
    async arrayBuffer() {
      const { body, controller } = request;
      const { signal } = controller.real;
      try {
        const read = body.statuses.includes(status)
          ? await readBody(response, body.limit, signal)
          : await readBeginning(response, ERROR_LIMIT, signal);
        controller.completed = read.complete;
        return bodies.bytesFor(body, read, status, headers).buffer;
      } catch (reason) {
        throw failures.store(reason);
      }
    },
  };
}
