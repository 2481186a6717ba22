// The journal of the command line: a file that is locked until the program ends.

/// <reference types="node" />

import { closeSync, fdatasyncSync, openSync, readFileSync } from "node:fs";

import { syncFolder } from "../provision/file-journal.js";
import { lockFile } from "../provision/file-lock.js";
import { HostError, systemError, written } from "./files.js";

/** A journal that is open and locked. */
export class OpenJournal {
  readonly #path: string;
  readonly #file: number;
  readonly #unlock: () => Promise<void>;

  private constructor(path: string, file: number, unlock: () => Promise<void>) {
    this.#path = path;
    this.#file = file;
    this.#unlock = unlock;
  }

  /** Locks and opens a journal, or makes a new one that only its owner can read. */
  static async open(path: string): Promise<OpenJournal> {
    let unlock: (() => Promise<void>) | undefined;
    try {
      unlock = await lockFile(path);
      const file = openSync(path, "a", 0o600);
      await syncFolder(path);
      return new OpenJournal(path, file, unlock);
    } catch (error) {
      await unlock?.();
      const { code, message } = error as NodeJS.ErrnoException;
      throw code === "journal_locked" ? new HostError(code, message) : systemError(error);
    }
  }

  /** All that it holds. */
  content(): Uint8Array {
    try {
      return readFileSync(this.#path);
    } catch (error) {
      throw systemError(error);
    }
  }

  /** Appends text, and returns when it is on the disk if it has to be durable. */
  append(text: string, durable: boolean): void {
    written(this.#file, Buffer.from(text));
    try {
      if (durable) fdatasyncSync(this.#file);
    } catch (error) {
      throw systemError(error);
    }
  }

  /** Ends its use. A failure doesn't matter: everything is written, and the lock of a program that is gone is taken over. */
  async close(): Promise<void> {
    try {
      closeSync(this.#file);
      await this.#unlock();
    } catch {
      // Somebody may have deleted the lock file.
    }
  }
}
