// Reading response bodies: no more than the limit, and without blocking the timers of the call.

/** A body as far as it was read. */
export interface ReadBody {
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether all of it was read: it is not larger than the limit, and the connection didn't break. */
  complete: boolean;
}

/**
 * Timers only run between tasks, but a stream of a custom `fetch` can yield chunks without end in a single task. So a new
 * task is begun after this many chunks, unless one began within the last milliseconds.
 */
const CHUNKS_PER_TASK = 100;
const MILLISECONDS_PER_TASK = 100;

/** Reads a body. It rejects if the connection breaks, or if the body is none. One that is too large is dropped. */
export async function readBody(response: Response, limit: number, signal: AbortSignal): Promise<ReadBody> {
  const { chunks, end } = await read(response, limit, signal);
  if (typeof end === "object") throw end.reason;
  return end === "complete" ? { bytes: joined(chunks, limit), complete: true } : { bytes: new Uint8Array(), complete: false };
}

/** Reads as much of a body as possible, up to the limit: an error is no less clear without the rest. */
export async function readBeginning(response: Response, limit: number, signal: AbortSignal): Promise<ReadBody> {
  const { chunks, end } = await read(response, limit, signal);
  if (signal.aborted) throw signal.reason;
  return { bytes: joined(chunks, limit), complete: end === "complete" };
}

/** The chunks of a body, and why there are no more of them. */
interface Chunks {
  chunks: Uint8Array[];
  end: "complete" | "too large" | { reason: unknown };
}

async function read(response: Response, limit: number, signal: AbortSignal): Promise<Chunks> {
  const chunks: Uint8Array[] = [];
  let reader: ReadableStreamDefaultReader | undefined;
  try {
    // Test doubles have no stream.
    if (typeof response.body?.getReader !== "function") {
      const chunk = await readWhole(response);
      return { chunks: [chunk], end: chunk.length > limit ? "too large" : "complete" };
    }
    reader = response.body.getReader();
    let length = 0;
    let taskBegan = Date.now();
    for (let count = 1; length <= limit; count += 1) {
      const { done, value } = await reader.read();
      // A custom `fetch` may ignore the signal.
      if (signal.aborted) throw signal.reason;
      if (done) return { chunks, end: "complete" };
      const chunk = bytesOf(value);
      if (chunk.length > 0) chunks.push(chunk);
      length += chunk.length;
      if (count % CHUNKS_PER_TASK === 0 && Date.now() - taskBegan > MILLISECONDS_PER_TASK) {
        await new Promise((resolve) => setTimeout(resolve));
        taskBegan = Date.now();
      }
    }
    cancel(reader);
    return { chunks, end: "too large" };
  } catch (reason) {
    if (reader !== undefined) cancel(reader);
    return { chunks, end: { reason } };
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  if (!ArrayBuffer.isView(chunk)) throw new TypeError("`fetch` returned a body whose chunks are no bytes");
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** All bytes within the limit, in a buffer of their own. */
function joined(chunks: Uint8Array[], limit: number): Uint8Array<ArrayBuffer> {
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const bytes = new Uint8Array(Math.min(total, limit));
  let length = 0;
  for (const chunk of chunks) {
    const part = chunk.subarray(0, bytes.length - length);
    bytes.set(part, length);
    length += part.length;
  }
  return bytes;
}

async function readWhole(response: Response): Promise<Uint8Array> {
  const buffer = await response.arrayBuffer();
  // Not `instanceof`, which fails for a buffer of another realm.
  if (Object.prototype.toString.call(buffer) !== "[object ArrayBuffer]") {
    throw new TypeError("`fetch` returned something that has no ArrayBuffer");
  }
  // Throws if the buffer is detached.
  return new Uint8Array(buffer);
}

/** Lets go of the rest of a body. Nobody waits for it, and it may fail. */
function cancel(reader: ReadableStreamDefaultReader): void {
  try {
    reader.cancel().catch(() => {});
  } catch {
    // A reader of a custom `fetch`.
  }
}
