// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

// A value that `JSON.parse` returned.
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
const at = (path: string, problem: Problem): Problem => problem && path + problem;

const checkAccessGroup = (value: Json): Problem =>
  object(value) ||
  at(".guid", string(value["guid"])) ||
  at(".name", string(value["name"])) ||
  (value["user_count"] != null && at(".user_count", integer(value["user_count"]))) ||
  (value["company_count"] != null && at(".company_count", integer(value["company_count"]))) ||
  (value["all_companies"] != null && at(".all_companies", boolean(value["all_companies"]))) ||
  (value["is_default"] != null && at(".is_default", boolean(value["is_default"]))) ||
  (value["subscription_types"] != null && at(".subscription_types", object(value["subscription_types"])));

const checkAccessGroups = (value: Json): Problem =>
  object(value) ||
  at(".groups", array(value["groups"], checkAccessGroup)) ||
  (value["default_group"] != null && at(".default_group", string(value["default_group"])));

const checkCompanyViews = (value: Json): Problem =>
  object(value) ||
  at(".most_recently_viewed", array(value["most_recently_viewed"], checkViewedCompany)) ||
  at(".top_viewed", array(value["top_viewed"], checkViewedCompany));

const checkFeature = (value: Json): Problem =>
  object(value) ||
  at(".slug", string(value["slug"])) ||
  at(".value", boolean(value["value"]) && string(value["value"]) && not(value["value"], "a boolean or a string")) ||
  at(".can_update", boolean(value["can_update"]));

const checkPageLinks = (value: Json): Problem =>
  object(value) ||
  (value["next"] != null && at(".next", string(value["next"]))) ||
  (value["previous"] != null && at(".previous", string(value["previous"])));

const checkUser = (value: Json): Problem =>
  object(value) ||
  at(".guid", string(value["guid"])) ||
  at(".friendly_name", string(value["friendly_name"])) ||
  at(".formal_name", string(value["formal_name"])) ||
  at(".email", string(value["email"])) ||
  at(".group", checkUserGroup(value["group"])) ||
  at(".status", string(value["status"])) ||
  (value["last_login_time"] !== null && at(".last_login_time", string(value["last_login_time"]))) ||
  at(".joined_time", string(value["joined_time"])) ||
  at(".roles", array(value["roles"], checkUserRole)) ||
  at(".is_available_for_contact", boolean(value["is_available_for_contact"])) ||
  at(".is_company_api_token", boolean(value["is_company_api_token"])) ||
  (value["features"] != null && at(".features", array(value["features"], checkFeature))) ||
  (value["landing_page"] != null && at(".landing_page", string(value["landing_page"]))) ||
  (value["preferred_contact_for_entities"] != null && at(".preferred_contact_for_entities", array(value["preferred_contact_for_entities"], string))) ||
  (value["mfa_status"] != null && at(".mfa_status", string(value["mfa_status"])));

const checkUserGroup = (value: Json): Problem =>
  object(value) ||
  at(".guid", string(value["guid"])) ||
  at(".name", string(value["name"]));

const checkUserPage = (value: Json): Problem =>
  object(value) ||
  at(".links", checkPageLinks(value["links"])) ||
  at(".count", integer(value["count"])) ||
  at(".results", array(value["results"], checkUser));

const checkUserQuota = (value: Json): Problem =>
  object(value) ||
  at(".active_user_count", integer(value["active_user_count"])) ||
  at(".inactive_user_count", integer(value["inactive_user_count"])) ||
  at(".total_user_count", integer(value["total_user_count"])) ||
  at(".remaining_active_quota", integer(value["remaining_active_quota"])) ||
  at(".total_active_quota", integer(value["total_active_quota"]));

const checkUserRole = (value: Json): Problem =>
  object(value) ||
  at(".name", string(value["name"])) ||
  at(".slug", string(value["slug"]));

const checkViewedCompany = (value: Json): Problem =>
  object(value) ||
  at(".rating", integer(value["rating"])) ||
  at(".guid", string(value["guid"])) ||
  at(".name", string(value["name"]));

const bodies: Partial<Record<string, (value: Json) => Problem>> = {
  list_users: checkUserPage,
  create_user: checkUser,
  get_user: checkUser,
  edit_user: checkUser,
  get_user_quota: checkUserQuota,
  list_company_views: checkCompanyViews,
  list_access_groups: checkAccessGroups,
};

/**
 * What is wrong with the body of an operation's success, such as `results[3].roles[0].slug must be a string`.
 * Undefined if the body matches its schema, or the operation documents none.
 */
export function problemOf(operation: string, value: unknown): string | undefined {
  const problem = bodies[operation]?.(value);
  if (!problem) return undefined;
  return problem.startsWith(" ") ? `the body${problem}` : problem.replace(/^\./, "");
}
