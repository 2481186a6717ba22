// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

import type { PagePromise, ResponsePromise } from "../response.js";
import type { RequestOptions } from "../options.js";
import type { components, operations } from "./schema.js";

type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** The operations of the API, each of which one method calls. */
export type OperationName =
  | "list_users"
  | "create_user"
  | "get_current_user"
  | "edit_current_user"
  | "query_users"
  | "get_user"
  | "edit_user"
  | "delete_user"
  | "require_mfa"
  | "reset_mfa"
  | "reset_pending_mfa"
  | "resend_activation_email"
  | "get_user_quota"
  | "list_company_views"
  | "list_access_groups"
  | "get_access_group"
;

/** What an operation is called with; path parameters by their names in the document. */
export interface Arguments {
  path?: object;
  query?: unknown;
  body?: unknown;
}

/** One method per operation of the API. */
export abstract class Operations {
  /** @internal */
  protected abstract call<T>(
    operation: OperationName,
    given: Arguments,
    options: RequestOptions | undefined,
  ): ResponsePromise<T>;

  /** @internal */
  protected abstract pages<P, T>(
    operation: OperationName,
    query: unknown,
    options: RequestOptions | undefined,
  ): PagePromise<P, T>;

  /**
   * List users
   *
   * Lists the account's users page by page. A user is listed if every filter matches. One source says that company
   * tokens and users who are available for contact are left out unless a filter asks for them.
   *
   * A page can hold fewer entries than `limit`, even none, and still not be the last one: go on until
   * `links.next` is null. `count` is the number of matches on all pages together.
   *
   * Documented by Bitsight in "GET: Users".
   *
   * Awaited, the first page as the service sent it. Iterated with `for await`, all entries, requested page by
   * page as they are needed, each once.
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  listUsers(query?: ListUsersQuery, options?: RequestOptions): PagePromise<UserPage, User> {
    return this.pages("list_users", query, options);
  }

  /**
   * Create a user
   *
   * Adds a user to the account. Only an Admin may do this.
   *
   * An account may create up to 300 users a month. For more, ask Bitsight's support or wait for the next month. No
   * operation tells how many are left: `get_user_quota` reads another limit.
   *
   * A success can come without a body. The new user's guid is then found by its email address (`list_users` with
   * `email`). After a lost response, the same look-up shows whether the user was created; without it, sending the
   * request again can create a second user or fail with a conflict.
   *
   * Documented by Bitsight in "POST: Create a New User".
   *
   * **When an answer is lost** (time-out, broken connection, 5xx), the user is looked up by email before
   * anything is sent again. Found with everything that was asked for: that is the result, and
   * `withResponse()` says `recovered: true`. Found but different: `ConflictError` with `existingUser`. Not
   * found in complete lists until the settle time has passed: the request is sent again. What a look-up can't tell: a user who was there before with the very
   * same data is taken for the one that was to be created. A success without a body is followed by the same
   * look-up; if that fails, the error is a `CreatedButUnreadableError`.
   *
   * **When the email is taken** (409), one request looks for the user who has it, unless the option
   * `lookUpConflicts` is false: `ConflictError` then has the `existingUser`.
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  createUser(body: NewUser, options?: RequestOptions): ResponsePromise<User> {
    return this.call("create_user", { body }, options);
  }

  /**
   * Get the user whom the token belongs to
   *
   * Reads the user whom the token belongs to. The response has the field `email_preferences`, which other users
   * lack. What the service returns for a company token, which belongs to nobody, is unknown.
   *
   * Not documented by Bitsight; seen in the OpenAPI description of the service.
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  getCurrentUser(options?: RequestOptions): ResponsePromise<User> {
    return this.call("get_current_user", {}, options);
  }

  /**
   * Edit the user whom the token belongs to
   *
   * Changes the user whom the token belongs to: sets the fields that are sent, and leaves all others as they are.
   * Which of them a user who isn't an Admin can change is unknown.
   *
   * Not documented by Bitsight; seen in the OpenAPI description of the service.
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  editCurrentUser(body: UserChanges, options?: RequestOptions): ResponsePromise<User | undefined> {
    return this.call("edit_current_user", { body }, options);
  }

  /**
   * Get several users by guid
   *
   * Reads the users with the given guids. The guids are in the request body, so there can be more than fit into a
   * URL. The operation changes nothing, although its method is POST.
   *
   * Not documented by Bitsight; seen in the OpenAPI description of the service.
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  queryUsers(body: UserQuery, options?: RequestOptions): ResponsePromise<UserPage> {
    return this.call("query_users", { body }, options);
  }

  /**
   * Get a user
   *
   * Reads one user.
   *
   * Documented by Bitsight in "GET: User Details".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  getUser(userGuid: string, options?: RequestOptions): ResponsePromise<User> {
    return this.call("get_user", { path: { "user_guid": userGuid } }, options);
  }

  /**
   * Edit a user
   *
   * Changes the fields that are sent and leaves all others as they are. Only an Admin may do this.
   *
   * The account status can't be edited: there is no known way to deactivate or reactivate a user by the API. The
   * response body isn't documented, so it can be the edited user or empty.
   *
   * Documented by Bitsight in "PATCH: Edit a User".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  editUser(userGuid: string, body: UserChanges, options?: RequestOptions): ResponsePromise<User | undefined> {
    return this.call("edit_user", { path: { "user_guid": userGuid }, body }, options);
  }

  /**
   * Delete a user
   *
   * Removes a user for good, together with the folders that the user created and shared. Only an Admin may do this.
   *
   * It can't be undone. Move such folders to another owner first. Company tokens are in lists of users and can
   * be deleted in the same way, the one in use included; every program that uses a deleted token stops working.
   *
   * Documented by Bitsight in "DELETE: Delete a User".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  deleteUser(userGuid: string, options?: RequestOptions): ResponsePromise<void> {
    return this.call("delete_user", { path: { "user_guid": userGuid } }, options);
  }

  /**
   * Require two-factor authentication
   *
   * Requires a user to set up two-factor authentication. Only an Admin may do this. The response is 400 if the user
   * has it already.
   *
   * Documented by Bitsight in "POST: Require a User to Implement 2FA".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  requireMfa(userGuid: string, options?: RequestOptions): ResponsePromise<void> {
    return this.call("require_mfa", { path: { "user_guid": userGuid } }, options);
  }

  /**
   * Reset two-factor authentication
   *
   * Removes a user's second factor, so that a user who lost it can set up a new one. Only an Admin may do this. The
   * response is 400 if the user has two-factor authentication switched off.
   *
   * Documented by Bitsight in "POST: Reset 2FA for a User".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  resetMfa(userGuid: string, options?: RequestOptions): ResponsePromise<void> {
    return this.call("reset_mfa", { path: { "user_guid": userGuid } }, options);
  }

  /**
   * Reset a pending enrolment in two-factor authentication
   *
   * Removes a second factor that a user has begun to set up, so that the user can start again. For a factor that is
   * set up there is `reset_mfa`.
   *
   * Not documented by Bitsight; seen in the OpenAPI description of the service.
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  resetPendingMfa(userGuid: string, options?: RequestOptions): ResponsePromise<void> {
    return this.call("reset_pending_mfa", { path: { "user_guid": userGuid } }, options);
  }

  /**
   * Resend the activation email
   *
   * Sends the welcome email with the activation link again. Every call sends an email. The response is 400 if the
   * user is active already. The documentation doesn't say which roles may do this.
   *
   * Documented by Bitsight in "POST: Resend User Activation Email".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  resendActivationEmail(userGuid: string, options?: RequestOptions): ResponsePromise<void> {
    return this.call("resend_activation_email", { path: { "user_guid": userGuid } }, options);
  }

  /**
   * Get the user quota
   *
   * Reads how many users the account has, and how many more it may activate.
   *
   * The quota counts active users. That an account may create up to 300 users a month is another limit, and no
   * operation tells how many of them are left.
   *
   * Documented by Bitsight in "GET: User Quota".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  getUserQuota(options?: RequestOptions): ResponsePromise<UserQuota> {
    return this.call("get_user_quota", {}, options);
  }

  /**
   * List the companies that a user viewed
   *
   * Lists the companies that a user viewed most recently, and those viewed most often.
   *
   * Documented by Bitsight in "GET: Your Company Views".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  listCompanyViews(userGuid: string, query?: ListCompanyViewsQuery, options?: RequestOptions): ResponsePromise<CompanyViews> {
    return this.call("list_company_views", { path: { "user_guid": userGuid }, query }, options);
  }

  /**
   * List access control groups
   *
   * Lists the account's access control groups, and names the default one. The field `group` of a new or edited user
   * is the guid of a group.
   *
   * Documented by Bitsight in "GET: Access Control Groups".
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  listAccessGroups(options?: RequestOptions): ResponsePromise<AccessGroups> {
    return this.call("list_access_groups", {}, options);
  }

  /**
   * Get an access control group
   *
   * Reads one access control group. With `expand`, its members are added.
   *
   * Not documented by Bitsight; seen in the OpenAPI description of the service.
   *
   * @throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
   * @throws {BitsightError} of the class that stands for what happened; see `code`.
   */
  getAccessGroup(groupGuid: string, query?: GetAccessGroupQuery, options?: RequestOptions): ResponsePromise<AccessGroup> {
    return this.call("get_access_group", { path: { "group_guid": groupGuid }, query }, options);
  }
}

