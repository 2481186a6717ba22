// Response bodies. JavaScript has to parse a success's body anyway, so it also checks it against its schema.
//
// A body that matches its schema stays in JavaScript under a body id; the module only learns that it exists. Otherwise
// the module is passed the body, and the path and problem for the message of its error.

import { problemOf, type UnreadableEntry, unreadableEntries } from "../generated/answers.js";
import { type Parsed, parse } from "./json.js";
import type { ReadBody } from "./read.js";

/** A body that stays in JavaScript, and the head of its response. */
export interface Body {
  /** The text as it was sent. */
  text: string;
  value: unknown;
  /** The entries that were taken out of the value. */
  unreadable: UnreadableEntry[];
  status: number;
  headers: Headers;
}

/** How the module wants a body to be handled, from a header of its request. */
export interface BodyRequest {
  operation: string;
  /** Where to store a valid body; undefined if the module reads it itself. */
  id: number | undefined;
  /** How many bytes a body may have. */
  limit: number;
  /** The statuses of a success. */
  statuses: number[];
}

/** Reads the header: operation, body id or `-`, limit, and statuses. */
export function bodyRequestOf(header: string): BodyRequest {
  const [operation = "", id = "-", limit = "", ...statuses] = header.split(" ");
  return {
    operation,
    id: id === "-" ? undefined : Number(id),
    limit: Number(limit),
    statuses: statuses.map(Number),
  };
}

const encoder = new TextEncoder();
// Bytes that are not UTF-8 must not be replaced quietly: what the service sent would be lost.
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The bodies of an instance's calls. */
export class Bodies {
  #nextId = 0;
  readonly #bodies = new Map<number, Body | undefined>();

  /** Reserves a body id for a call. */
  reserve(): number {
    const id = (this.#nextId = (this.#nextId + 1) >>> 0);
    this.#bodies.set(id, undefined);
    return id;
  }

  /** Releases a body id when its call is over, and returns the body that was stored under it. */
  release(id: number): Body | undefined {
    const body = this.#bodies.get(id);
    this.#bodies.delete(id);
    return body;
  }

  /** Reads a body that the module has read as well: a valid one, or none. */
  read(operation: string, text: string | undefined): { value: unknown; unreadable: UnreadableEntry[] } {
    const parsed = text === undefined ? { value: undefined, isDeep: false } : parse(text);
    // Removes optional fields that don't match.
    problemOf(operation, parsed);
    return { value: parsed.value, unreadable: unreadableEntries(operation, parsed) };
  }

  /**
   * Checks a body, and returns the bytes for the module: a line with the verdict, and the body unless it is stored here.
   * An empty body stays empty.
   */
  bytesFor(request: BodyRequest, { bytes, complete }: ReadBody, status: number, headers: Headers): Uint8Array<ArrayBuffer> {
    if (bytes.length === 0 && complete) return bytes;
    if (!request.statuses.includes(status)) return withVerdict("unchecked", bytes);
    if (!complete) return withVerdict("too_large");
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return withVerdict("unchecked", bytes);
    }
    // White space counts as an empty body.
    if (text.trim() === "") return withVerdict("unchecked", bytes);
    let parsed: Parsed;
    try {
      parsed = parse(text);
    } catch {
      return withVerdict("invalid the body is not JSON", bytes);
    }
    const problem = problemOf(request.operation, parsed);
    if (problem !== undefined) return withVerdict(`invalid ${problem}`, bytes);
    // The call may be over: then nobody releases the id.
    if (request.id === undefined || !this.#bodies.has(request.id)) return withVerdict("valid", bytes);
    const unreadable = withoutUnreadable(request.operation, parsed);
    this.#bodies.set(request.id, { text, value: parsed.value, unreadable, status, headers });
    return withVerdict("kept");
  }
}

/** Takes the entries that can't be read out of a page. */
export function withoutUnreadable(operation: string, page: Parsed): UnreadableEntry[] {
  const unreadable = unreadableEntries(operation, page);
  if (unreadable.length > 0) {
    const { results } = page.value as { results: unknown[] };
    for (const { index } of [...unreadable].reverse()) results.splice(index, 1);
  }
  return unreadable;
}

/** A line with the verdict, and the body after it. */
function withVerdict(verdict: string, body?: Uint8Array): Uint8Array<ArrayBuffer> {
  const line = encoder.encode(`${verdict}\n`);
  if (body === undefined) return line;
  const bytes = new Uint8Array(line.length + body.length);
  bytes.set(line);
  bytes.set(body, line.length);
  return bytes;
}
