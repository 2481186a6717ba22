// The types of provisioning: what is right compiles, and what isn't doesn't.
import { BitsightUsers } from "bitsight-users";
import {
  Account,
  apply,
  audit,
  describe,
  exportUsers,
  indexedDbJournal,
  type Journal,
  type List,
  plan,
  type Plan,
  ProvisionError,
  readAccount,
  resume,
  type RunEvent,
  unfinished,
} from "bitsight-users/provision";
import { fileJournal } from "bitsight-users/provision/file";

const users = new BitsightUsers({ token: "t" });
const journal: Journal = fileJournal("people.journal");
const inPage: Journal = indexedDbJournal("people");
const { signal } = new AbortController();

const list: List = { version: 1, users: [{ email: "arnold@actorsfilms.us", role: "customer_user", features: { "wfh-ro": true } }] };
// @ts-expect-error: columns are checked
const wrong: List = { version: 1, users: [{ email: "arnold@actorsfilms.us", rolle: "customer_user" }] };

const planned: Plan = await plan(users, { csv: "email\n", policy: { allow_deletes: 2, scope: { domains: ["actorsfilms.us"] } }, journal, signal });
await plan(users, { json: list });
await plan(users, { csv: new Uint8Array(), journal: inPage });
// @ts-expect-error: a list is needed
await plan(users, { journal });
// @ts-expect-error: in one form
await plan(users, { csv: "email\n", json: list });
// @ts-expect-error: options of the policy are checked
await plan(users, { csv: "email\n", policy: { allowDeletes: 2 } });

const status: "planned" | "unchanged" | string = planned.items[0]!.status;
// @ts-expect-error: statuses are known
const never: boolean = planned.items[0]!.status === "finished";
const after: unknown = planned.items[0]!.after?.["role"];

for await (const event of apply(users, planned, { journal, signal, leaveSignal: signal, resendUnresolved: false })) {
  const one: RunEvent = event;
  if (event.type === "outcome") {
    const code: string | undefined = event.outcome.code;
    const action: "create" | "edit" | "rename" | "delete" | "require_mfa" | "resend_activation" | undefined = event.item.action;
    void [one, code, action];
  } else {
    const rest: string | undefined = event.rest;
    const done: number | undefined = event.report.counts["done"];
    void [rest, done];
  }
}
// @ts-expect-error: a journal is needed
apply(users, planned, { signal });
for await (const event of resume(users, { journal, settleOnly: true })) void event.type;
const left: Plan | undefined = await unfinished(journal);
const table: string = await describe(planned);

const account: Account = await readAccount(users, { signal });
const proposed: Plan | undefined = await account.auditPlan({ idleDays: 90, journal });
for (const finding of (await audit(users, { idleDays: 90 })).findings) {
  if (finding.finding === "idle") {
    const days: number | null = finding.days;
    void days;
  }
}
const { csv, omitted }: { csv: string; omitted: string[] } = await exportUsers(users);
try {
  await plan(users, { csv });
} catch (error) {
  if (error instanceof ProvisionError && error.code === "invalid_list") {
    const line: number | undefined = error.problems[0]?.line;
    void line;
  }
}
void [wrong, status, never, after, left, table, proposed, omitted];