/** The query parameters of `listUsers`. */
export interface ListUsersQuery {
  /**
   * The largest number of entries on a page.
   */
  limit?: NonNullable<operations["list_users"]["parameters"]["query"]>["limit"];
  /**
   * How many matches to skip before the page begins.
   */
  offset?: NonNullable<operations["list_users"]["parameters"]["query"]>["offset"];
  /**
   * Free text, searched for in all searchable attributes of a user.
   */
  q?: NonNullable<operations["list_users"]["parameters"]["query"]>["q"];
  /**
   * The attributes to order by, the most significant first, written as in the response (`formal_name`,
   * `group.name`). A leading `-` reverses the order.
   */
  sort?: NonNullable<operations["list_users"]["parameters"]["query"]>["sort"];
  /**
   * Only the user who has exactly this email address.
   */
  email?: NonNullable<operations["list_users"]["parameters"]["query"]>["email"];
  /**
   * Text to search for in email addresses.
   */
  email_q?: NonNullable<operations["list_users"]["parameters"]["query"]>["email_q"];
  /**
   * Text to search for in full names.
   */
  formal_name_q?: NonNullable<operations["list_users"]["parameters"]["query"]>["formal_name_q"];
  /**
   * Only the users with these guids.
   */
  guid?: NonNullable<operations["list_users"]["parameters"]["query"]>["guid"];
  /**
   * Only users of one of these access control groups, given by guid.
   */
  group_guid?: NonNullable<operations["list_users"]["parameters"]["query"]>["group.guid"];
  /**
   * Only users who have one of these roles.
   */
  roles_slug?: NonNullable<operations["list_users"]["parameters"]["query"]>["roles.slug"];
  /**
   * Only users whose account is in one of these states.
   */
  status?: NonNullable<operations["list_users"]["parameters"]["query"]>["status"];
  /**
   * `true`: only contacts, that is users to whom colleagues are referred who want companies added to the
   * portfolio. A list without this filter may leave them out.
   */
  is_available_for_contact?: NonNullable<operations["list_users"]["parameters"]["query"]>["is_available_for_contact"];
  /**
   * `true`: only company tokens; `false`: only people. A list without this filter may leave company tokens out.
   */
  is_company_api_token?: NonNullable<operations["list_users"]["parameters"]["query"]>["is_company_api_token"];
  /**
   * `true`: only users who are the preferred contact for a company.
   */
  is_preferred_contact?: NonNullable<operations["list_users"]["parameters"]["query"]>["is_preferred_contact"];
}

