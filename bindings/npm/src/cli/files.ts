// Files and streams as the native program treats them: complete writes, and errors with the same texts.

/// <reference types="node" />

import { writeSync } from "node:fs";
import { getSystemErrorMap } from "node:util";

/** How long to wait for the reader of a full pipe, in milliseconds: a fraction of what a person notices. */
const FULL_PIPE_WAIT = 5;

/** Where libuv words an error in another way than the C library. */
const TEXTS: Record<string, string> = {
  EISDIR: "Is a directory",
};

/** An error of the host: the module reads its code and its message. */
export class HostError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** An error of Node.js in the form that the native program reports. */
export function systemError(error: unknown): HostError {
  const { code = "", errno, message } = error as NodeJS.ErrnoException;
  const [, text] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? [];
  if (errno === undefined || text === undefined) return new HostError(code, String(message ?? error));
  const words = TEXTS[code] ?? text[0]?.toUpperCase() + text.slice(1);
  return new HostError(code, `${words} (os error ${-errno})`);
}

/** Writes all bytes to a file or stream. */
export function written(file: number, bytes: Uint8Array): void {
  for (let length = 0; length < bytes.length; ) {
    try {
      length += writeSync(file, bytes, length);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw systemError(error);
      // The pipe is full, and another program has set it not to block.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_WAIT);
    }
  }
}
