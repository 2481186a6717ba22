// Journals: what is needed of one, and one in a page's IndexedDB.

import { ProvisionError } from "./errors.js";

/**
 * Keeps what a run was about to do and what came of it, so that the run can go on after a crash, and so that later plans
 * know whom earlier runs created. Keep one journal for each account.
 *
 * `fileJournal` of `bitsight-users/provision/file` and `indexedDbJournal` are such journals. One of your own must keep the
 * order of the lines, and must not return from a durable `append` before the text is there to stay.
 */
export interface Journal {
  /**
   * Locks the journal for one run, and returns a function that unlocks it. Rejects if another run has it.
   *
   * @throws {ProvisionError} with the code `journal_locked`.
   */
  lock(): Promise<() => void | Promise<void>>;
  /** Everything that was appended, in order; empty if nothing was. */
  read(): Promise<Uint8Array>;
  /** Appends whole lines. If `durable`, the text has to survive a crash of the machine from then on. */
  append(text: string, durable: boolean): Promise<void>;
}

const DATABASE = "bitsight-users-provision";
const STORE = "records";

/** What the object store holds. */
interface Stored {
  journal: string;
  text: string;
}

/**
 * A journal in the page's IndexedDB. It survives a reload and a crash of the browser, and goes when the user clears the
 * site's data. Locking takes a secure context: https, or localhost.
 */
export function indexedDbJournal(name: string): Journal {
  return {
    async lock() {
      // Not in Node.js, nor in pages over plain http.
      const locks = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
      if (locks === undefined) {
        throw new ProvisionError("journal_failed", "the journal can't be locked: that takes a page over https or on localhost");
      }
      return new Promise((resolve, reject) => {
        const held = (lock: Lock | null) => {
          if (lock === null) {
            reject(new ProvisionError("journal_locked", `another page is using the journal "${name}"`));
            return undefined;
          }
          return new Promise<void>((release) => resolve(release));
        };
        locks.request(`${DATABASE}/${name}`, { ifAvailable: true }, held).catch(reject);
      });
    },
    async read() {
      const all = await transaction<Stored[]>("readonly", false, (store) => store.index("journal").getAll(name));
      return new TextEncoder().encode(all.map(({ text }) => text).join(""));
    },
    async append(text, durable) {
      const stored: Stored = { journal: name, text };
      await transaction("readwrite", durable, (store) => store.add(stored));
    },
  };
}

/** Makes one request to the store, and returns its result once the transaction is complete. */
async function transaction<T>(
  mode: IDBTransactionMode,
  durable: boolean,
  request: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: durable ? "strict" : "default" });
      const made = request(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(made.result as T);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { autoIncrement: true });
      store.createIndex("journal", "journal");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
