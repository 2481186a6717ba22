// What every entry for provisioning exports: lists, plans, runs and audits.

import type { BitsightUsers } from "../client.js";
import { type AuditOptions, type PlanOptions, readAccount } from "../provision/account.js";
import type { ListSource } from "../provision/list.js";
import type { Audit, Export, Plan } from "../provision/types.js";

export { Account, type AuditOptions, type PlanOptions, readAccount } from "../provision/account.js";
export { ProvisionError, type ProvisionErrorCode } from "../provision/errors.js";
export { indexedDbJournal, type Journal } from "../provision/journal.js";
export type { ListSource } from "../provision/list.js";
export {
  apply,
  describe,
  type OutcomeEvent,
  type ReportEvent,
  resume,
  type ResumeOptions,
  type RunEvent,
  type RunOptions,
  unfinished,
} from "../provision/run.js";
export type * from "../provision/types.js";

/** Aborts the reading of the account. */
export interface ReadOptions {
  signal?: AbortSignal | undefined;
}

/**
 * Reads the account, and plans what makes it match a list. Nothing is changed yet.
 *
 * ```ts
 * import { BitsightUsers } from "bitsight-users";
 * import { describe, plan } from "bitsight-users/provision";
 * const users = new BitsightUsers();
 * const planned = await plan(users, { csv: "email,state\narnold@actorsfilms.us,absent", policy: { allow_deletes: 1 } });
 * console.log(await describe(planned));
 * ```
 *
 * @throws {ProvisionError} when the list, the policy or the account can't be planned with.
 */
export async function plan(users: BitsightUsers, { signal, ...options }: ListSource & PlanOptions & ReadOptions): Promise<Plan> {
  return (await readAccount(users, { signal })).plan(options);
}

/**
 * Reads the account and writes it as a list, whose plan changes nothing.
 *
 * @throws {ProvisionError} when the account can't be read.
 */
export async function exportUsers(users: BitsightUsers, options: ReadOptions = {}): Promise<Export> {
  return (await readAccount(users, options)).export();
}

/**
 * Reads the account and says who needs attention: no two-factor authentication, never activated, idle, administrators,
 * company tokens.
 *
 * @throws {ProvisionError} when the account can't be read.
 */
export async function audit(users: BitsightUsers, { signal, ...options }: AuditOptions & ReadOptions = {}): Promise<Audit> {
  return (await readAccount(users, { signal })).audit(options);
}
