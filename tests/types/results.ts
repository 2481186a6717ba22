// The results of calls: promises with access to the response. Lists can be iterated as well.
import { type AccessGroup, BitsightUsers, type EnsuredUser, type ListPage, type PagePromise, type ResponsePromise, type User, type UserPage } from "bitsight-users";

const users = new BitsightUsers({ token: "t" });

const promise: ResponsePromise<User> = users.getUser("g");
const plain: Promise<User> = promise;
const user: User = await plain;
const { data, response } = await users.getUser("g").withResponse();
const same: User = data;
const status: number = response.status;
const limit: string | null = response.headers.get("x-limit");
const text: string | undefined = response.text;
const recovered: boolean = response.recovered;
void [user, same, status, limit, text, recovered];

// Lists.
const list: PagePromise<UserPage, User> = users.listUsers({ limit: 10, sort: ["-joined_time"], is_company_api_token: false });
const page: UserPage = await list;
const count: number = page.count;
for await (const one of users.listUsers()) {
  const email: string = one.email;
  void email;
}
for await (const one of users.listUsers().pages()) {
  const each: ListPage<User> = one;
  const first: User | undefined = one.results[0];
  void [each, first];
}
void count;

// Edits: a field that isn't set stays; null clears it.
const edited: User | undefined = await users.editUser("g", { group: null, features: [] });
const nothing: void = await users.deleteUser("g");
const quota = await users.getUserQuota();
const left: number | null | undefined = quota.remaining_active_quota;
const groups = await users.listAccessGroups();
const views = await users.listCompanyViews("g", { days_back: 30 });
void [edited, nothing, left, groups, views];

// Methods of several requests.
const found: User | undefined = await users.userByEmail("arnold@actorsfilms.us");
const group: AccessGroup | undefined = await users.accessGroupByName("Analytics Team");
const ensured: EnsuredUser = await users.ensureUser({
  friendly_name: "Arnold",
  formal_name: "Arnold Brown",
  email: "arnold@actorsfilms.us",
  roles: [{ slug: "customer_user" }],
});
const created: boolean = ensured.created;
const { response: details } = await users.ensureUser({ friendly_name: "A", formal_name: "A", email: "a@b.us", roles: [] }).withResponse();
const requests: number = details.attempts;
void [found, group, ensured.user.guid, created, requests];
// @ts-expect-error the user may be missing
(await users.userByEmail("arnold@actorsfilms.us")).guid;
// @ts-expect-error the fields of a new user are required
await users.ensureUser({ email: "arnold@actorsfilms.us" });

// @ts-expect-error an edit may return nothing
const always: User = await users.editUser("g", {});
// @ts-expect-error the status can't be edited
await users.editUser("g", { status: "Deactivated" });
// @ts-expect-error a misspelt filter
users.listUsers({ state: ["Activated"] });
// @ts-expect-error the service's own spelling has a dot, which no argument has
users.listUsers({ "roles.slug": ["customer_user"] });
// @ts-expect-error a single user can't be iterated
for await (const one of users.getUser("g")) void one;
// @ts-expect-error a list is of users
const names: string[] = (await users.listUsers()).results;
// @ts-expect-error a response is read-only
response.status = 200;
// @ts-expect-error the guid is required
await users.deleteUser();
// @ts-expect-error which is a string
await users.getUser(5);
void [always, names];
