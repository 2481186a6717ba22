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
  console.log(`created ${user.formal_name} <${user.email}>`);
  console.log(`  guid    ${user.guid}`);
  console.log(`  status  ${user.status}`);
  console.log(`  group   ${user.group.name}`);
  console.log(`  roles   ${user.roles.map((role) => `${role.name} (${role.slug})`).join(", ")}`);
} catch (error) {
  if (!(error instanceof BitsightError)) throw error;
  console.error(`no user was created (${error.code}): ${error.message}`);
  process.exitCode = 1;
}
