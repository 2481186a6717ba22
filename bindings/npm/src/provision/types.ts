// The types of lists, plans, journals and reports. They come from the JSON Schemas in `bitsight-users/schemas`.

import type { components } from "../generated/provision.js";

type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** A list of people as JSON. */
export interface List extends Schema<"List"> {}
/** One person of a list. */
export interface ListRow extends Schema<"ListRow"> {}
/** What a plan may do, and to whom. Every option has a default, which is the careful choice. */
export interface Policy extends Schema<"ListPolicy"> {}
/** A plan: everything that is to be done, decided before anything is done. It is plain data, and used once. */
export interface Plan extends Schema<"Plan"> {}
/** One thing that a plan does, or doesn't do and says why. */
export interface PlanItem extends Schema<"PlanItem"> {}
/** A guard that refused something: the figure, the limit, and the option that lifts it. */
export interface Refusal extends Schema<"PlanRefusal"> {}
/** What led to an item of a plan. */
export type Reason = Schema<"PlanReason">;
/** What can be done to a user. */
export type Action = Schema<"PlanAction">;
/** What became of every row of a list and of everybody else in the account. */
export interface Report extends Schema<"Report"> {}
/** What became of one row. */
export interface ReportRow extends Schema<"ReportRow"> {}
/** A line of a journal. */
export type JournalRecord = Schema<"JournalRecord">;
/** What became of an item of a plan. */
export type Outcome = Omit<Extract<JournalRecord, { record: "done" }>, "record" | "at" | "item">;

/** A fault of a list, or a warning about it. */
export interface ListProblem {
  /** What kind of fault it is, as `unknown_column`. */
  code: string;
  /** The line, counted from 1. */
  line: number;
  /** The character within the line, counted from 1. */
  column: number;
  /** The name of the column or key, where one is concerned. */
  field: string | null;
  /** What is wrong, and what to do. */
  message: string;
}

/** What was found about one user. */
export type Finding = {
  /** The user. */
  guid: string;
  /** The email address. */
  email: string;
} & (
  | {
      /** Without two-factor authentication. */
      finding: "no_mfa";
      /** Whether the user was asked to set it up. */
      pending: boolean;
    }
  | {
      /** The service doesn't say whether there is two-factor authentication. */
      finding: "mfa_unknown";
    }
  | {
      /** The account wasn't activated, or there was no log-in, for a time. */
      finding: "never_activated" | "idle";
      /** For how many days; null if that isn't known, or if there never was a log-in. */
      days: number | null;
    }
  | {
      /** An administrator, or a company token, which has an administrator's permissions. */
      finding: "admin" | "company_token";
    }
);

/** Who needs attention. */
export interface Audit {
  findings: Finding[];
  /** Why the account may have users who aren't covered. */
  incomplete?: string;
}

/** An account as a list. */
export interface Export {
  /** The list, whose plan changes nothing. */
  csv: string;
  /** The guids of users whom a list can't name: company tokens, and users without a usable address of their own. */
  omitted: string[];
}

/** The facts of an account that was read. */
export interface AccountSummary {
  /** The service's address. */
  readonly host: string;
  /** The guid of the user whom the token belongs to; null if the service doesn't say. */
  readonly own: string | null;
  /** How many users there are, company tokens and contacts included. */
  readonly users: number;
  /** The access groups. */
  readonly groups: readonly { readonly guid: string; readonly name: string }[];
  /** How many more users may become active; null if that isn't known or limited. */
  readonly seats: number | null;
  /** Why there may be further users; null if the reading is complete. */
  readonly incomplete: string | null;
}
