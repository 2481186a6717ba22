// Errors of provisioning. Requests that fail end in a report, not in an error; these are about lists, plans and journals.

import type { ListProblem } from "./types.js";

/** What kind of failure it is; stable. */
export type ProvisionErrorCode =
  /** An argument can't be right. */
  | "invalid_argument"
  /** The list has faults, which `problems` names with line and column. */
  | "invalid_list"
  /** The policy has an option that doesn't exist, or a value that it can't have. */
  | "invalid_policy"
  /** The account has no users at all, so that it was probably not read rightly. */
  | "empty_account"
  /** The list has no rows. */
  | "empty_list"
  /** Two users of the account have one address. */
  | "duplicate_users"
  /** The plan can't be read. */
  | "invalid_plan"
  /** The plan was changed after it was made. */
  | "plan_changed"
  /** The plan was applied already. */
  | "plan_used"
  /** The plan is older than a day. */
  | "plan_expired"
  /** The journal holds a run of another plan that isn't over. */
  | "unfinished_run"
  /** The journal holds no run that isn't over. */
  | "nothing_to_resume"
  /** The plan was made for another service. */
  | "other_host"
  /** The journal is damaged. */
  | "invalid_journal"
  /** The account's users can't be read; `cause` is the client's error. */
  | "account_unreadable"
  /** Another program, or another page, uses the journal. */
  | "journal_locked"
  /** The journal can't be read or written; `cause` says why. */
  | "journal_failed"
  /** WebAssembly can't be compiled here. */
  | "wasm_unavailable"
  /** A fault of this package. */
  | "internal";

/** Marks errors of this class, of whichever of the package's entries. */
const MARK = Symbol.for("bitsight-users/ProvisionError");

/** A failure of provisioning. */
export class ProvisionError extends Error {
  /** What kind of failure it is; stable. */
  readonly code: ProvisionErrorCode;
  /** The faults of a list, each with its line and column. */
  readonly problems: readonly ListProblem[];

  /** @internal */
  constructor(code: ProvisionErrorCode, message: string, cause?: unknown, problems: readonly ListProblem[] = []) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ProvisionError";
    this.code = code;
    this.problems = problems;
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Each entry of the package contains this class. An error of one is an instance for all. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }
}
