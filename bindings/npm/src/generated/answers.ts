// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

// What `JSON.parse` returned.
type Json = any;

const string = (value: Json): boolean => typeof value === "string";
const boolean = (value: Json): boolean => typeof value === "boolean";
const integer = (value: Json): boolean => Number.isSafeInteger(value);
const list = (value: Json, is: (item: Json) => boolean): boolean => Array.isArray(value) && value.every((item) => is(item));
const object = (value: Json): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const isAccessGroup = (value: Json): boolean =>
  object(value) &&
  string(value["guid"]) &&
  string(value["name"]) &&
  (value["user_count"] == null || integer(value["user_count"])) &&
  (value["company_count"] == null || integer(value["company_count"])) &&
  (value["all_companies"] == null || boolean(value["all_companies"])) &&
  (value["is_default"] == null || boolean(value["is_default"])) &&
  (value["subscription_types"] == null || value["subscription_types"] !== undefined);

const isAccessGroups = (value: Json): boolean =>
  object(value) &&
  list(value["groups"], isAccessGroup) &&
  (value["default_group"] == null || string(value["default_group"]));

const isCompanyViews = (value: Json): boolean =>
  object(value) &&
  list(value["most_recently_viewed"], isViewedCompany) &&
  list(value["top_viewed"], isViewedCompany);

const isFeature = (value: Json): boolean =>
  object(value) &&
  string(value["slug"]) &&
  (boolean(value["value"]) || string(value["value"])) &&
  boolean(value["can_update"]);

const isPageLinks = (value: Json): boolean =>
  object(value) &&
  (value["next"] == null || string(value["next"])) &&
  (value["previous"] == null || string(value["previous"]));

const isUser = (value: Json): boolean =>
  object(value) &&
  string(value["guid"]) &&
  string(value["friendly_name"]) &&
  string(value["formal_name"]) &&
  string(value["email"]) &&
  isUserGroup(value["group"]) &&
  string(value["status"]) &&
  (value["last_login_time"] === null || string(value["last_login_time"])) &&
  string(value["joined_time"]) &&
  list(value["roles"], isUserRole) &&
  boolean(value["is_available_for_contact"]) &&
  boolean(value["is_company_api_token"]) &&
  (value["features"] == null || list(value["features"], isFeature)) &&
  (value["landing_page"] == null || string(value["landing_page"])) &&
  (value["preferred_contact_for_entities"] == null || list(value["preferred_contact_for_entities"], string)) &&
  (value["mfa_status"] == null || string(value["mfa_status"]));

const isUserGroup = (value: Json): boolean =>
  object(value) &&
  string(value["guid"]) &&
  string(value["name"]);

const isUserPage = (value: Json): boolean =>
  object(value) &&
  isPageLinks(value["links"]) &&
  integer(value["count"]) &&
  list(value["results"], isUser);

const isUserQuota = (value: Json): boolean =>
  object(value) &&
  integer(value["active_user_count"]) &&
  integer(value["inactive_user_count"]) &&
  integer(value["total_user_count"]) &&
  integer(value["remaining_active_quota"]) &&
  integer(value["total_active_quota"]);

const isUserRole = (value: Json): boolean =>
  object(value) &&
  string(value["name"]) &&
  string(value["slug"]);

const isViewedCompany = (value: Json): boolean =>
  object(value) &&
  integer(value["rating"]) &&
  string(value["guid"]) &&
  string(value["name"]);

/** Whether a success of an operation is as documented. */
export const answers: Partial<Record<string, (value: unknown) => boolean>> = {
  list_users: isUserPage,
  create_user: isUser,
  get_user: isUser,
  edit_user: isUser,
  get_user_quota: isUserQuota,
  list_company_views: isCompanyViews,
  list_access_groups: isAccessGroups,
};
