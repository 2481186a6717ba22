// The scenario in TypeScript, as an ES module.
import {
  type AnyBitsightError,
  BitsightError,
  BitsightUsers,
  type ClientOptions,
  ConflictError,
  type NewUser,
  type User,
} from "bitsight-users";

const options: ClientOptions = { token: process.env["BITSIGHT_API_TOKEN"] };
const users = new BitsightUsers(options);
const person: NewUser = {
  friendly_name: "Matrix",
  formal_name: "Matrix Cell",
  email: "matrix@example.com",
  roles: [{ slug: "customer_user" }],
};
const created: User = await users.createUser(person);
const listed: string[] = [];
for await (const user of users.listUsers({ limit: 2 })) listed.push(user.email);
const outcome = { created: created.email, listed: listed.sort(), error: {} };
try {
  await users.createUser(person);
} catch (caught) {
  const error = caught as AnyBitsightError;
  outcome.error = {
    name: error.name,
    code: error.code,
    status: error.status,
    conflict: error instanceof ConflictError,
    bitsight: error instanceof BitsightError,
  };
}
console.log(`OUTCOME ${JSON.stringify(outcome)}`);
