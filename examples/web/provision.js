// Importing a list of users: check it, see the plan, confirm, watch, stop, and go on after a reload.
import { apply, indexedDbJournal, plan, resume, unfinished } from "bitsight-users/provision";

import { confirmed } from "./confirm.js";
import { users } from "./connection.js";
import { clearInvalid, element, find, markInvalid } from "./dom.js";
import { download } from "./download.js";
import { showOutcome, showPlan } from "./plan-table.js";
import { outcome, problem } from "./words.js";

const dialog = find("#provision");
const form = find("form", dialog);
const { csv, file, allow_deletes: deletes } = form.elements;
const news = find(".news", dialog);
const stop = find("#stop");

/** Why a run stopped before its end. */
const STOPS = {
  unauthorized: "The token isn't valid any more",
  forbidden: "The token may do none of it",
  quota_reached: "The account has reached its quota",
  rate_limited: "The service kept refusing because of too many requests",
  unreadable: "The account can't be read",
  other_account: "The token belongs to another account than the plan",
  journal_failed: "This browser can't keep a record of the import",
  interrupted: "You stopped it",
};

/** The plan that is shown. */
let planned;
/** Whether the plan belongs to a run of the journal that isn't over. */
let begun = false;
/** While a run is under way: what stops it, and what leaves it. */
let running;
let last;
let changed = () => {};

/** `changed()` is called after the account was changed, or may have been. */
export function startProvision(options) {
  changed = options.changed;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy()) check();
  });
  file.addEventListener("change", () => take(file.files[0]));
  dropZone(find(".drop", dialog));
  find("#apply").addEventListener("click", () => busy() || run());
  find("#back").addEventListener("click", () => show("list"));
  stop.addEventListener("click", interrupt);
  find("#save-report").addEventListener("click", () =>
    download("report.json", JSON.stringify(last.report, null, 2), "application/json"),
  );
  find("#save-rest").addEventListener("click", () => download("rest.csv", last.rest, "text/csv"));
  for (const button of dialog.querySelectorAll(".close")) button.addEventListener("click", close);
  // Escape must not end unfinished work silently. Chromium closes a dialog at the second Escape whatever `cancel` says.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });
  addEventListener("beforeunload", (event) => running && event.preventDefault());
}

/** Shows the dialog, with a list if one is given. */
export function openProvision(list) {
  if (typeof list === "string") csv.value = list;
  if (running === undefined) show("list");
  dialog.showModal();
  csv.focus();
}

/** Says on the page if an import of an earlier visit isn't over. */
export async function offerToResume() {
  const left = await unfinishedPlan();
  if (left === undefined) return;
  const go = element("button", { type: "button" }, "Show and continue");
  go.addEventListener("click", () => {
    outcome("idle");
    begun = true;
    showChecked(left);
    dialog.showModal();
    find("#apply").focus();
  });
  const text = "An import was stopped before its end. Nothing is lost: it can go on where it stopped.";
  outcome("failed", element("h2", {}, "An import isn't finished"), element("p", {}, text), go);
}

/** One journal for each account, and so for each address. */
const journal = () => indexedDbJournal(users.toJSON().baseUrl);

async function unfinishedPlan() {
  try {
    // Without records there is no run, and the module need not be loaded to see that.
    return (await journal().read()).length === 0 ? undefined : await unfinished(journal());
  } catch (error) {
    outcome("failed", problem(error));
    return undefined;
  }
}

function close() {
  if (running === undefined) return dialog.close();
  news.textContent = "The import is under way. Stop it first.";
  stop.focus();
}

