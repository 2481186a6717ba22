// What calls return: promises with more to them.

import type { Body } from "./module/bodies.js";
import { errorOf } from "./errors.js";

/** What came with an answer. */
export interface ResponseDetails {
  /** The HTTP status. */
  readonly status: number;
  /** The headers. */
  readonly headers: Headers;
  /** The body exactly as it was sent; undefined if it was empty. */
  readonly text: string | undefined;
  /** The service's name for the request, if it gave one. */
  readonly requestId: string | undefined;
  /** How many requests it took, retries and look-ups included. */
  readonly attempts: number;
  /** Whether the answer to the request itself was lost, and this is what a look-up found. */
  readonly recovered: boolean;
}

/** A success, as the wasm module reports it. */
export interface Outcome {
  body?: string;
  status: number;
  headers: [string, string][];
  requestId?: string;
  attempts: number;
  recovered: boolean;
  /** Of a page: the places of entries that were not on an earlier one. */
  new?: number[];
}

/** A success whose body was kept, with what it came with. */
export interface Kept {
  kept: true;
  requestId?: string;
  attempts: number;
}

/** A success, its body parsed, if there is one. */
export interface Success extends Omit<Outcome, "headers"> {
  value: unknown;
  headers: Headers | [string, string][];
}

/** Puts an outcome and its body together again. */
export function successOf(outcome: Outcome | Kept, kept: Body | undefined): Success {
  if (!("kept" in outcome)) {
    return { ...outcome, value: outcome.body === undefined ? undefined : JSON.parse(outcome.body) };
  }
  if (kept === undefined) {
    // By a service that guessed the number of the place.
    throw errorOf({ code: "decode", message: "the body was lost", effect: "certain" });
  }
  return { ...outcome, ...kept, recovered: false };
}

function detailsOf(outcome: Success): ResponseDetails {
  return {
    status: outcome.status,
    headers: new Headers(outcome.headers),
    text: outcome.body,
    requestId: outcome.requestId,
    attempts: outcome.attempts,
    recovered: outcome.recovered,
  };
}

/** A promise of a value, which also knows what came with it. */
export class ResponsePromise<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "ResponsePromise";
  readonly #outcome: () => Promise<Success>;

  /** @internal */
  constructor(outcome: () => Promise<Success>) {
    this.#outcome = outcome;
  }

  /** The value together with status, headers and text. */
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

/** One page of a list, with the entries that were not on an earlier one. */
export interface ListPage<T> {
  /** The entries of this page, without those that were on an earlier one already. */
  readonly results: T[];
  /** How many entries there are on all pages together. */
  readonly count: number;
  /** What came with the page. */
  readonly response: ResponseDetails;
}

/**
 * A list: awaited, its first page as the service sends it; iterated, all its entries, requested page
 * by page as they are needed, each once, also if the list changes on the way.
 *
 * Nothing is sent before one of the two happens.
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
      const results = (outcome.new ?? []).map((place) => page.results[place] as T);
      yield { results, count: page.count, response: detailsOf(outcome) };
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.results;
  }
}
