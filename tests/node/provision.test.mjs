// Provisioning against the mock: plans, runs, journals, and what may not be done.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import {
  Account,
  apply,
  audit,
  describe,
  exportUsers,
  plan,
  ProvisionError,
  readAccount,
  resume,
  unfinished,
} from "bitsight-users/provision";
import { fileJournal } from "bitsight-users/provision/file";

import { account, numberedSeed } from "../support/account.mjs";
import { TOKEN } from "../support/mock.mjs";

/** A list of people at example.com who aren't in the account. */
const people = (count) =>
  "email,formal_name,friendly_name,role\n" +
  Array.from({ length: count }, (_, index) => `person${index}@example.com,Person ${index},P${index},customer_user\n`).join("");

/** A journal in a folder of its own. */
async function journalFile(t) {
  const folder = await mkdtemp(join(tmpdir(), "journal-"));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, "people.journal");
}

/** The report of a run, and its other events. */
async function finished(run) {
  const events = [];
  for await (const event of run) events.push(event);
  const { type, ...last } = events.pop();
  assert.equal(type, "report");
  assert.ok(events.every((event) => event.type === "outcome"));
  return { ...last, events };
}

/** The error with this code. */
async function refused(code, act) {
  const error = await act().then(
    () => assert.fail(`it should have been refused with ${code}`),
    (error) => error,
  );
  assert.ok(error instanceof ProvisionError, String(error?.stack));
  assert.equal(error.code, code, error.message);
  return error;
}

test("a list is applied once, and then there is nothing to do", async (t) => {
  const { client, users, inFlight } = await account(t, numberedSeed(130));
  const path = await journalFile(t);
  const journal = fileJournal(path);
  const first = await plan(client, { csv: people(40), journal });
  assert.equal(first.items.filter(({ status }) => status === "planned").length, 40);
  assert.match(await describe(first), /40 planned, 130 unmanaged/);

  const { report, rest, text, events } = await finished(apply(client, first, { journal }));
  assert.equal(report.finished, true, text);
  assert.equal(report.counts.done, 40, text);
  assert.equal(rest, undefined);
  assert.equal(events.length, 40);
  assert.deepStrictEqual([...new Set(events.map(({ item }) => item.action))], ["create"]);
  assert.equal((await users()).length, 170);
  assert.equal(await inFlight(), 0);
  if (process.platform !== "win32") assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.ok(!(await readFile(path, "utf8")).includes(TOKEN));

  const second = await plan(client, { csv: people(40), journal });
  assert.deepStrictEqual(second.items.filter(({ status }) => status === "planned"), []);
  await refused("plan_used", () => finished(apply(client, first, { journal })));
});

test("an aborted run finishes what is under way, and goes on later", async (t) => {
  const { client, users } = await account(t, numberedSeed(3));
  const journal = fileJournal(await journalFile(t));
  const planned = await plan(client, { csv: people(30), journal });
  const stop = new AbortController();
  let done = 0;
  let last;
  for await (const event of apply(client, planned, { journal, signal: stop.signal })) {
    if (event.type === "outcome" && (done += 1) === 10) stop.abort();
    last = event;
  }
  assert.equal(last.report.finished, false);
  assert.equal(last.report.stopped, "interrupted");
  assert.equal(last.report.counts.unresolved, undefined, last.text);
  assert.ok(last.report.counts.not_started > 10, last.text);
  assert.equal(last.rest.trim().split("\n").length - 1, last.report.counts.not_started);

  const left = await unfinished(journal);
  assert.equal(left.hash, planned.hash);
  const { report, text } = await finished(resume(client, { journal }));
  assert.equal(report.counts.done, 30, text);
  assert.equal((await users()).length, 33);
  assert.equal(await unfinished(journal), undefined);
  await refused("nothing_to_resume", () => finished(resume(client, { journal })));
});

