// The scenario of every cell of the matrix: create a user, list all users, get a typed error.

/** A user whom the account doesn't have yet. */
const PERSON = {
  friendly_name: "Matrix",
  formal_name: "Matrix Cell",
  email: "matrix@example.com",
  roles: [{ slug: "customer_user" }],
};

/** Does it with the exports of the package as the cell got them; gives what it saw. */
export async function scenario({ BitsightError, BitsightUsers, ConflictError }, options) {
  const users = new BitsightUsers(options);
  const created = await users.createUser(PERSON);
  const listed = [];
  // Pages of two, so that the list goes on in a second request.
  for await (const user of users.listUsers({ limit: 2 })) listed.push(user.email);
  const error = await users.createUser(PERSON).then(
    () => ({}),
    (error) => error,
  );
  return {
    created: created.email,
    listed: listed.sort(),
    error: {
      name: error.name,
      code: error.code,
      status: error.status,
      conflict: error instanceof ConflictError,
      bitsight: error instanceof BitsightError,
    },
  };
}