/** Reads the account and shows the plan. Nothing is changed by that. */
async function check() {
  clearInvalid(form);
  problems();
  if (csv.value.trim() === "") {
    markInvalid(csv, "Paste a list, or choose a file.");
    csv.focus();
    return;
  }
  working("Reading the account ...");
  try {
    const policy = { allow_deletes: Number(deletes.value) || 0 };
    begun = false;
    showChecked(await plan(users, { csv: csv.value, policy, journal: journal() }));
  } catch (error) {
    working("");
    if (error.code !== "invalid_list") return problems(error);
    const told = error.problems.slice(0, 10).map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}.`);
    markInvalid(csv, [...told, error.problems.length > 10 ? `And ${error.problems.length - 10} more.` : ""].join("\n").trim());
    csv.focus();
  }
}

function showChecked(made) {
  planned = made;
  const count = showPlan(planned);
  working("");
  show("plan");
  const apply = find("#apply");
  apply.hidden = count === 0;
  apply.textContent = begun ? "Continue the import" : `Apply ${count} ${count === 1 ? "change" : "changes"}`;
  find("#back").hidden = begun;
  news.textContent = count === 0 ? "Nothing is to be done." : "Nothing was changed yet.";
  (count === 0 ? find("#back") : apply).focus();
}

async function run() {
  const count = (action) => planned.items.filter((item) => item.status === "planned" && item.action === action).length;
  const gone = count("delete");
  if (gone > 0 && !(await confirmed(deletion(gone)))) return;
  problems();
  running = { stop: new AbortController(), leave: new AbortController() };
  show("run");
  stop.textContent = "Stop";
  stop.focus();
  const all = planned.items.filter(({ status }) => status === "planned").length;
  let known = 0;
  progress(0, all);
  try {
    const options = { journal: journal(), signal: running.stop.signal, leaveSignal: running.leave.signal };
    for await (const event of begun ? resume(users, options) : apply(users, planned, options)) {
      if (event.type === "outcome") {
        showOutcome(event.index, event.outcome);
        progress((known += 1), all);
      } else {
        last = event;
      }
    }
    ended(last);
  } catch (error) {
    problems(error);
    show("plan");
  } finally {
    running = undefined;
  }
  await changed();
}

/** Shows the report: also of what an earlier run did. */
function ended({ report, rest }) {
  for (const [index, row] of report.rows.entries()) {
    if (planned.items[index]?.status === "planned") showOutcome(index, row);
  }
  begun = !report.finished;
  show("report");
  find("#save-rest").hidden = rest === undefined;
  const counts = Object.entries(report.counts).filter(([name]) => !["unchanged", "unmanaged", "out_of_scope", "ignored"].includes(name));
  const told = counts.map(([name, count]) => `${count} ${name.replaceAll("_", " ")}`).join(", ");
  const why = report.stopped === undefined ? "" : ` ${STOPS[report.stopped] ?? report.stopped}.`;
  const next = report.finished ? "" : " It can go on where it stopped.";
  news.textContent = `${report.finished ? "Finished" : "Stopped"}: ${told || "nothing was to be done"}.${why}${next}`;
  const again = find("#apply");
  again.hidden = report.finished;
  again.textContent = "Continue the import";
  (report.finished ? find("#save-report") : again).focus();
}

/** The first time, what is under way is finished; the second time, it is left. */
function interrupt() {
  if (!running.stop.signal.aborted) {
    running.stop.abort();
    stop.textContent = "Leave at once";
    news.textContent = "Stopping: what is under way is finished first.";
  } else {
    running.leave.abort();
  }
}

function deletion(count) {
  return {
    title: count === 1 ? "Delete one user?" : `Delete ${count} users?`,
    text: "Deleting can't be undone. The folders that these users created and shared are deleted as well.",
    yes: "Apply with deletes",
  };
}

function progress(done, all) {
  const bar = find("#bar");
  bar.max = Math.max(1, all);
  bar.value = done;
  // A reader of the screen hears every tenth; the bar shows each.
  if (!running.stop.signal.aborted && (done === all || done % Math.ceil(all / 10) === 0)) {
    news.textContent = `${done} of ${all} known`;
  }
}

/** The parts of the dialog, and when they are shown. */
function show(stage) {
  const parts = { "#list-part": ["list"], "#plan": ["plan", "run", "report"], "#progress": ["run"], "#stop": ["run"] };
  const buttons = { "#plan-buttons": ["plan", "report"], "#save-report": ["report"], "#save-rest": ["report"] };
  for (const [selector, stages] of Object.entries({ ...parts, ...buttons })) find(selector).hidden = !stages.includes(stage);
  if (stage === "list") news.textContent = "";
  find("#back").hidden = begun;
  find("#back").textContent = stage === "report" ? "Import another list" : "Change the list";
}

const busy = () => running !== undefined || dialog.hasAttribute("data-busy");

function working(text) {
  dialog.toggleAttribute("data-busy", text !== "");
  news.textContent = text;
}

function problems(error) {
  const place = find(".problems", dialog);
  find(".activity", dialog).textContent = "";
  place.replaceChildren(...(error === undefined ? [] : [problem(error)]));
  if (error !== undefined) place.focus();
}

async function take(chosen) {
  if (chosen === undefined) return;
  csv.value = await chosen.text();
  clearInvalid(form);
}

/** A file that is dropped is read as if it had been chosen. */
function dropZone(zone) {
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.dataset.over = "";
  });
  zone.addEventListener("dragleave", () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => {
    const [dropped] = event.dataTransfer.files;
    delete zone.dataset.over;
    if (dropped === undefined) return;
    event.preventDefault();
    take(dropped);
  });
}