test("a run that is left at once creates nobody twice", { timeout: 100_000 }, async (t) => {
  const { client, users, inject } = await account(t, numberedSeed(3));
  await inject({ kind: "delay", ms: 300, operation: "create_user", times: null });
  const journal = fileJournal(await journalFile(t));
  const planned = await plan(client, { csv: people(9), journal });
  // By the end of the loop.
  for await (const _ of apply(client, planned, { journal })) break;
  // By the second signal.
  const leave = new AbortController();
  setTimeout(() => leave.abort(), 400);
  const { report: cut } = await finished(apply(client, planned, { journal, leaveSignal: leave.signal }));
  assert.equal(cut.finished, false);
  assert.ok(cut.counts.unresolved > 0, JSON.stringify(cut.counts));
  const { report, text } = await finished(apply(client, planned, { journal }));
  // A request that was cut off on its way was looked for, and isn't sent again.
  const { done, unresolved = 0 } = report.counts;
  assert.equal(done + unresolved, 9, text);
  assert.ok(unresolved <= 3, text);
  assert.equal((await users()).length, 3 + done, text);
});

test("an aborted signal begins nothing", async (t) => {
  const { client, sent, forget } = await account(t, numberedSeed(3));
  const journal = fileJournal(await journalFile(t));
  const planned = await plan(client, { csv: people(1), journal });
  await forget();
  const reason = new Error("no");
  const signal = AbortSignal.abort(reason);
  await assert.rejects(finished(apply(client, planned, { journal, signal })), reason);
  await assert.rejects(plan(client, { csv: people(1), signal }), reason);
  assert.deepStrictEqual(await sent(), []);
});

test("two runs can't use one journal, and the lock of a run ends with it", async (t) => {
  const { client } = await account(t, numberedSeed(3));
  const path = await journalFile(t);
  const [one, other] = [fileJournal(path), fileJournal(path)];
  const planned = await plan(client, { csv: people(2), journal: one });
  const first = apply(client, planned, { journal: one });
  await first.next();
  const { message } = await refused("journal_locked", () => finished(apply(client, planned, { journal: other })));
  assert.match(message, new RegExp(`process ${process.pid} `));
  await first.return();
  await finished(apply(client, planned, { journal: other }));
});

test("a journal that can't be written stops everything", async (t) => {
  const { client, users } = await account(t, numberedSeed(3));
  const cause = new Error("the disk is full");
  let lines = 0;
  const journal = {
    lock: async () => () => {},
    read: async () => new Uint8Array(),
    append: async () => {
      if ((lines += 1) > 2) throw cause;
    },
  };
  const planned = await plan(client, { csv: people(12), journal });
  const error = await refused("journal_failed", () => finished(apply(client, planned, { journal })));
  assert.equal(error.cause, cause);
  assert.ok((await users()).length <= 3 + 3);
});

test("faults of a list are named by line and column", async (t) => {
  const { client } = await account(t, numberedSeed(3));
  const { problems, message } = await refused("invalid_list", () => plan(client, { csv: "email,rolle\na@example.com,x\n" }));
  assert.deepStrictEqual(
    problems.map(({ code, line, column, field }) => ({ code, line, column, field })),
    [{ code: "unknown_column", line: 1, column: 7, field: "rolle" }],
  );
  assert.match(message, /did you mean "role"\?/);
  const utf16 = new Uint8Array([0xff, 0xfe, 0x65, 0]);
  const { problems: [encoding] } = await refused("invalid_list", () => plan(client, { csv: utf16 }));
  assert.equal(encoding.code, "wrong_encoding");
  await refused("invalid_policy", () => plan(client, { csv: people(1), policy: { allow_delete: 1 } }));
  await refused("invalid_argument", () => plan(client, {}));
  await refused("invalid_argument", () => plan(client, { csv: people(1), json: "{}" }));
});

test("a list can be text, bytes, a file or an object", async (t) => {
  const { client } = await account(t, numberedSeed(3));
  const read = await readAccount(client);
  const csv = people(1);
  const hashes = new Set();
  for (const given of [csv, new TextEncoder().encode(csv), new Blob([csv])]) {
    hashes.add((await read.plan({ csv: given })).input);
  }
  assert.equal(hashes.size, 1);
  const json = { version: 1, policy: { max_creates_per_month: 0 }, users: [{ email: "a@example.com", formal_name: "A", friendly_name: "A", role: "customer_user" }] };
  const { items } = await read.plan({ json });
  assert.equal(items[0].status, "deferred");
});

