// Accounts: reading one completely, and what can be made of it.

import type { BitsightUsers } from "../client.js";
import { ProvisionError } from "./errors.js";
import type { WasmAccount } from "./exports.js";
import type { Journal } from "./journal.js";
import { bytesOf, type ListSource } from "./list.js";
import { called, clocks, loaded } from "./module.js";
import { Queue } from "./queue.js";
import { type Answer, hostOf, type Request, send } from "./send.js";
import type { AccountSummary, Audit, Export, Plan, Policy } from "./types.js";

/** Options of a plan. */
export interface PlanOptions {
  /** What the plan may do. Otherwise that of a JSON list, or the careful default. */
  policy?: Policy | undefined;
  /** The account's journal, which says whom earlier runs created and wrote to. */
  journal?: Journal | undefined;
  /** The time of the plan: now, unless set. For tests. */
  now?: Date | undefined;
}

/** Options of an audit. */
export interface AuditOptions {
  /** Reports users who haven't logged in for so many days. */
  idleDays?: number | undefined;
  /** The time of the audit: now, unless set. For tests. */
  now?: Date | undefined;
}

/** A snapshot of an account, from which lists, audits and plans are made. */
export class Account implements AccountSummary {
  declare readonly host: string;
  declare readonly own: string | null;
  declare readonly users: number;
  declare readonly groups: readonly { readonly guid: string; readonly name: string }[];
  declare readonly seats: number | null;
  declare readonly incomplete: string | null;
  readonly #account: WasmAccount;

  /** @internal */
  constructor(account: WasmAccount) {
    this.#account = account;
    Object.assign(this, JSON.parse(called(() => account.summary())));
  }

  /**
   * Reads a snapshot that was kept as JSON: `{ host, current_user, users, groups, quota, incomplete }`, where the parts are
   * what the service returned.
   */
  static async from(snapshot: object): Promise<Account> {
    const { Account: Read } = await loaded();
    return new Account(called(() => Read.read(JSON.stringify(snapshot))));
  }

  /**
   * The plan that makes the account match a list. Nothing is changed yet.
   *
   * @throws {ProvisionError} when the list, the policy or the account can't be planned with.
   */
  async plan({ policy, journal, now, ...list }: ListSource & PlanOptions): Promise<Plan> {
    const [{ bytes, isJson }, written] = await Promise.all([bytesOf(list), bytesIn(journal)]);
    const at = timeOf(now);
    return JSON.parse(called(() => this.#account.plan(bytes, isJson, jsonOf(policy), written, at)));
  }

  /** The account as a list, whose plan changes nothing. */
  export(): Export {
    return JSON.parse(called(() => this.#account.export()));
  }

  /** Who needs attention. */
  audit({ idleDays, now }: AuditOptions = {}): Audit {
    return JSON.parse(called(() => this.#account.audit(idleDays, timeOf(now))));
  }

  /**
   * The plan that acts on what the audit finds: two-factor authentication is required, the activation email is sent again,
   * and who is idle is a manual step. Undefined if no finding can be acted on.
   */
  async auditPlan({ policy, journal, idleDays, now }: AuditOptions & PlanOptions = {}): Promise<Plan | undefined> {
    const written = await bytesIn(journal);
    const at = timeOf(now);
    const plan = called(() => this.#account.audit_plan(idleDays, jsonOf(policy), written, at));
    return plan === undefined ? undefined : JSON.parse(plan);
  }
}

/**
 * Reads an account completely, with three requests at once: company tokens and contacts included.
 *
 * An account that may be incomplete is no error. It says so, and a plan then neither creates nor deletes.
 *
 * @throws {ProvisionError} with the code `account_unreadable` when the users can't be read.
 */
export async function readAccount(users: BitsightUsers, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<Account> {
  signal?.throwIfAborted();
  const { Reader } = await loaded();
  const reader = called(() => new Reader(hostOf(users)));
  const leave = new AbortController();
  const abort = () => leave.abort(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  const answers = new Queue<{ id: number; answer: Answer }>();
  let failure: unknown;
  try {
    let next = () => reader.next(...clocks());
    for (;;) {
      signal?.throwIfAborted();
      const step = JSON.parse(called(next)) as
        | { step: "send"; id: number; request: Request }
        | { step: "wait"; for_ms: number | null }
        | { step: "done" };
      next = () => reader.next(...clocks());
      if (step.step === "send") {
        const { id, request } = step;
        void send(users, request, leave.signal).then((answer) => answers.push({ id, answer }));
      } else if (step.step === "wait") {
        const answered = await answers.next(step.for_ms);
        if (answered === undefined) continue;
        const { id, answer } = answered;
        if ("failure" in answer) {
          failure = answer.cause;
          next = () => reader.failed(...clocks(), id, answer.failure);
        } else {
          next = () => reader.answered(...clocks(), id, answer.body);
        }
      } else {
        const account = called(() => reader.account());
        if (account === undefined) throw new ProvisionError("internal", "the account was lost");
        return new Account(account);
      }
    }
  } catch (error) {
    if (error instanceof ProvisionError && error.code === "account_unreadable") {
      throw new ProvisionError(error.code, error.message, failure);
    }
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
    leave.abort();
    free(reader);
  }
}

/** Frees an object of the module, unless the module trapped. */
export function free(object: { free(): void }): void {
  try {
    object.free();
  } catch {
    // The memory is freed as a whole.
  }
}

function jsonOf(policy: Policy | undefined): string {
  return policy === undefined ? "" : JSON.stringify(policy);
}

function timeOf(now: Date | undefined): number {
  const time = now === undefined ? Date.now() : Number(now);
  if (!Number.isFinite(time)) throw new ProvisionError("invalid_argument", "`now` is no valid date");
  return time;
}

async function bytesIn(journal: Journal | undefined): Promise<Uint8Array> {
  return journal === undefined ? new Uint8Array() : journal.read();
}
