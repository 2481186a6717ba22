// Requests of the module as calls of the client, and their outcomes as answers.

import type { BitsightUsers } from "../client.js";
import type { BitsightError } from "../errors.js";
import type { NewUser, UserChanges } from "../generated/operations.js";
import type { RequestOptions } from "../options.js";
import type { ResponsePromise } from "../response.js";

/** A request, as the module writes it. */
export type Request =
  | { operation: "list_users"; limit: number; offset: number; email?: string; is_company_api_token?: boolean; is_available_for_contact?: boolean }
  | { operation: "get_current_user" | "list_access_groups" | "get_user_quota" }
  | { operation: "create_user"; body: NewUser }
  | { operation: "edit_user"; user_guid: string; body: UserChanges }
  | { operation: "get_user" | "delete_user" | "require_mfa" | "resend_activation_email"; user_guid: string };

/** What became of a request: the body of a success, or a failure as JSON. */
export type Answer = { body: string | undefined } | { failure: string; cause: unknown };

/** No request but the one that the module asks for, and values as the list has them: the plan has warned of them. */
const ONCE = { maxRetries: 0, settleTime: 0, lookUpConflicts: false, allowSimilarValues: true };

/** Sends a request once: when to send again is the module's decision. */
export async function send(users: BitsightUsers, request: Request, signal: AbortSignal): Promise<Answer> {
  try {
    const { response } = await call(users, request, { signal, ...ONCE }).withResponse();
    return { body: response.text };
  } catch (cause) {
    return { failure: JSON.stringify(failureOf(cause)), cause };
  }
}

function call(users: BitsightUsers, request: Request, options: RequestOptions): ResponsePromise<unknown> {
  switch (request.operation) {
    case "list_users": {
      const { operation: _, ...query } = request;
      return users.listUsers(query, options);
    }
    case "get_current_user":
      return users.getCurrentUser(options);
    case "get_user":
      return users.getUser(request.user_guid, options);
    case "list_access_groups":
      return users.listAccessGroups(options);
    case "get_user_quota":
      return users.getUserQuota(options);
    case "create_user":
      return users.createUser(request.body, options);
    case "edit_user":
      return users.editUser(request.user_guid, request.body, options);
    case "delete_user":
      return users.deleteUser(request.user_guid, options);
    case "require_mfa":
      return users.requireMfa(request.user_guid, options);
    case "resend_activation_email":
      return users.resendActivationEmail(request.user_guid, options);
    default:
      // A request that this package has no operation for. It isn't sent, and sending it again is no help.
      throw { code: "unsupported", status: 404, effect: "none" };
  }
}

/** A failure as the module reads it. */
function failureOf(cause: unknown): object {
  const { status, code, effect, retryAfter } = (cause ?? {}) as Partial<BitsightError>;
  const isKnown = typeof code === "string";
  return {
    status,
    code: isKnown ? code : "cancelled",
    // A request that was cut off may have taken effect.
    effect: isKnown ? (effect ?? "possible") : "possible",
    retry_after_ms: retryAfter === undefined ? null : Math.round(retryAfter * 1000),
  };
}

/** The service's address of a client. */
export function hostOf(users: BitsightUsers): string {
  return (users.toJSON() as { baseUrl: string }).baseUrl;
}
