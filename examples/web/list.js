// The list of users: search, filter, sort and pages, all done by the service.
import { users } from "./connection.js";
import { clearInvalid, day, element, find, markInvalid } from "./dom.js";
import { brokenEmail } from "./plan-table.js";
import { choiceCell, showChoice } from "./selection.js";
import { atField, problem } from "./words.js";

const section = find("#people");
const filters = find("#filters");
const limit = find("#limit");
/** Long enough that a word is typed before it is looked for, in milliseconds. */
const PAUSE = 300;

let offset = 0;
let count = 0;
let current;
let typing;

/** `open(user)` shows a user. */
export function startList({ open }) {
  filters.addEventListener("submit", (event) => {
    event.preventDefault();
    fromTheStart();
  });
  filters.addEventListener("input", (event) => {
    clearTimeout(typing);
    if (event.target === filters.elements.text) typing = setTimeout(fromTheStart, PAUSE);
    else fromTheStart();
  });
  for (const button of section.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const { sort } = button.dataset;
      filters.elements.sort.value = filters.elements.sort.value === sort ? `-${sort}` : sort;
      fromTheStart();
    });
  }
  find("#nobody button").addEventListener("click", () => {
    filters.elements.text.value = "";
    for (const name of ["status", "role", "group", "mfa"]) filters.elements[name].value = "";
    filters.elements.text.focus();
    fromTheStart();
  });
  limit.addEventListener("change", fromTheStart);
  find("#previous").addEventListener("click", () => turn(-1));
  find("#next").addEventListener("click", () => turn(1));
  find("tbody", section).addEventListener("click", ({ target }) => {
    const row = target.closest("button")?.closest("tr");
    if (row) open(row.user);
  });
}

/** Requests the page that is to be shown; a request that is under way for another is called off. */
export async function load() {
  clearTimeout(typing);
  current?.abort();
  const mine = (current = new AbortController());
  section.setAttribute("aria-busy", "true");
  try {
    const page = await requested(mine.signal);
    // The last user of the last page may have been deleted.
    if (page.results.length === 0 && offset > 0 && page.count <= offset) {
      offset = Math.max(0, Math.ceil(page.count / size() - 1) * size());
      return await load();
    }
    show(page);
  } catch (error) {
    if (!mine.signal.aborted) fail(error);
  } finally {
    if (current === mine) {
      section.removeAttribute("aria-busy");
      // Nothing is tried again any more, however it ended.
      find("main > .activity").textContent = "";
    }
  }
}

/** Moves the focus to a user's row, or to the list if the user isn't on this page. */
export function focusUser(guid) {
  const row = [...section.querySelectorAll("tbody tr")].find(({ user }) => user.guid === guid);
  (row === undefined ? section : find("button", row)).focus();
}

const size = () => Number(limit.value);

/** The page that is to be shown. The service has no filter for two-factor authentication, so that all users are read for it. */
async function requested(signal) {
  const { mfa } = filters.elements;
  if (mfa.value === "") return users.listUsers(query(), { signal });
  const found = [];
  const { offset: _, ...all } = query();
  for await (const user of users.listUsers({ ...all, limit: 100 }, { signal })) {
    if (user.mfa_status === mfa.value) found.push(user);
  }
  return { count: found.length, results: found.slice(offset, offset + size()) };
}

/** Fills the filter by access group. */
export async function loadGroups() {
  const { group } = filters.elements;
  try {
    const { groups } = await users.listAccessGroups();
    const { value } = group;
    group.replaceChildren(new Option("Any", ""), ...groups.map(({ name, guid }) => new Option(name ?? guid, guid)));
    group.value = value;
  } catch {
    // The list reports the problem. Without groups there is nothing to choose.
  }
}

function query() {
  const { text, where, status, role, group, sort } = filters.elements;
  const query = { limit: size(), offset, sort: [sort.value] };
  if (text.value.trim() !== "") query[where.value] = text.value.trim();
  if (status.value !== "") query.status = [status.value];
  if (role.value !== "") query.roles_slug = [role.value];
  if (group.value !== "") query.group_guid = [group.value];
  return query;
}

function fromTheStart() {
  offset = 0;
  return load();
}

function turn(direction) {
  const to = offset + direction * size();
  if (to < 0 || to >= count) return;
  offset = to;
  load();
}

function show(page) {
  count = page.count;
  clearInvalid(filters);
  find(".problems", section).replaceChildren();
  // A row that is written anew must not lose the focus.
  const focused = document.activeElement?.closest("tbody tr")?.user.guid;
  find("tbody", section).replaceChildren(...page.results.map(row));
  if (focused !== undefined) focusUser(focused);
  find("table", section).hidden = page.results.length === 0;
  find("#nobody").hidden = page.results.length > 0;
  const last = offset + page.results.length;
  find("#count").textContent = page.results.length === 0 ? "none" : `${offset + 1} to ${last} of ${count}`;
  usable(find("#previous"), offset > 0);
  usable(find("#next"), offset + size() < count);
  showChoice();
  for (const button of section.querySelectorAll("[data-sort]")) {
    const { value } = filters.elements.sort;
    const sorted = value.replace("-", "") === button.dataset.sort;
    const direction = value.startsWith("-") ? "descending" : "ascending";
    if (sorted) button.closest("th").setAttribute("aria-sort", direction);
    else button.closest("th").removeAttribute("aria-sort");
  }
}

function fail(error) {
  clearInvalid(filters);
  if (["q", "email", "email_q", "formal_name_q"].includes(error.field)) {
    markInvalid(filters.elements.text, atField(error));
    return;
  }
  const again = element("button", { type: "button", className: "plain", onclick: () => load() }, "Try again");
  find(".problems", section).replaceChildren(problem(error), again);
  find("#count").textContent = "";
  // Rows of an earlier filter would be taken for those of this one.
  find("tbody", section).replaceChildren();
  find("table", section).hidden = true;
  find("#nobody").hidden = true;
  usable(find("#previous"), false);
  usable(find("#next"), false);
  count = 0;
}

/** Not `disabled`: at the last page the focus stays where it is. */
const usable = (button, can) => button.setAttribute("aria-disabled", String(!can));

function row(user) {
  const name = element("button", { type: "button", className: "name" }, user.formal_name || user.email);
  const cells = [
    ["Name", name, ...(user.is_company_api_token ? [" ", pill("Company token", "token")] : [])],
    ["Email", ...brokenEmail(user.email ?? "")],
    ["Role", user.roles?.map((role) => role.name ?? role.slug).join(", ") ?? "-"],
    ["Status", pill(user.status ?? "Unknown", (user.status ?? "unknown").toLowerCase())],
    ["Two-factor", user.mfa_status ?? "-"],
    ["Last log-in", day(user.last_login_time)],
    ["Joined", user.joined_time ? day(user.joined_time) : "-"],
  ].map(([label, ...content]) => {
    const cell = element("td", {}, ...content);
    cell.setAttribute("role", "cell");
    cell.dataset.label = label;
    return cell;
  });
  const made = element("tr", { user }, choiceCell(user), ...cells);
  made.setAttribute("role", "row");
  return made;
}

function pill(text, kind) {
  const made = element("span", { className: "pill" }, text);
  made.dataset.kind = kind;
  return made;
}