test("a plan that was changed, or made for another service, is refused", async (t) => {
  const { client } = await account(t, numberedSeed(3));
  const journal = fileJournal(await journalFile(t));
  const planned = await plan(client, { csv: people(1) });
  const changed = { ...planned, policy: { ...planned.policy, allow_deletes: 100 } };
  await refused("plan_changed", () => finished(apply(client, changed, { journal })));
  const other = await account(t, numberedSeed(3));
  await refused("other_host", () => finished(apply(other.client, planned, { journal })));
});

test("planning an exported account changes nothing", async (t) => {
  const { client } = await account(t, numberedSeed(130));
  const { csv, omitted } = await exportUsers(client);
  assert.equal(csv.trim().split("\n").length, 131);
  assert.deepStrictEqual(omitted, []);
  const { items } = await plan(client, { csv });
  assert.deepStrictEqual([...new Set(items.map(({ status }) => status))], ["unchanged"]);
});

test("an audit says who needs attention, and proposes a plan", async (t) => {
  const { client } = await account(t, numberedSeed(8));
  const { findings } = await audit(client, { idleDays: 30 });
  const waiting = findings.filter(({ finding }) => finding === "never_activated").map(({ email }) => email);
  assert.deepStrictEqual(waiting.sort(), ["user3@example.com", "user7@example.com"]);
  const proposed = await (await readAccount(client)).auditPlan();
  const resent = proposed.items.filter(({ action }) => action === "resend_activation").map(({ email }) => email);
  assert.deepStrictEqual(resent.sort(), waiting);
});

test("the token's own user is known, and is neither deleted nor demoted", async (t) => {
  const role = (slug) => ({ roles: [{ slug }], status: "Activated" });
  const { users } = numberedSeed(40);
  const admins = users.slice(0, 4).map((user) => ({ ...user, ...role("customer_admin") }));
  const { client, sent } = await account(t, { users: [...admins, ...users.slice(4)] });
  const read = await readAccount(client);
  assert.ok((await sent()).includes("GET /ratings/v2/users/current"));
  assert.notEqual(read.own, null);
  const verdicts = async (csv) => {
    const { items } = await read.plan({ csv, policy: { allow_deletes: 2 } });
    return items.filter(({ line }) => line !== undefined).map(({ status, reason }) => `${status} ${reason}`);
  };
  // The mock's tokens belong to the first administrator.
  assert.deepStrictEqual(await verdicts("email,state\nuser1@example.com,absent\nuser2@example.com,absent\n"), [
    "blocked own_user",
    "planned listed_absent",
  ]);
  assert.deepStrictEqual(await verdicts("email,role\nuser1@example.com,customer_user\n"), ["blocked own_user"]);
});

test("an account that can't be read is an error with its cause", async (t) => {
  const { client, inject } = await account(t, numberedSeed(3));
  await inject({ kind: "status", status: 401, operation: "list_users", times: null });
  const error = await refused("account_unreadable", () => exportUsers(client));
  assert.equal(error.cause.code, "authentication");
});

test("planning ten thousand rows against ten thousand users takes about a second", async () => {
  const count = 10_000;
  const users = Array.from({ length: count }, (_, index) => ({
    guid: `guid-${index}`,
    email: `person${index}@example.com`,
    formal_name: "Old Name",
    friendly_name: "Old",
    status: "Activated",
    roles: [{ slug: "customer_user" }],
  }));
  const rows = users.map(({ email }, index) => `${email.toUpperCase()},${index % 10 === 0 ? "New" : "Old"} Name\n`);
  const read = await Account.from({ host: "h", current_user: { guid: "guid-0" }, users });
  const before = process.cpuUsage();
  const { items } = await read.plan({ csv: `email,formal_name\n${rows.join("")}` });
  const { user, system } = process.cpuUsage(before);
  assert.equal(items.filter(({ status }) => status === "planned").length, count / 10);
  // In microseconds of the processor, and with room for a slow machine. Comparing each row with each user takes minutes.
  assert.ok(user + system < 4_000_000, `${(user + system) / 1e6} s`);
});
