// Creates a user: BITSIGHT_API_TOKEN=... node create-user.mjs
// BITSIGHT_BASE_URL points it at another server, such as the mock (`cargo xtask mock`).
import { BitsightError, BitsightUsers } from "bitsight-users";

const users = new BitsightUsers({
  token: process.env.BITSIGHT_API_TOKEN,
  baseUrl: process.env.BITSIGHT_BASE_URL,
});

try {
  const user = await users.createUser({
    friendly_name: "Arnold",
    formal_name: "Arnold Brown",
    email: "arnold@actorsfilms.us",
    roles: [{ slug: "customer_user" }],
  });
  console.log(`created ${user.email}`);
  console.log(`  guid    ${user.guid}`);
  // All but the guid and the email can be missing.
  console.log(`  name    ${user.formal_name ?? "unknown"}`);
  console.log(`  status  ${user.status ?? "unknown"}`);
  console.log(`  group   ${user.group?.name ?? "unknown"}`);
  console.log(`  roles   ${user.roles?.map((role) => role.slug).join(", ") ?? "unknown"}`);
} catch (error) {
  if (!(error instanceof BitsightError)) throw error;
  console.error(`no user was created (${error.code}): ${error.message}`);
  process.exitCode = 1;
}