/** The query parameters of `listCompanyViews`. */
export interface ListCompanyViewsQuery {
  /**
   * The number of past days, a year at most.
   */
  days_back?: NonNullable<operations["list_company_views"]["parameters"]["query"]>["days_back"];
  /**
   * Only companies in the folder with this guid.
   */
  folder?: NonNullable<operations["list_company_views"]["parameters"]["query"]>["folder"];
  /**
   * The largest number of companies to return.
   */
  limit?: NonNullable<operations["list_company_views"]["parameters"]["query"]>["limit"];
}

/** The query parameters of `getAccessGroup`. */
export interface GetAccessGroupQuery {
  /**
   * An addition to the group. `users` adds its members.
   */
  expand?: NonNullable<operations["get_access_group"]["parameters"]["query"]>["expand"];
}

/**
 * One account: a person, or a company token that isn't tied to a person.
 */
export interface User extends Schema<"User"> {
  "guid": Required<Schema<"User">>["guid"];
}

/**
 * One page of a list of users.
 */
export interface UserPage extends Schema<"UserPage"> {
  "links": Required<Schema<"UserPage">>["links"];
}

/**
 * Links to the neighbouring pages.
 */
export interface PageLinks extends Schema<"PageLinks"> {
  "next"?: Required<Schema<"PageLinks">>["next"];
}

/**
 * The access control group a user belongs to.
 */
export interface UserGroup extends Schema<"UserGroup"> {
  "guid"?: Required<Schema<"UserGroup">>["guid"];
}

/**
 * A role a user has.
 */
export interface UserRole extends Schema<"UserRole"> {
  "name"?: Required<Schema<"UserRole">>["name"];
}

/**
 * A feature and its value for a user.
 */
export interface Feature extends Schema<"Feature"> {
  "slug"?: Required<Schema<"Feature">>["slug"];
}

/**
 * A user to create.
 */
export interface NewUser extends Schema<"NewUser"> {
  "friendly_name": Required<Schema<"NewUser">>["friendly_name"];
}

/**
 * The fields to change. At least one; those left out stay as they are.
 */
export interface UserChanges extends Schema<"UserChanges"> {
  "friendly_name"?: Required<Schema<"UserChanges">>["friendly_name"];
}

/**
 * The users to read.
 */
