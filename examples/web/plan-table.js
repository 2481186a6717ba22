// A plan as a table: what changes, what doesn't and why, and later what became of each row.
import { element, find } from "./dom.js";

const ACTIONS = {
  create: "Create",
  edit: "Edit",
  rename: "Change address",
  delete: "Delete",
  require_mfa: "Require two-factor",
  resend_activation: "Resend activation email",
};

/** The same in a summary, after a number. */
const TO_DO = {
  create: "to create",
  edit: "to edit",
  rename: "to get another address",
  delete: "to delete",
  require_mfa: "to set up two-factor authentication",
  resend_activation: "to get the activation email again",
};

/** Items that aren't done. Those without a word here are only counted. */
const NOT_DONE = {
  protected: "Protected",
  manual: "By hand",
  blocked: "Blocked",
  conflict: "Conflict",
  deferred: "Later",
};

/** By the outcome of a row. */
const OUTCOMES = {
  done: "Done",
  drifted: "Skipped: changed meanwhile",
  failed: "Failed",
  unresolved: "Unknown",
  not_started: "Not started",
};

/** More rows than anybody reads. The report has all of them. */
const MOST = 500;

const table = find("#plan table");
let rows = new Map();

/** Shows a plan; gives the number of actions. */
export function showPlan(plan) {
  const shown = [...plan.items.entries()].filter(([, { status }]) => status === "planned" || status in NOT_DONE);
  rows = new Map(shown.slice(0, MOST).map(([index, item]) => [index, row(item)]));
  find("tbody", table).replaceChildren(...rows.values());
  find("#plan .scroll").hidden = shown.length === 0;
  find("#plan .more-rows").textContent = shown.length > MOST ? `And ${shown.length - MOST} more rows.` : "";
  const refusals = plan.refusals.map(({ message, option }) => element("li", {}, option ? `${message} (${option})` : message));
  find("#guards ul").replaceChildren(...refusals, ...plan.warnings.map((text) => element("li", {}, text)));
  find("#guards").hidden = refusals.length + plan.warnings.length === 0;
  find("#plan .summary").textContent = summaryOf(plan);
  return shown.filter(([, { status }]) => status === "planned").length;
}

/** Shows what became of an item. */
export function showOutcome(index, { outcome, code }) {
  const shown = rows.get(index);
  if (shown === undefined) return;
  const text = OUTCOMES[outcome] ?? outcome;
  const why = outcome === "done" || code === undefined ? "" : ` (${code})`;
  shown.dataset.outcome = outcome;
  find(".result", shown).textContent = `${text}${why}`;
}

function row(item) {
  const planned = item.status === "planned";
  const action = ACTIONS[item.action] ?? "";
  const what = planned ? action : [NOT_DONE[item.status], action.toLowerCase()].filter(Boolean).join(": ");
  const made = element(
    "tr",
    {},
    cell("Line", item.line ?? ""),
    cell("User", ...brokenEmail(item.email)),
    cell("Action", pill(what, planned ? item.risk : item.status)),
    cell("Change", element("div", {}, ...changes(item))),
  );
  const result = cell("Result", planned ? "" : "Nothing is done");
  result.className = "result";
  made.append(result);
  made.setAttribute("role", "row");
  return made;
}

/** The values before and after, by column; and why, where that isn't plain. */
function changes({ before = {}, after = {}, message, status, reason, action }) {
  // The address of somebody new stands beside it already.
  const columns = Object.entries(after).filter(([column]) => action !== "create" || column !== "email");
  const parts = columns.map(([column, value]) => {
    const values = [element("ins", {}, shownValue(value))];
    if (column in before) values.unshift(element("del", {}, shownValue(before[column])), " ");
    return element("span", { className: "change" }, `${column}: `, ...values);
  });
  const why = message ?? (status === "planned" ? undefined : reason.replaceAll("_", " "));
  return why === undefined ? parts : [...parts, element("span", { className: "change" }, why)];
}

function shownValue(value) {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return value.map(shownValue).join(", ");
  if (typeof value === "object") return Object.entries(value).map(([name, one]) => `${name}=${shownValue(one)}`).join("; ");
  return String(value);
}

/** How many users have which action or status. */
function summaryOf({ items }) {
  const counts = new Map();
  const names = {
    unchanged: "as listed already",
    unmanaged: "not listed and left alone",
    manual: "to be done by hand",
    deferred: "to be done later",
    out_of_scope: "out of scope",
    ignored: "ignored",
  };
  for (const { status, action } of items) {
    const name = status === "planned" ? TO_DO[action] : (names[status] ?? NOT_DONE[status].toLowerCase());
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
}

function cell(label, ...content) {
  const made = element("td", {}, ...content);
  made.setAttribute("role", "cell");
  made.dataset.label = label;
  return made;
}

function pill(text, kind) {
  const made = element("span", { className: "pill" }, text);
  made.dataset.kind = kind ?? "reversible";
  return made;
}

/** An address that is broken after its `@` if it has to be. */
export function brokenEmail(email) {
  return email.split(/(?<=@)/).flatMap((part, index) => (index === 0 ? [part] : [document.createElement("wbr"), part]));
}
