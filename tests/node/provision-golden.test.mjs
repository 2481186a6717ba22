// The golden files of crates/provision: the same lists, accounts and journals lead to the same plans and steps here.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { Account } from "bitsight-users/provision";

import { read, readText } from "../support/account.mjs";

const FOLDER = "crates/provision/tests";
const NOW = new Date("2026-11-30T08:00:00Z");
const folders = (name) => readdirSync(join(process.env.BITSIGHT_USERS_ROOT, FOLDER, name));

for (const name of folders("golden")) {
  test(`the plan of ${name} is as in Rust`, async () => {
    const file = (name_) => `${FOLDER}/golden/${name}/${name_}`;
    const files = folders(`golden/${name}`);
    const account = await Account.from(read(file("account.json")));
    const policy = files.includes("policy.json") ? read(file("policy.json")) : undefined;
    const list = files.includes("list.csv") ? { csv: readText(file("list.csv")) } : { json: readText(file("list.json")) };
    assert.deepStrictEqual(await account.plan({ ...list, policy, now: NOW }), read(file("plan.json")));
  });
}

test("there are golden files", () => {
  assert.ok(folders("golden").length >= 8);
  assert.ok(folders("golden-steps").length >= 7);
});

/** The module itself, whose steps the package doesn't show. */
const { load } = await import(
  pathToFileURL(join(process.cwd(), "node_modules/bitsight-users/dist/provision-inline.mjs"))
);
const module = await load();
const HOST = "https://api.example.com/ratings";
const journalOf = (name) => new TextEncoder().encode(readText(`${FOLDER}/golden-steps/${name}/journal`));
const plan = JSON.stringify(JSON.parse(readText(`${FOLDER}/golden-steps/only-begun/journal`)).plan);

for (const name of folders("golden-steps")) {
  test(`the steps after the journal ${name} are as in Rust`, () => {
    assert.deepStrictEqual(steps(journalOf(name)), read(`${FOLDER}/golden-steps/${name}/steps.json`));
  });
}

/** As tests/steps.rs plays it. */
function steps(journal) {
  const at = (milliseconds) => [Number(NOW) + milliseconds, milliseconds];
  let run;
  try {
    run = module.Run.start(plan, HOST, journal, false, ...at(0));
  } catch (error) {
    return { refused: JSON.parse(error).message };
  }
  const taken = [];
  const waiting = [];
  let next = (time) => run.next(...time);
  for (let step = 0; step < 40; step += 1) {
    const now = JSON.parse(next(at(step)));
    taken.push(now);
    next = (time) => run.next(...time);
    if (now.step === "write") {
      next = (time) => run.written(...time, false);
    } else if (now.step === "send") {
      waiting.push([now.id, JSON.stringify(answer(now.request))]);
    } else if (now.step === "wait" && waiting.length > 0) {
      const [id, body] = waiting.shift();
      next = (time) => run.answered(...time, id, body);
    } else {
      break;
    }
  }
  return taken;
}

function user(guid, email, role) {
  return {
    guid,
    email,
    formal_name: "Arnold Brown",
    friendly_name: "Arnold",
    status: "Activated",
    roles: [{ slug: role }],
    group: { guid: "group-1", name: "One" },
    is_available_for_contact: false,
    is_company_api_token: false,
    features: [],
  };
}

/** What a service with that account answers, where every write succeeds. */
function answer({ operation, email, is_company_api_token: tokens, is_available_for_contact: contacts, ...request }) {
  const users = [
    user("g1", "admin@example.com", "customer_admin"),
    user("g2", "second@example.com", "customer_admin"),
    user("g3", "third@example.com", "customer_user"),
  ];
  switch (operation) {
    case "list_users": {
      const all = email === undefined && tokens === undefined && contacts === undefined;
      return { count: all ? users.length : 0, results: all ? users : [], links: { next: null } };
    }
    case "get_user":
      return users.find(({ guid }) => guid === request.user_guid);
    case "edit_user":
      return { ...users.find(({ guid }) => guid === request.user_guid), ...request.body };
    case "get_current_user":
      return { guid: "g1" };
    case "list_access_groups":
      return { groups: [{ guid: "group-1", name: "One" }] };
    case "create_user":
      return { ...request.body, guid: "new" };
    default:
      return {};
  }
}
