// What calls return: promises of values, which also give access to the response.

import { errorOf } from "./errors.js";
import type { UnreadableEntry } from "./generated/answers.js";
import type { components } from "./generated/schema.js";

/** The response that a value comes from. */
export interface ResponseDetails {
  /** The HTTP status. */
  readonly status: number;
  /** The headers. */
  readonly headers: Headers;
  /** The body as it was sent; undefined if it was empty. */
  readonly text: string | undefined;
  /** The identifier that the service, or the network in front of it, gave the request. */
  readonly requestId: string | undefined;
  /** How many requests the call took, retries and look-ups included. */
  readonly attempts: number;
  /** Whether the response to the request was lost, and the value was found by a look-up. */
  readonly recovered: boolean;
  /**
   * The entries of a page that do not match their schema. They are missing from the value; it and these together are all
   * that the service sent. Empty for everything but pages of a list.
   */
  readonly unreadable: readonly UnreadableEntry[];
}

/** A success, as the module reports it. */
export interface Outcome {
  body?: string;
  status: number;
  headers: [string, string][];
  requestId?: string;
  attempts: number;
  recovered: boolean;
  /** Of a page: the indices of the entries that were not on an earlier one. */
  new?: number[];
  /** Of `ensureUser`: whether the call created the user. */
  created?: boolean;
}

/** A success whose body and head JavaScript has. */
export interface KeptOutcome {
  bodyKept: true;
  /** The headers, if the token was taken out of one. */
  headers?: [string, string][];
  requestId?: string;
  attempts: number;
}

/** A success with its parsed body. */
export interface Success extends Omit<Outcome, "headers" | "body"> {
  text: string | undefined;
  value: unknown;
  unreadable: UnreadableEntry[];
  headers: Headers | [string, string][];
}

function detailsOf({ status, headers, text, requestId, attempts, recovered, unreadable }: Success): ResponseDetails {
  return { status, headers: new Headers(headers), text, requestId, attempts, recovered, unreadable };
}

/** A user who exists as asked; see `ensureUser`. */
export interface EnsuredUser {
  /** The user. */
  user: components["schemas"]["User"];
  /** Whether the call created the user. Otherwise the user existed before. */
  created: boolean;
}

/** A promise of a value, which also gives access to the response. */
export class ResponsePromise<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "ResponsePromise";
  readonly #outcome: () => Promise<Success>;

  /** @internal */
  constructor(outcome: () => Promise<Success>) {
    this.#outcome = outcome;
  }

  /** The value and the response. */
  async withResponse(): Promise<{ data: T; response: ResponseDetails }> {
    const outcome = await this.#outcome();
    return { data: outcome.value as T, response: detailsOf(outcome) };
  }

  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#outcome()
      .then((outcome) => outcome.value as T)
      .then(onfulfilled, onrejected);
  }

  catch<B = never>(onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onfinally);
  }
}

/** The error for an entry that does not match its schema. */
function unreadableError({ index, value, problem }: UnreadableEntry, { status }: ResponseDetails): Error {
  const message = `entry ${index} of a page can't be decoded: ${problem}`;
  let body: string | undefined;
  try {
    body = JSON.stringify(value);
  } catch {
    // It is nested too deeply.
  }
  return errorOf({ code: "decode", message, body, status, effect: "none" });
}

/** One page of a list, with the entries that were not on an earlier one. */
export interface ListPage<T> {
  /** The entries of this page, without those that were on an earlier one already. */
  readonly results: T[];
  /** Those of its entries that do not match their schema, likewise. */
  readonly unreadable: UnreadableEntry[];
  /** How many entries there are on all pages together. */
  readonly count: number;
  /** The response with the page. */
  readonly response: ResponseDetails;
}

/**
 * A list. Awaited, it is its first page as the service sends it. Iterated, it yields all entries, each once, even if the
 * list changes meanwhile. Up to `maxConcurrency` pages are requested ahead of the one that is read; ending the iteration
 * cancels them. If an entry does not match its schema, the iteration yields all others and then throws; {@link pages} has
 * such entries in `unreadable`.
 *
 * Nothing is sent before it is awaited or iterated.
 */
export class PagePromise<P, T> extends ResponsePromise<P> implements AsyncIterable<T> {
  readonly #pages: () => AsyncGenerator<Success, void, undefined>;

  /** @internal */
  constructor(first: () => Promise<Success>, pages: () => AsyncGenerator<Success, void, undefined>) {
    let page: Promise<Success> | undefined;
    super(() => (page ??= first()));
    this.#pages = pages;
  }

  /** The pages of the list, one by one. */
  async *pages(): AsyncGenerator<ListPage<T>, void, undefined> {
    for await (const outcome of this.#pages()) {
      const page = outcome.value as { results: T[]; count: number };
      const fresh = new Set(outcome.new);
      const unreadable = outcome.unreadable.filter(({ index }) => fresh.has(index));
      for (const { index } of outcome.unreadable) fresh.delete(index);
      const results = Array.from(fresh, (index) => page.results[index] as T);
      yield { results, unreadable, count: page.count, response: detailsOf(outcome) };
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let error: Error | undefined;
    for await (const { results, unreadable, response } of this.pages()) {
      yield* results;
      const [entry] = unreadable;
      if (entry !== undefined) error ??= unreadableError(entry, response);
    }
    // At the end, since an iteration can't go on after an error.
    if (error !== undefined) throw error;
  }
}
