// The fault matrix: every operation with every fault of tests/faults.json, in JavaScript. The rule is
// that of tests/tests/faults, which reads the same file: no user is created twice; nothing takes effect
// without the caller being told that it did or may have; no call outlasts its deadline; no failure
// lacks a code. The table is printed, and left in target/fault-matrix-javascript.txt.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BitsightError, BitsightUsers, InternalError } from "bitsight-users";

import { account, read } from "../support/account.mjs";
import { newUser } from "../support/documented.mjs";
import { TOKEN } from "../support/mock.mjs";

/** Most cells wait most of the time; more at once would be late because of each other. */
const AT_ONCE = 16;

const plan = read("tests/faults.json");

/** How each operation is called, about its subject. */
const CALLS = {
  list_users: (users) => users.listUsers(),
  create_user: (users, email, asked) => users.createUser(newUser({ email, ...asked })),
  get_user: (users, guid) => users.getUser(guid),
  edit_user: (users, guid) => users.editUser(guid, { friendly_name: "After" }),
  delete_user: (users, guid) => users.deleteUser(guid),
  require_mfa: (users, guid) => users.requireMfa(guid),
  reset_mfa: (users, guid) => users.resetMfa(guid),
  resend_activation_email: (users, guid) => users.resendActivationEmail(guid),
  get_user_quota: (users) => users.getUserQuota(),
  list_company_views: (users, guid) => users.listCompanyViews(guid),
  list_access_groups: (users) => users.listAccessGroups(),
  get_current_user: (users) => users.getCurrentUser(),
  edit_current_user: (users) => users.editCurrentUser({ friendly_name: "After" }),
  query_users: (users, guid) => users.queryUsers({ guid: [guid] }),
  reset_pending_mfa: (users, guid) => users.resetPendingMfa(guid),
  get_access_group: (users) => users.getAccessGroup("bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb"),
};

/** How the server's state shows how often an operation took effect. Emails leave no trace in users. */
const DONE = {
  create_user: (users, email) => users.filter((user) => user.email === email).length,
  edit_user: (users, guid) => users.filter((user) => user.guid === guid && user.friendly_name === "After").length,
  edit_current_user: (users, guid) => users.filter((user) => user.guid === guid && user.friendly_name === "After").length,
  reset_pending_mfa: (users, guid) => users.filter((user) => user.guid === guid && user.mfa_status === "Not Enabled").length,
  delete_user: (users, guid) => (users.some((user) => user.guid === guid) ? 0 : 1),
  require_mfa: (users, guid) => users.filter((user) => user.guid === guid && user.mfa_status === "Pending").length,
  reset_mfa: (users, guid) => users.filter((user) => user.guid === guid && user.mfa_status === "Not Enabled").length,
  resend_activation_email: (_users, _guid, requests) =>
    requests.filter((request) => request.status === 200).reduce((sum, { delivered }) => sum + delivered, 0),
};

const isRead = (operation) => DONE[operation] === undefined;
const SAYS = { none: "not done", possible: "maybe done" };

test("every operation keeps the rule under every fault", async (t) => {
  assert.deepStrictEqual(Object.keys(CALLS), Object.keys(plan.operations));
  const cells = Object.keys(plan.operations).flatMap((operation) =>
    plan.faults.flatMap(({ except = [], ...row }) => {
      if (except.includes(operation)) return [];
      // For creations also with their look-ups struck.
      const strikes = operation === "create_user" ? ["once", "always", "everything"] : ["once", "always"];
      return strikes.map((strikes) => ({ operation, ...row, strikes }));
    }),
  );
  let next = 0;
  const worker = async () => {
    const mock = await account(t);
    while (next < cells.length) await run(cells[next++], mock);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const table = print(cells);
  const folder = join(process.env.BITSIGHT_USERS_ROOT, "target");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "fault-matrix-javascript.txt"), table);
  console.log(table);
  const broken = cells.filter((cell) => cell.broken.length > 0);
  assert.equal(broken.length, 0, `${broken.length} cells break the rule:\n${print(broken)}`);
});

/** Runs a cell, and adds to it what came of it. */
async function run(cell, mock) {
  const { operation, fault, options, asked, strikes } = cell;
  const { limits } = plan;
  await mock.reset(plan.seed);
  if (options) await mock.options(options);
  if (fault) {
    await mock.inject({
      ...fault,
      ...(strikes === "everything" ? {} : { operation }),
      ...(strikes === "once" ? {} : { times: null }),
    });
  }
  const users = new BitsightUsers({
    token: TOKEN,
    baseUrl: mock.url,
    timeout: limits.attempt_ms,
    totalTimeout: limits.total_ms,
    settleTime: limits.settle_ms,
    maxRetries: limits.max_retries,
  });
  const subject = plan.operations[operation];
  const start = performance.now();
  const [response, error] = await CALLS[operation](users, subject, asked)
    .withResponse()
    .then(({ response }) => [response, undefined], (error) => [undefined, error]);
  const elapsed = performance.now() - start;
  const requests = await settled(mock);
  const done = DONE[operation]?.(await mock.users(), subject, requests) ?? 0;

  cell.outcome = error === undefined ? (response.recovered ? "ok, recovered" : "ok") : String(error.code);
  cell.attempts = (response ?? error).attempts;
  cell.says = error === undefined ? "done" : SAYS[error.effect];
  cell.server = isRead(operation) ? "-" : ["not done", "done"][done] ?? `done ${done} times`;
  cell.broken = [];
  if (elapsed > limits.total_ms + limits.slack_ms) cell.broken.push(`it took ${Math.round(elapsed)} ms`);
  if (operation === "create_user" && done > 1) cell.broken.push("created twice");
  const expected = cell.expect?.[operation];
  if (expected && strikes === "once" && ![cell.outcome, cell.says].includes(expected)) {
    cell.broken.push(`should be: ${expected}`);
  }
  if (error === undefined) {
    if (!isRead(operation) && done === 0) cell.broken.push("reported as done, and is not");
    return;
  }
  if (!(error instanceof BitsightError) || error instanceof InternalError) cell.broken.push(`no proper code: ${error.stack}`);
  // A request that was delivered twice, and is refused because it is done: the refusal says how things
  // are, though not who did it.
  const namesState = fault?.second_answer && ["conflict", "not_found", "validation"].includes(error.code);
  if (error.effect === "none" && done > 0 && !namesState) cell.broken.push("done, and not told");
  if (error.effect !== "none" && isRead(operation)) cell.broken.push("a read with an effect");
}

/** The requests, once those that take effect late have done so. */
async function settled(mock) {
  for (;;) {
    const requests = await mock.requests();
    if (!requests.some(({ pending }) => pending)) return requests;
  }
}

function print(cells) {
  const head = ["operation", "fault", "strikes", "outcome", "attempts", "client says", "server"];
  const rows = cells.map(({ operation, name, strikes, outcome, attempts, says, server, broken }) => [
    operation, name, strikes, outcome, String(attempts), String(says), server + broken.map((what) => ` !! ${what}`).join(""),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  return [head, ...rows]
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd()}\n`)
    .join("");
}
