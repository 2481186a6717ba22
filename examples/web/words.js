// Messages: errors of the package, retries, and the place that shows completed actions.
import { BitsightError } from "bitsight-users";
import { ProvisionError } from "bitsight-users/provision";

import { element, find } from "./dom.js";

/** By the stable `code` of an error; the service's own words come below. */
const TITLES = {
  invalid_argument: "This can't be right",
  invalid_configuration: "The connection can't be set up like this",
  authentication: "The token isn't accepted",
  permission: "The token's owner may not do this",
  not_found: "There is no such user any more",
  conflict: "There is a user with this email address already",
  validation: "Bitsight refuses the request",
  rate_limited: "Too many requests; nothing was done",
  request_failed: "The request was valid and failed all the same",
  server: "Bitsight, or the network in front of it, failed",
  connection: "The connection failed",
  timeout: "It took too long",
  decode: "The answer can't be read",
  created_but_unreadable: "The service reported the user as created, but doesn't show it",
  wasm_unavailable: "This page may not run WebAssembly",
  account_unreadable: "The account can't be read",
  duplicate_users: "Two users have the same address",
  journal_locked: "Another page imports a list at the moment",
  journal_failed: "This browser can't keep a record of the import",
  plan_expired: "The plan is too old; check the list again",
  unfinished_run: "An earlier import isn't finished; load the page again to continue it",
};

const EFFECTS = {
  possible: "It may have taken effect. Look before trying it again.",
  certain: "It has taken effect.",
};

export const titleOf = (error) => TITLES[error.code] ?? "That failed";

/** What is known of the effect of what failed; undefined if there was none. */
export function effectOf(error) {
  // What may have happened in a run stands in its journal.
  if (error instanceof ProvisionError) return undefined;
  return error instanceof BitsightError ? EFFECTS[error.effect] : EFFECTS.possible;
}

/** What is wrong, for beside the field that it is about: without the field's name, and as a sentence. */
export function atField({ message, field }) {
  const [, text = message] = message.split(`\`${field}\`: `);
  const plain = text.replaceAll("`", "");
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`;
}

/** An error for people: what, the service's words, what is known of its effect, and the particulars. */
export function problem(error) {
  // Anything but an error of the package is a mistake of this page, and belongs on the console as well.
  const expected = error instanceof BitsightError || error instanceof ProvisionError;
  if (!expected) console.error(error);
  const box = element("div", { className: "problem" });
  box.append(element("strong", {}, expected ? titleOf(error) : "This page has a fault"), element("p", {}, error.message));
  if (error instanceof ProvisionError && error.cause) box.append(element("p", {}, error.cause.message));
  const effect = effectOf(error);
  if (effect) box.append(element("p", { className: "effect" }, effect));
  const particulars = [
    error.code,
    error.status && `HTTP ${error.status}`,
    error.attempts > 1 && `${error.attempts} requests`,
    error.retryAfter && `again in ${error.retryAfter} s`,
    error.requestId && `request ${error.requestId}`,
  ].filter(Boolean);
  if (particulars.length > 0) box.append(element("p", { className: "particulars" }, particulars.join(" · ")));
  return box;
}

/** A call that was left alone before its answer came. */
export function abandoned(what) {
  const box = element("div", { className: "problem" });
  box.append(element("strong", {}, `${what}: stopped before the answer came`));
  box.append(element("p", { className: "effect" }, EFFECTS.possible));
  return box;
}

/** Says on the page what was done: "created", "done", "failed" or "idle", and what to show. */
export function outcome(state, ...content) {
  const place = find("#outcome");
  place.dataset.state = state;
  place.replaceChildren(...content);
}

/** For `onRetry`: what the package does by itself, told where the reader is. */
export function retrying(event) {
  const why = event.status ? `${event.code}, HTTP ${event.status}` : event.code;
  const text =
    event.type === "lookUp"
      ? `${event.operation}: the answer was lost (${why}). Looking whether the user is there.`
      : `${event.operation}: ${why}. Trying again in ${seconds(event.delayMs)} (request ${event.attempts + 1}).`;
  // A message behind an open dialog can't be read.
  const places = [...document.querySelectorAll("dialog[open] .activity"), find("main > .activity")];
  places[0].textContent = text;
}

/** For `onResponse`: an answer ends the news about retries. */
export function answered(event) {
  if (event.code !== undefined) return;
  for (const place of document.querySelectorAll(".activity")) place.textContent = "";
}

const seconds = (ms) => `${ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1000)} s`;
