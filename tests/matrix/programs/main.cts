// The scenario in TypeScript, as a CommonJS module.
import bitsight = require("bitsight-users");

async function main(): Promise<void> {
  const users = new bitsight.BitsightUsers({ token: process.env["BITSIGHT_API_TOKEN"] });
  const person: bitsight.NewUser = {
    friendly_name: "Matrix",
    formal_name: "Matrix Cell",
    email: "matrix@example.com",
    roles: [{ slug: "customer_user" }],
  };
  const created: bitsight.User = await users.createUser(person);
  const listed: string[] = [];
  for await (const user of users.listUsers({ limit: 2 })) listed.push(user.email);
  const outcome = { created: created.email, listed: listed.sort(), error: {} };
  try {
    await users.createUser(person);
  } catch (error) {
    if (!(error instanceof bitsight.BitsightError)) throw error;
    outcome.error = {
      name: error.name,
      code: error.code,
      status: error.status,
      conflict: error instanceof bitsight.ConflictError,
      bitsight: true,
    };
  }
  console.log(`OUTCOME ${JSON.stringify(outcome)}`);
}
void main();
