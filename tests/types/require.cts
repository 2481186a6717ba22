// The package's types in a CommonJS program.
import bitsight = require("bitsight-users");

const users: bitsight.BitsightUsers = new bitsight.BitsightUsers({ token: "t" });
const created: Promise<{ guid: string }> = users.createUser({
  friendly_name: "Arnold",
  formal_name: "Arnold Brown",
  email: "arnold@actorsfilms.us",
  roles: [{ slug: "customer_user" }],
});
created.catch((error: unknown) => error instanceof bitsight.BitsightError && error.code);
// @ts-expect-error a misspelt field
void users.createUser({ freindly_name: "Arnold" });
