// What the module of the command line can't do itself: variables, streams, files, questions, signals and the journal.
// `crates/cli/src/host/node.rs` declares these methods.

/// <reference types="node" />

import { closeSync, openSync, readFileSync, readSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isatty } from "node:tty";

import { confirm, line } from "./ask.js";
import { systemError, written } from "./files.js";
import { OpenJournal } from "./journal.js";

/** What the module calls. */
export class Host {
  readonly #journals = new Map<string, OpenJournal>();
  /** Those that wait for Ctrl-C; undefined until somebody does. */
  #interrupted: (() => void)[] | undefined;
  /** The end of the process, once it has begun. */
  #end: Promise<void> | undefined;

  variable(name: string): string | undefined {
    return process.env[name];
  }

  isTerminal(stream: number): boolean {
    return isatty(stream);
  }

  /** The width of the terminal, if any stream is one and it knows: some have none, which is 0. */
  width(): number | undefined {
    const terminal = [process.stdout, process.stderr].find((stream) => stream.isTTY);
    return terminal?.columns || undefined;
  }

  /** Writes all of it at once: nothing is lost when the process ends. */
  print(stream: number, bytes: Uint8Array): void {
    // Consoles of Windows only take text, in their own time: the module's memory can have changed by then.
    if (process.platform === "win32" && isatty(stream)) {
      (stream === 1 ? process.stdout : process.stderr).write(bytes.slice());
      return;
    }
    written(stream, bytes);
  }

  /** Reads a file, up to a number of bytes. */
  read(path: string, most: number): Uint8Array {
    try {
      if (most >= Number.MAX_SAFE_INTEGER) return readFileSync(path);
      const file = openSync(path, "r");
      try {
        const bytes = new Uint8Array(most);
        let length = 0;
        for (let read = -1; read !== 0; length += read) read = readSync(file, bytes, length, most - length, null);
        return bytes.subarray(0, length);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw systemError(error);
    }
  }

  /** Writes a file. A private one can only be read by its owner. */
  write(path: string, bytes: Uint8Array, isPrivate: boolean): void {
    try {
      const file = openSync(path, "w", isPrivate ? 0o600 : 0o666);
      try {
        written(file, bytes);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw systemError(error);
    }
  }

  /** Whether two paths lead to one file, by whatever names and links. */
  isSameFile(one: string, other: string): boolean {
    return canonical(one) === canonical(other);
  }

  /** Reads stdin to its end, up to a number of bytes. */
  async stdin(most: number): Promise<Uint8Array> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        length += chunk.length;
        if (length >= most) break;
      }
    } catch (error) {
      throw systemError(error);
    }
    return Buffer.concat(chunks).subarray(0, most);
  }

  /** Asks for yes or no; undefined if there was no answer. */
  async confirm(question: string): Promise<boolean | undefined> {
    return confirm(question);
  }

  /** Asks for a line of text, which is shown or not; undefined if there was no answer. */
  async line(prompt: string, isShown: boolean): Promise<string | undefined> {
    return line(prompt, isShown);
  }

  /** Waits for Ctrl-C. From the first call on, Ctrl-C ends the program no longer. */
  async interrupt(): Promise<void> {
    if (this.#interrupted === undefined) {
      this.#interrupted = [];
      process.on("SIGINT", () => {
        for (const resolve of this.#interrupted?.splice(0) ?? []) resolve();
      });
    }
    const { promise, resolve } = withResolvers();
    this.#interrupted.push(resolve);
    return promise;
  }

  /** Opens and locks a journal. A command that opens it again gets the same one. */
  async openJournal(path: string): Promise<OpenJournal> {
    const name = resolve(path);
    let journal = this.#journals.get(name);
    if (journal === undefined) {
      journal = await OpenJournal.open(path);
      this.#journals.set(name, journal);
    }
    return journal;
  }

  /** Ends the process, requests under way included. The first call decides about the exit code. */
  exit(code: number): Promise<void> {
    return (this.#end ??= this.#exit(code));
  }

  async #exit(code: number): Promise<void> {
    for (const journal of this.#journals.values()) await journal.close();
    // A console of Windows takes text in its own time.
    for (const stream of [process.stdout, process.stderr]) {
      if (process.platform === "win32" && stream.isTTY) await new Promise<void>((done) => void stream.write("", () => done()));
    }
    process.exit(code);
  }
}

/** The path of a file without links; of its folder, if there is no such file yet. */
function canonical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(canonical(folder), basename(path));
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
