// Locks of files between programs. Node.js has no locks that end with a program, so a lock file names its owner.
// `crates/provision-client/src/platform/lock.rs` follows the same steps.

/// <reference types="node" />

import { randomUUID } from "node:crypto";
import { link, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";

import { ProvisionError } from "./errors.js";

/** Who holds a lock. */
interface Owner {
  pid: number;
  host: string;
  /** When the process started, where the system says: process numbers are used again. */
  started: string | undefined;
  /** Tells locks apart. */
  id: string;
}

/** The locks of this process, whichever copy of the package took them. */
const own: Set<string> = ((globalThis as Record<symbol, unknown>)[Symbol.for("bitsight-users/locks")] ??= new Set()) as Set<string>;

/** How often to try: a lock can go, or be taken over by somebody else, between two steps. */
const ATTEMPTS = 10;

/**
 * Locks a file by a lock file beside it, and returns a function that unlocks it.
 *
 * @throws {ProvisionError} with the code `journal_locked` if a program has it.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  const id = randomUUID();
  const owner: Owner = { pid: process.pid, host: hostname(), started: await startOf(process.pid), id };
  // A link appears with its content, which a new file doesn't.
  const draft = `${lock}.${id}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600, flag: "wx" });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await linked(draft, lock)) {
        own.add(id);
        return async () => {
          own.delete(id);
          await unlink(lock);
        };
      }
      const holder = await ownerOf(lock);
      if (holder === undefined) continue;
      if (!(await isGone(holder))) {
        throw new ProvisionError("journal_locked", `process ${holder.pid} on ${holder.host} is using the journal ${path}; if that isn't so, delete ${lock}`);
      }
      await removeStale(lock, draft, holder);
    }
    throw new ProvisionError("journal_locked", `the journal ${path} is locked; if no program uses it, delete ${lock}`);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes the lock of a process that is gone. Of several programs that try it, only one may: another could have removed it
 * already and taken the lock, which would then be removed instead.
 */
async function removeStale(lock: string, draft: string, holder: Owner): Promise<void> {
  const right = `${lock}.${holder.id}.stale`;
  if (!(await linked(draft, right))) return;
  try {
    if ((await ownerOf(lock))?.id === holder.id) await unlink(lock);
  } finally {
    await rm(right, { force: true });
  }
}

/** Links a file, unless there is one of that name. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The owner that a lock file names; undefined if there is no such file. */
async function ownerOf(lock: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(lock, "utf8")) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new ProvisionError("journal_locked", `the lock file ${lock} can't be read; if no program uses the journal, delete it`, error);
  }
}

/** Whether the process is known to be gone. On another machine that can't be known. */
async function isGone({ pid, host, started, id }: Owner): Promise<boolean> {
  if (host !== hostname()) return false;
  // A process of the same number before this one, as in containers.
  if (pid === process.pid) return !own.has(id);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
  const now = await startOf(pid);
  return started !== undefined && now !== undefined && now !== started;
}

/** When a process started, in ticks since the system did; undefined where the system doesn't say. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses can hold anything. The start is the 22nd field; the one after the name is the third.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[22 - 3];
  } catch {
    return undefined;
  }
}
