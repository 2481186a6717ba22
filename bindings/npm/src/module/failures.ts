// Rejections of `fetch`. The module can't carry JavaScript values, so it gets a number that stands for the reason, and
// the error of the call gets the reason itself as its cause.

import type { Failure } from "../errors.js";
import { parse } from "./json.js";

/** How many reasons are stored. One is taken out as soon as its call has failed, unless the call was dropped. */
const MOST = 100;

/** The reasons of an instance's failed requests, and what else the failures of its calls lack. */
export class Failures {
  #next = 0;
  readonly #reasons = new Map<number, unknown>();

  /** Stores a reason, and returns what to reject with instead. */
  store(reason: unknown): Error {
    const number = this.#next++;
    if (this.#reasons.size >= MOST) this.#reasons.clear();
    this.#reasons.set(number, reason);
    const kind = kindOf(reason);
    return new Error(`fetch failure ${number}${kind === undefined ? "" : ` (${kind})`}: ${textOf(reason)}`);
  }

  /** A failure of the module with its cause, and with values in the place of their JSON. */
  complete({ cause, existingUser, matches, ...failure }: Failure): Failure {
    return {
      ...failure,
      cause: typeof cause === "string" ? this.#take(cause) : undefined,
      existingUser: typeof existingUser === "string" ? parse(existingUser).value : undefined,
      matches: matches?.map((text) => parse(String(text)).value),
    };
  }

  /** The failure of a call whose module panicked or trapped. */
  ofTrap(cause: unknown): Failure {
    return {
      code: "internal",
      message: `the WebAssembly module failed (${(cause as Error | undefined)?.message}); the outcome of the call is unknown`,
      effect: "possible",
      cause,
    };
  }

  /** Takes out the reason whose number is in a message of the module; otherwise returns an error with that message. */
  #take(message: string): unknown {
    const number = Number(/fetch failure (\d+)/.exec(message)?.[1]);
    const reason = this.#reasons.get(number);
    this.#reasons.delete(number);
    return reason ?? new Error(message);
  }
}

/**
 * Why a connection could not be made, so that nothing was sent: as Node.js, Bun and Deno report it. The module looks for
 * these words in parentheses. Browsers don't report it.
 */
const KINDS: [kind: string, code: RegExp, message: RegExp][] = [
  // Of undici's agents for proxies. They have no code of their own, and the first expression matches nothing.
  ["proxy", /(?!)/, /^Proxy response \(\d+\) !== 200 when HTTP Tunneling/],
  ["refused", /^(ECONNREFUSED|ConnectionRefused)$/, /\(Connect\).*connection refused/is],
  ["name not found", /^(ENOTFOUND|EAI_AGAIN|DNSError)$/, /\(Connect\).*(dns error|failed to lookup address)/is],
  [
    "certificate",
    // As OpenSSL and Node.js name them. What begins with ERR_SSL can come after a request was sent.
    /^(?!ERR_SSL)(.*CERT.*|UNABLE_TO_VERIFY_LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)$/,
    /\(Connect\).*invalid peer certificate/is,
  ],
  // "bad port": one of those that `fetch` refuses to connect to.
  ["unreachable", /^(EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/, /\(Connect\)|^bad port$/],
];

/** The kind of a rejection, found in its code or that of its causes; undefined if it is none of those above. */
function kindOf(reason: unknown): string | undefined {
  try {
    // Node.js rejects with a TypeError, which has the system's error as its cause.
    for (let error = reason, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
      const { code, message } = error as Error & { code?: unknown };
      for (const [kind, codes, messages] of KINDS) {
        if (codes.test(String(code)) || messages.test(message)) return kind;
      }
    }
  } catch {
    // It threw when it was read.
  }
  return undefined;
}

function textOf(reason: unknown): string {
  try {
    return String(reason);
  } catch {
    return "unprintable";
  }
}
