// Success bodies, which stay in JavaScript where they can.
//
// JavaScript has to parse them anyway, and can tell from the result whether a body is as it must be.
// One that is never enters the module: it is told that the body is there. Any other goes in as it
// came, for the module to say what is wrong with it.

import { problemOf } from "../generated/answers.js";

/** A body that was kept, and what it came with. */
export interface Body {
  /** As it was sent. */
  body: string;
  value: unknown;
  status: number;
  headers: Headers;
}

const encoder = new TextEncoder();
// Bytes that are no UTF-8 are not quietly replaced: what the service sent would be lost.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The bodies of an instance's calls, each under a number that the call was given. */
export class Bodies {
  readonly #kept = new Map<number, Body | undefined>();

  /** Makes a place for the body of a call, whose number no service can guess and answer with. */
  open(): number {
    let slot: number;
    do slot = (Math.random() * 2 ** 32) >>> 0;
    while (this.#kept.has(slot));
    this.#kept.set(slot, undefined);
    return slot;
  }

  /** Takes the place back, however the call ended. */
  close(slot: number): Body | undefined {
    const body = this.#kept.get(slot);
    this.#kept.delete(slot);
    return body;
  }

  /**
   * Keeps a body, if it is as it must be; returns what stands for it then, and otherwise the body.
   * The mark is what the module sent along: the operation and the place.
   */
  keep(mark = "", body: ArrayBuffer, status: number, headers: Headers): ArrayBuffer {
    const [operation = "", slot = ""] = mark.split(" ");
    // The call may be over, its body too late.
    if (!this.#kept.has(+slot)) return body;
    try {
      const text = decoder.decode(body);
      const value: unknown = JSON.parse(text);
      if (problemOf(operation, value) !== undefined) return body;
      this.#kept.set(+slot, { body: text, value, status, headers });
      return encoder.encode(slot).buffer;
    } catch {
      return body;
    }
  }
}
