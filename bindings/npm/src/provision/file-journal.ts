// A journal in a file: private, locked, and only ever appended to.

/// <reference types="node" />

import { open, readFile } from "node:fs/promises";
import { dirname } from "node:path";

import { lockFile } from "./file-lock.js";
import type { Journal } from "./journal.js";

/**
 * A journal in a file, which only its owner can read. A lock file beside it (`.lock`) keeps other programs away while a
 * run uses it, the native ones included; the lock of a program that was killed is taken over.
 */
export function fileJournal(path: string): Journal {
  let append: Journal["append"] | undefined;
  return {
    async lock() {
      const unlock = await lockFile(path);
      try {
        const file = await open(path, "a", 0o600);
        append = async (text, durable) => {
          await file.appendFile(text);
          if (durable) await file.datasync();
        };
        await syncFolder(path);
        return async () => {
          append = undefined;
          await file.close();
          await unlock();
        };
      } catch (error) {
        await unlock();
        throw error;
      }
    },
    async read() {
      try {
        return await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Uint8Array();
        throw error;
      }
    },
    async append(text, durable) {
      if (append === undefined) throw new Error("the journal isn't locked");
      await append(text, durable);
    },
  };
}

/** The name of a new file has to survive a crash as well. Windows has no way to ask for it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}