export interface UserQuery extends Schema<"UserQuery"> {
  "guid": Required<Schema<"UserQuery">>["guid"];
}

/**
 * A role to give to a user.
 */
export interface RoleAssignment extends Schema<"RoleAssignment"> {
  "slug": Required<Schema<"RoleAssignment">>["slug"];
}

/**
 * A feature and its new value.
 */
export interface FeatureSetting extends Schema<"FeatureSetting"> {
  "slug": Required<Schema<"FeatureSetting">>["slug"];
}

/**
 * The documented states of an account. Created: it exists, and the user hasn't activated it yet. Activated: the
 * user activated it. Deactivated: it is switched off.
 *
 * @useDeclaredType
 */
export type AccountStatus = Schema<"AccountStatus">;

/**
 * The state of an account, which can be one that isn't documented yet.
 *
 * @useDeclaredType
 */
export type UserStatus = Schema<"UserStatus">;

/**
 * The roles seen so far: User, Admin, Group Admin and Portfolio Manager, in this order, then the roles of other
 * products.
 *
 * @useDeclaredType
 */
export type KnownRole = Schema<"KnownRole">;

/**
 * The short name of a role. The service can add roles.
 *
 * @useDeclaredType
 */
export type RoleSlug = Schema<"RoleSlug">;

/**
 * The features seen so far, Work From Home and Financial Quantification.
 *
 * @useDeclaredType
 */
export type KnownFeature = Schema<"KnownFeature">;

/**
 * The short name of a feature.
 *
 * @useDeclaredType
 */
export type FeatureSlug = Schema<"FeatureSlug">;

/**
 * The value of a feature, mostly true (on) or false (off).
 *
 * @useDeclaredType
 */
export type FeatureValue = Schema<"FeatureValue">;

/**
 * The landing pages seen so far.
 *
 * @useDeclaredType
 */
export type KnownLandingPage = Schema<"KnownLandingPage">;

/**
 * The first page of the platform for this user.
 *
 * @useDeclaredType
 */
export type LandingPage = Schema<"LandingPage">;

/**
 * Known attributes to sort by.
 *
 * @useDeclaredType
 */
export type KnownSortKey = Schema<"KnownSortKey">;

/**
 * An attribute to sort by, written as in the response. A leading `-` reverses the order. The service sorts by more
 * attributes than the known ones.
 *
 * @useDeclaredType
 */
export type SortKey = Schema<"SortKey">;

/**
 * Known additions to an access control group.
 *
 * @useDeclaredType
 */
export type KnownGroupExpansion = Schema<"KnownGroupExpansion">;

/**
 * An addition to an access control group. The service can add more.
 *
 * @useDeclaredType
 */
export type GroupExpansion = Schema<"GroupExpansion">;

/**
 * The states of two-factor authentication. Enabled: the user has set up a second factor. Pending: it is required,
 * and the user hasn't set it up. Not Enabled: neither.
 *
 * @useDeclaredType
 */
export type KnownMfaStatus = Schema<"KnownMfaStatus">;

/**
 * The user's state of two-factor authentication. Only `list_users` returns it.
 *
 * @useDeclaredType
 */
export type MfaStatus = Schema<"MfaStatus">;

/**
 * A date and time in UTC, documented as `YYYY-MM-DDTHH:MM:SSZ`. Values with fractions of a second
 * (`2020-05-18T17:57:54.400803Z`) and values without `T` and zone (`2024-04-01 12:34:56`) occur as well.
 *
 * @useDeclaredType
 */
export type Timestamp = Schema<"Timestamp">;

/**
 * The numbers of the account's users, and the quota of active ones.
 */
export interface UserQuota extends Schema<"UserQuota"> {
  "active_user_count"?: Required<Schema<"UserQuota">>["active_user_count"];
}

/**
 * The companies that a user viewed.
 */
export interface CompanyViews extends Schema<"CompanyViews"> {
  "most_recently_viewed"?: Required<Schema<"CompanyViews">>["most_recently_viewed"];
}

/**
 * A company that a user viewed.
 */
export interface ViewedCompany extends Schema<"ViewedCompany"> {
  "rating"?: Required<Schema<"ViewedCompany">>["rating"];
}

/**
 * The account's access control groups.
 */
export interface AccessGroups extends Schema<"AccessGroups"> {
  "groups": Required<Schema<"AccessGroups">>["groups"];
}

/**
 * An access control group, which determines the companies that its users see.
 */
export interface AccessGroup extends Schema<"AccessGroup"> {
  "guid": Required<Schema<"AccessGroup">>["guid"];
}

/**
 * The description of a failure. No field is guaranteed: some failures have further fields, and some have no
 * body.
 */
export interface ApiError extends Schema<"ApiError"> {
  "detail"?: Required<Schema<"ApiError">>["detail"];
}
