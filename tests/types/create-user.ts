// Right calls compile; wrong ones don't. Every `@ts-expect-error` is a test: where the compiler
// finds nothing wrong, it complains about the comment.
import { BitsightError, BitsightUsers } from "bitsight-users";

const users = new BitsightUsers({ token: "t" });
new BitsightUsers({ token: "t", baseUrl: "https://api.bitsighttech.com/ratings", dangerouslyAllowBrowser: true });
// As programs have them: a value of the environment may be missing.
new BitsightUsers({ token: process.env["BITSIGHT_API_TOKEN"], baseUrl: process.env["BITSIGHT_BASE_URL"] });

const whole = {
  friendly_name: "Arnold",
  formal_name: "Arnold Brown",
  email: "arnold@actorsfilms.us",
  roles: [{ slug: "customer_user" }],
};

// The request.
await users.createUser({ friendly_name: "A", formal_name: "A B", email: "a@b.us", roles: [{ slug: "customer_user" }] });
await users.createUser({ ...whole, roles: [{ slug: "a_role_of_another_product" }] });
await users.createUser({ ...whole, status: "Activated", group: "guid", is_company_api_token: false });
await users.createUser({ ...whole, features: [{ slug: "wfh-ro", value: true }, { slug: "fq-access", value: "some" }] });

// The result.
const user = await users.createUser(whole);
const guid: string = user.guid;
const lastLogin: string | null | undefined = user.last_login_time;
const group: string | null | undefined = user.group?.name;
const slug: string | null | undefined = user.roles?.[0]?.slug;
const value: unknown = user.features?.[0]?.value;
void [guid, lastLogin, group, slug, value];

// The errors.
try {
  await users.createUser(whole);
} catch (error) {
  if (error instanceof BitsightError) {
    const code: string = error.code;
    const asError: Error = error;
    void [code, asError];
  }
}

// @ts-expect-error an argument is required
await users.createUser();
// @ts-expect-error roles is required
await users.createUser({ friendly_name: "A", formal_name: "A B", email: "a@b.us" });
// @ts-expect-error friendly_name is required
await users.createUser({ formal_name: "A B", email: "a@b.us", roles: [{ slug: "customer_user" }] });
// @ts-expect-error a misspelt field
await users.createUser({ ...whole, freindly_name: "A" });
// @ts-expect-error the API's names are not in camelCase
await users.createUser({ ...whole, isCompanyApiToken: true });
// @ts-expect-error a wrong type
await users.createUser({ ...whole, email: 5 });
// @ts-expect-error a role is an object
await users.createUser({ ...whole, roles: ["customer_user"] });
// @ts-expect-error a role has a slug
await users.createUser({ ...whole, roles: [{}] });
// @ts-expect-error a status that doesn't exist
await users.createUser({ ...whole, status: "activated" });
// @ts-expect-error in a request, a group is its guid
await users.createUser({ ...whole, group: { guid: "g", name: "G" } });
// @ts-expect-error null isn't a name
await users.createUser({ ...whole, formal_name: null });
// @ts-expect-error an undocumented field may exist, with any type
const nickname: string = user["nickname"];
// @ts-expect-error before the first login there is no time
const always: string = user.last_login_time;
// @ts-expect-error a method that doesn't exist
await users.createUsers([whole]);
// @ts-expect-error a misspelt option
new BitsightUsers({ token: "t", baseURL: "https://api.bitsighttech.com/ratings" });
// @ts-expect-error the token is a string
new BitsightUsers({ token: 5 });
void [always, nickname];

export {};
