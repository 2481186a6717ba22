// Creating many users from pasted lines, with progress, a way to stop, and the truth about each.
import { BitsightError } from "bitsight-users";

import { users } from "./connection.js";
import { clearInvalid, element, find, markInvalid } from "./dom.js";
import { parse } from "./lines.js";
import { problem, titleOf } from "./words.js";

const dialog = find("#provision");
const form = find("form", dialog);
const lines = find("#lines");
const news = find(".news", dialog);
const stop = find("#stop");
/** As many at once as the package sends; what waits can be told from what was sent. */
const AT_ONCE = 3;
/** After these nothing else would succeed either. */
const HOPELESS = ["authentication", "permission", "request_failed", "invalid_configuration", "wasm_unavailable"];

/** The states that a line can end in, as the summary names them. */
const ENDS = {
  created: "created",
  failed: "failed",
  unknown: "unknown",
  there: "there now",
  absent: "not there",
  untried: "not tried",
};

let entries = [];
let running;
// Whether closing was refused while it runs.
let refused = false;
let changed = () => {};

/** `changed()` is called after the account was changed, or may have been. */
export function startProvision(options) {
  changed = options.changed;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!running) begin();
  });
  stop.addEventListener("click", () => running?.abort());
  find("#look-up").addEventListener("click", () => running ?? work(lookUpUnknown));
  for (const button of dialog.querySelectorAll(".close")) button.addEventListener("click", close);
  // Escape must not end unfinished work silently.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  addEventListener("beforeunload", (event) => running && event.preventDefault());
}

export function openProvision() {
  dialog.showModal();
  lines.focus();
}

function close() {
  if (!running) return dialog.close();
  // Until the end: the next summary would take it away before it could be read.
  refused = true;
  news.textContent = "Users are being created. Stop that first.";
  stop.focus();
}

function begin() {
  clearInvalid(form);
  const parsed = parse(lines.value);
  if (parsed.error) {
    markInvalid(lines, parsed.error);
    lines.focus();
    return;
  }
  entries = parsed.users.map(({ line, user }) => {
    const state = element("span", { className: "state" });
    return { line, user, state, row: element("li", {}, element("span", {}, user.email), state) };
  });
  for (const entry of entries) settle(entry, "waiting");
  find("#results ol").replaceChildren(...entries.map(({ row }) => row));
  find("#results").hidden = false;
  return work(createAll);
}

/** Runs one of the two long tasks, with progress and the means to stop it. */
async function work(task) {
  find(".problems", dialog).replaceChildren();
  running = new AbortController();
  refused = false;
  busy(true);
  try {
    await task(running.signal);
  } finally {
    running = undefined;
    busy(false);
    find("#look-up").hidden = !entries.some(({ end }) => end === "unknown");
    // What is still to do stays, so that another press goes on with it. Of the unknown that isn't known.
    const open = entries.filter(({ end }) => ["failed", "untried", "absent"].includes(end));
    lines.value = open.map(({ line }) => line).join("\n");
    news.textContent = `${summary()}.${open.length > 0 ? " The lines still to do are left above." : ""}`;
  }
  await changed();
}

function busy(is) {
  form.setAttribute("aria-busy", String(is));
  const focused = document.activeElement;
  lines.readOnly = is;
  find("#progress").hidden = false;
  find("[type=submit]", form).hidden = is;
  if (is) find("#look-up").hidden = true;
  stop.hidden = !is;
  // The button that was pressed is gone.
  if (focused?.hidden) (is ? stop : find("[type=submit]", form)).focus();
}

async function createAll(signal) {
  const left = [...entries];
  let hopeless = false;
  const worker = async () => {
    while (left.length > 0 && !signal.aborted && !hopeless) {
      const entry = left.shift();
      settle(entry, "creating");
      follow(entry.row);
      const error = await create(entry, signal);
      if (HOPELESS.includes(error?.code)) {
        // Three at once meet the same wall; it is told once.
        if (!hopeless) find(".problems", dialog).replaceChildren(problem(error));
        hopeless = true;
      }
      advance(entries.length - left.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const entry of left) settle(entry, "untried", "Not tried");
}

/** Creates one user; gives the error if there is none. */
async function create(entry, signal) {
  try {
    const { response } = await users.createUser(entry.user, { signal }).withResponse();
    const found = response.recovered ? "; the answer was lost, and the user found" : "";
    settle(entry, "created", `Created${found}`);
  } catch (error) {
    // It was under way, and the service may still apply it.
    if (signal.aborted) settle(entry, "unknown", "Unknown: stopped before the answer came");
    else settle(entry, ...told(error));
    return error;
  }
}

function told(error) {
  if (!(error instanceof BitsightError)) console.error(error);
  const code = error.code ?? "a fault of this page";
  // The answer was lost, and the look-up found somebody else, or this one changed meanwhile.
  if (error.existingUser) return ["unknown", `Unknown: there is a user with this address and other data (${code})`];
  if (error.effect !== "none") return ["unknown", `Unknown: may have been created (${code})`];
  const why = error.code === "conflict" ? titleOf(error) : error.message.replaceAll("`", "");
  return ["failed", `Failed (${code}): ${why}`];
}

/** For those of whom it isn't known: whether there is such a user. That is not yet who made it. */
async function lookUpUnknown(signal) {
  const unknown = entries.filter(({ end }) => end === "unknown");
  for (const [index, entry] of unknown.entries()) {
    try {
      const { count } = await users.listUsers({ email: entry.user.email }, { signal });
      if (count > 0) settle(entry, "there", "There is a user with this address now");
      else settle(entry, "absent", "There is no user with this address so far");
    } catch (error) {
      if (signal.aborted) return;
      find(".problems", dialog).replaceChildren(problem(error));
      return;
    }
    advance(index + 1, unknown.length);
  }
}

function settle(entry, state, text = state === "creating" ? "Creating ..." : "Waiting") {
  entry.end = state in ENDS ? state : undefined;
  entry.row.dataset.state = state;
  entry.state.textContent = text;
}

/** Scrolls the list of results, and nothing else, to where something happens. */
function follow(row) {
  const results = find("#results");
  results.scrollTop = row.offsetTop - results.offsetTop - results.clientHeight / 2;
}

function advance(done, of = entries.length) {
  const bar = find("#bar");
  bar.max = of;
  bar.value = done;
  // A reader of the screen hears every tenth; the bar shows each.
  if (refused) return;
  if (done === of || done % Math.ceil(of / 10) === 0) news.textContent = summary();
}

function summary() {
  const counts = Object.entries(ENDS).map(([end, name]) => [entries.filter((entry) => entry.end === end).length, name]);
  const told = counts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return `Of ${entries.length}: ${told.join(", ") || "none done yet"}`;
}
