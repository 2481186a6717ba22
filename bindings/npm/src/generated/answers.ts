// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

import { isTooDeep, type Parsed } from "../module/json.js";

// A value that was parsed from JSON.
type Json = any;

// What is wrong with a value: its path, as `.roles[0].slug`, and the problem. `false` if nothing is.
type Problem = string | false;

const not = (value: Json, kind: string): Problem => (value === undefined ? " is missing" : ` must be ${kind}`);
const string = (value: Json): Problem => typeof value !== "string" && not(value, "a string");
const boolean = (value: Json): Problem => typeof value !== "boolean" && not(value, "a boolean");
const integer = (value: Json): Problem => !Number.isSafeInteger(value) && not(value, "an integer");
const object = (value: Json): Problem =>
  (typeof value !== "object" || value === null || Array.isArray(value)) && not(value, "an object");
const array = (value: Json, check: (item: Json) => Problem): Problem => {
  if (!Array.isArray(value)) return not(value, "an array");
  for (let index = 0; index < value.length; index += 1) {
    const problem = check(value[index]);
    if (problem) return `[${index}]${problem}`;
  }
  return false;
};
// Removes a field of another type, so that it reads as absent. Its value is passed beside its name: engines read
// a property whose name is constant several times as fast.
const optional = (object: Json, name: string, value: Json, check: (value: Json) => Problem): false => {
  if (value != null && check(value)) delete object[name];
  return false;
};
const at = (path: string, problem: Problem): Problem => problem && path + problem;

const checkAccessGroup = (value: Json): Problem =>
  object(value) ||
  at(".guid", string(value["guid"])) ||
  optional(value, "name", value["name"], string) ||
  optional(value, "user_count", value["user_count"], integer) ||
  optional(value, "company_count", value["company_count"], integer) ||
  optional(value, "all_companies", value["all_companies"], boolean) ||
  optional(value, "is_default", value["is_default"], boolean) ||
  optional(value, "users", value["users"], (field) => array(field, object)) ||
  optional(value, "subscription_types", value["subscription_types"], object);

const checkAccessGroups = (value: Json): Problem =>
  object(value) ||
  at(".groups", array(value["groups"], checkAccessGroup)) ||
  optional(value, "default_group", value["default_group"], string);

const checkCompanyViews = (value: Json): Problem =>
  object(value) ||
  optional(value, "most_recently_viewed", value["most_recently_viewed"], (field) => array(field, checkViewedCompany)) ||
  optional(value, "top_viewed", value["top_viewed"], (field) => array(field, checkViewedCompany));

const checkFeature = (value: Json): Problem =>
  object(value) ||
  optional(value, "slug", value["slug"], string) ||
  optional(value, "can_update", value["can_update"], boolean);

const checkPageLinks = (value: Json): Problem =>
  object(value) ||
  optional(value, "next", value["next"], string) ||
  optional(value, "previous", value["previous"], string);

const checkUser = (value: Json): Problem =>
  object(value) ||
  at(".guid", string(value["guid"])) ||
  optional(value, "friendly_name", value["friendly_name"], string) ||
  optional(value, "formal_name", value["formal_name"], string) ||
  at(".email", string(value["email"])) ||
  optional(value, "group", value["group"], checkUserGroup) ||
  optional(value, "status", value["status"], string) ||
  optional(value, "last_login_time", value["last_login_time"], string) ||
  optional(value, "joined_time", value["joined_time"], string) ||
  optional(value, "roles", value["roles"], (field) => array(field, checkUserRole)) ||
  optional(value, "is_available_for_contact", value["is_available_for_contact"], boolean) ||
  optional(value, "is_company_api_token", value["is_company_api_token"], boolean) ||
  optional(value, "features", value["features"], (field) => array(field, checkFeature)) ||
  optional(value, "landing_page", value["landing_page"], string) ||
  optional(value, "preferred_contact_for_entities", value["preferred_contact_for_entities"], (field) => array(field, string)) ||
  optional(value, "mfa_status", value["mfa_status"], string);

const checkUserGroup = (value: Json): Problem =>
  object(value) ||
  optional(value, "guid", value["guid"], string) ||
  optional(value, "name", value["name"], string);

const checkUserPage = (value: Json): Problem =>
  object(value) ||
  at(".links", checkPageLinks(value["links"])) ||
  at(".count", integer(value["count"])) ||
  at(".results", array(value["results"], () => false));

const checkUserQuota = (value: Json): Problem =>
  object(value) ||
  optional(value, "active_user_count", value["active_user_count"], integer) ||
  optional(value, "inactive_user_count", value["inactive_user_count"], integer) ||
  optional(value, "total_user_count", value["total_user_count"], integer) ||
  optional(value, "remaining_active_quota", value["remaining_active_quota"], integer) ||
  optional(value, "total_active_quota", value["total_active_quota"], integer);

const checkUserRole = (value: Json): Problem =>
  object(value) ||
  optional(value, "name", value["name"], string) ||
  optional(value, "slug", value["slug"], string);

const checkViewedCompany = (value: Json): Problem =>
  object(value) ||
  optional(value, "rating", value["rating"], integer) ||
  optional(value, "guid", value["guid"], string) ||
  optional(value, "name", value["name"], string);

const bodies: Partial<Record<string, (value: Json) => Problem>> = {
  list_users: checkUserPage,
  create_user: checkUser,
  get_current_user: checkUser,
  edit_current_user: checkUser,
  query_users: checkUserPage,
  get_user: checkUser,
  edit_user: checkUser,
  get_user_quota: checkUserQuota,
  list_company_views: checkCompanyViews,
  list_access_groups: checkAccessGroups,
  get_access_group: checkAccessGroup,
};

/**
 * What is wrong with the body of an operation's success, such as `results[3].guid must be a string`. Undefined if
 * the body matches its schema, or the operation documents none. Optional fields that don't match are removed.
 */
export function problemOf(operation: string, { value, isDeep }: Parsed): string | undefined {
  // The entries of a page are checked one by one.
  const own = () => (entries[operation] === undefined ? value : { ...(value as object), results: undefined });
  const problem = isDeep && isTooDeep(own()) ? " is nested too deeply" : bodies[operation]?.(value);
  if (!problem) return undefined;
  return named(problem, "the body");
}

const named = (problem: string, whole: string): string =>
  problem.startsWith(" ") ? whole + problem : problem.replace(/^\./, "");

const entries: Partial<Record<string, (value: Json) => Problem>> = {
  list_users: checkUser,
  query_users: checkUser,
};

/** An entry of a list that does not match its schema, because it lacks what identifies it or is no object. */
export interface UnreadableEntry {
  /** Its position on the page, counted from 0. */
  readonly index: number;
  /** The entry as the service sent it. */
  readonly value: unknown;
  /** What is wrong with it, such as `guid is missing`. */
  readonly problem: string;
}

/** The entries of an operation's page that do not match their schema. Optional fields that don't match are removed. */
export function unreadableEntries(operation: string, { value: page, isDeep }: Parsed): UnreadableEntry[] {
  const check = entries[operation];
  const results = (page as Json)?.results;
  const unreadable: UnreadableEntry[] = [];
  if (check === undefined || !Array.isArray(results)) return unreadable;
  results.forEach((value, index) => {
    const problem = isDeep && isTooDeep(value) ? " is nested too deeply" : check(value);
    if (problem) unreadable.push({ index, value, problem: named(problem, "the entry") });
  });
  return unreadable;
}
