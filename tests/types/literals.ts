// Editors suggest the values that the document lists, although others are allowed as well.
import {
  type AccountStatus,
  BitsightUsers,
  type FeatureSlug,
  type KnownFeature,
  type KnownRole,
  type LandingPage,
  type NewUser,
  type RoleSlug,
  type User,
  type UserStatus,
} from "bitsight-users";

/** What an editor suggests: nothing, where the union was folded into `string`. */
type Suggested<T> = T extends string ? (string extends T ? never : T) : never;
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

holds<Same<Suggested<RoleSlug>, KnownRole>>();
holds<Same<Extract<KnownRole, `customer_${string}`>, "customer_user" | "customer_admin" | "customer_group_admin" | "customer_portfolio_manager">>();
holds<Same<Suggested<FeatureSlug>, KnownFeature>>();
holds<Same<Suggested<UserStatus>, AccountStatus>>();
holds<Same<Suggested<LandingPage>, "DEFAULT" | "SPM" | "TPRM">>();
holds<Same<Suggested<User["status"]>, AccountStatus>>();
holds<Same<Suggested<NonNullable<User["roles"]>[number]["slug"]>, KnownRole>>();
holds<Same<Suggested<NewUser["roles"][number]["slug"]>, KnownRole>>();
// @ts-expect-error that this finds a folded union
holds<Same<Suggested<KnownRole | string>, KnownRole>>();

// Any string will do, known or not, and out comes a string.
const known: RoleSlug = "customer_user";
const other: RoleSlug = "a_role_of_another_product";
const computed: RoleSlug = `customer_${Math.random() > 0.5 ? "user" : "admin"}`;
const text: string = known;
declare const user: User;
const shown: string = user.status === "Activated" ? "active" : (user.status ?? "unknown");
void [other, computed, text, shown];
// @ts-expect-error a slug is a string
const number: RoleSlug = 5;
// @ts-expect-error a status to set is one of three
const closed: AccountStatus = "Suspended";
void [number, closed];

// In filters as well; a status may be one that only the service knows.
const users = new BitsightUsers({ token: "t" });
users.listUsers({ status: ["Activated", "Suspended"], roles_slug: ["customer_user", "another"] });
// @ts-expect-error a list, also of one
users.listUsers({ status: "Activated" });
// @ts-expect-error statuses are strings
users.listUsers({ status: [1] });
