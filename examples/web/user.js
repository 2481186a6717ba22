// The dialog about one user: creating, editing and other actions.
import { actionsFor } from "./actions.js";
import { confirmed } from "./confirm.js";
import { users } from "./connection.js";
import { clearInvalid, day, element, facts, find, isBusy, markInvalid, setBusy } from "./dom.js";
import { abandoned, atField, outcome, problem, titleOf } from "./words.js";

const dialog = find("#user");
const form = find("form", dialog);
const fields = form.elements;
const problems = find(".problems", dialog);

const ROLES = {
  customer_user: "User",
  customer_admin: "Admin",
  customer_group_admin: "Group Admin",
  customer_portfolio_manager: "Portfolio Manager",
};

/** Whom the dialog is about; undefined while somebody is created. */
let user;
/** Ends the call that is under way. */
let current;
/** What a successful change was about, so that closing shows it in the list. */
let changed = () => {};

/** `changed(guid)` is called after the account was changed, or may have been. */
export function startUser(options) {
  changed = options.changed;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isBusy(dialog)) return;
    clear();
    if (!isFilledIn()) return;
    if (user === undefined) run("Creating the user", create);
    else run("Saving the changes", save);
  });
  for (const button of dialog.querySelectorAll(".close")) button.addEventListener("click", () => dialog.close());
  // Chromium closes a dialog at the second Escape whatever the event `cancel` says.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isTyped()) return;
    event.preventDefault();
    find(".news", dialog).textContent = "Not closed: the form has changes. Cancel discards them.";
  });
  dialog.addEventListener("close", () => current?.abort());
}

export function openCreate() {
  user = undefined;
  form.reset();
  fill({ roles: [{ slug: "customer_user" }] });
  open("New user", "Create user");
  fields.friendly_name.focus();
}

/** Shows a user as the list has it. */
export function openUser(listed) {
  user = listed;
  fill(user);
  account();
  open(user.formal_name || user.email, "Save changes");
}

function open(title, submit) {
  find("#user-title").textContent = title;
  find("[type=submit]", form).textContent = submit;
  find(".more", dialog).hidden = user === undefined;
  clear();
  // Earlier messages are out of date.
  outcome("idle");
  initial = held();
  dialog.showModal();
  loadGroups();
}

function clear() {
  clearInvalid(form);
  problems.replaceChildren();
  find(".news", dialog).textContent = "";
  find(".activity", dialog).textContent = "";
}

/** What the fields hold when the dialog opens. */
let initial = "";
const held = () => JSON.stringify([...new FormData(form)]);

/** Whether something was typed or chosen that isn't saved. */
const isTyped = () => held() !== initial;

/** Does something with the account; one thing at a time. Closing the dialog calls it off. */
async function run(what, act) {
  if (isBusy(dialog)) return;
  clear();
  setBusy(dialog, true);
  find(".news", dialog).textContent = `${what} ...`;
  const mine = (current = new AbortController());
  const about = user?.guid;
  try {
    await act({ signal: mine.signal });
  } catch (error) {
    if (mine.signal.aborted) outcome("failed", abandoned(what));
    else fail(error);
    // The list may show the outcome; the dialog doesn't wait for it.
    if (mine.signal.aborted || error.mayHaveTakenEffect) changed(about);
  } finally {
    setBusy(dialog, false);
    // Nothing is tried again any more, however it ended.
    find(".activity", dialog).textContent = "";
    if (find(".news", dialog).textContent.endsWith("...")) find(".news", dialog).textContent = "";
  }
}

/** Marks every field that can't be right, and moves to the first. The package reports one at a time. */
function isFilledIn() {
  const wrong = [];
  for (const name of ["friendly_name", "formal_name", "email"]) {
    // A field that was empty before may stay so.
    if (fields[name].value.trim() === "" && !(user && !user[name])) wrong.push([fields[name], "Is required."]);
  }
  const { email } = fields;
  if (email.value.trim() !== "" && !/^[^\s@]+@[^\s@]+$/.test(email.value.trim())) wrong.push([email, "Must be an email address."]);
  for (const [input, message] of wrong) markInvalid(input, message);
  wrong[0]?.[0].focus();
  return wrong.length === 0;
}

async function create(options) {
  const created = await users.createUser(wanted(), options);
  dialog.close();
  outcome("created", ...shown(created));
  await changed(created.guid);
}

/** Only what was filled in: the service has defaults of its own. */
function wanted() {
  const body = {
    friendly_name: fields.friendly_name.value,
    formal_name: fields.formal_name.value,
    email: fields.email.value,
    roles: [{ slug: fields.roles.value }],
  };
  if (fields.group.value !== "") body.group = fields.group.value;
  if (fields.is_available_for_contact.checked) body.is_available_for_contact = true;
  return body;
}

async function save(options) {
  const changes = edits();
  const names = Object.keys(changes);
  if (names.length === 0) {
    find(".news", dialog).textContent = "Nothing differs, so nothing was sent.";
    return;
  }
  await users.editUser(user.guid, changes, options);
  const { guid, formal_name: name } = { ...user, ...changes };
  dialog.close();
  outcome("done", element("h2", {}, "Changes saved"), element("p", {}, `${name}: ${names.join(", ")}`));
  await changed(guid);
}

/** What differs from the user as it was opened. */
function edits() {
  const changes = {};
  for (const name of ["friendly_name", "formal_name", "email"]) {
    if (fields[name].value !== (user[name] ?? "")) changes[name] = fields[name].value;
  }
  if (fields.roles.value !== (user.roles?.[0]?.slug ?? "")) changes.roles = [{ slug: fields.roles.value }];
  if (fields.group.value !== (user.group?.guid ?? "")) changes.group = fields.group.value || null;
  const contact = fields.is_available_for_contact.checked;
  if (contact !== (user.is_available_for_contact ?? false)) changes.is_available_for_contact = contact;
  return changes;
}

/** Puts an error where it belongs: at the field that it is about, or on top. */
function fail(error) {
  // `roles[0].slug` is about the field "roles"; a taken address is about the address.
  if (error.code === "conflict" && error.effect === "none") return duplicate(error);
  const name = error.field?.split(/[.[]/)[0];
  const input = fields[name];
  if (input?.getAttribute("aria-describedby")) {
    // The message of an invalid argument is complete.
    const isArgument = error.code === "invalid_argument";
    markInvalid(input, isArgument ? atField(error) : `${titleOf(error)}.`);
    if (!isArgument) problems.replaceChildren(problem(error));
    input.focus();
    return;
  }
  problems.replaceChildren(problem(error));
  problems.focus();
}

/** Says at the field that the address is taken, and leads to the user who has it. */
async function duplicate(error) {
  const email = fields.email.value.trim();
  markInvalid(fields.email, `${titleOf(error)}.`);
  fields.email.focus();
  try {
    const there = await users.userByEmail(email);
    if (there === undefined || fields.email.value.trim() !== email) return;
    const link = element("button", { type: "button", className: "name" }, `Open ${there.formal_name || there.email}`);
    link.addEventListener("click", () => {
      dialog.close();
      openUser(there);
    });
    find("#email-error").append(" ", link);
  } catch {
    // The message at the field stands without the link.
  }
}

function fill(from) {
  for (const name of ["friendly_name", "formal_name", "email"]) fields[name].value = from[name] ?? "";
  const slug = from.roles?.[0]?.slug ?? "";
  // A role that isn't known here must not be changed by opening the dialog.
  const roles = slug in ROLES ? ROLES : { [slug]: from.roles?.[0]?.name ?? "None", ...ROLES };
  fields.roles.replaceChildren(...Object.entries(roles).map(([value, text]) => new Option(text, value)));
  fields.roles.value = slug;
  groups(from.group?.guid ? [from.group] : []);
  fields.group.value = from.group?.guid ?? "";
  fields.is_available_for_contact.checked = from.is_available_for_contact ?? false;
}

function groups(list) {
  const { value } = fields.group;
  fields.group.replaceChildren(new Option("The default group", ""), ...list.map(({ name, guid }) => new Option(name ?? guid, guid)));
  fields.group.value = value;
}

async function loadGroups() {
  const about = user;
  try {
    const all = (await users.listAccessGroups()).groups;
    // The group that the user is in stays, even where the list doesn't have it.
    const own = user?.group?.guid && !all.some(({ guid }) => guid === user.group.guid) ? [user.group] : [];
    if (about === user) groups([...own, ...all]);
  } catch (error) {
    markInvalid(fields.group, `The groups can't be listed (${error.code ?? error.message}).`);
  }
}

/** What is known of the account, and what can be done with it. */
function account() {
  facts(find(".more dl", dialog), {
    Status: user.status,
    "Two-factor": user.mfa_status,
    "Last login": day(user.last_login_time),
    Joined: day(user.joined_time),
    Roles: rolesOf(user),
    Guid: user.guid,
  });
  const buttons = actionsFor(user).map((action) => {
    const button = element("button", { type: "button", className: action.danger ? "danger" : "plain" }, action.label);
    button.addEventListener("click", () => perform(action));
    return button;
  });
  find(".actions", dialog).replaceChildren(...buttons);
}

async function perform(action) {
  if (isBusy(dialog) || (action.confirm && !(await confirmed(action.confirm)))) return;
  await run(action.label, async (options) => {
    await action.run(users, user.guid, options);
    if (action.ends) {
      dialog.close();
      outcome("done", element("h2", {}, action.done), element("p", {}, `${user.formal_name} (${user.email})`));
      await changed(undefined);
      return;
    }
    find(".news", dialog).textContent = action.done;
    const [now] = await listed(user.guid, options);
    if (options.signal.aborted) return changed(user.guid);
    user = now ?? user;
    account();
    // The button that was pressed may be gone.
    find(".actions button", dialog).focus();
    await changed(user.guid);
  });
}

/** The user as the list has it, since only the list tells how it stands with two-factor authentication. */
async function listed(guid, options) {
  try {
    return (await users.listUsers({ guid: [guid] }, options)).results;
  } catch (error) {
    // The action is done; only showing its result failed.
    if (!options.signal.aborted) problems.replaceChildren(problem(error));
    return [];
  }
}

/** The roles for people, or undefined: all fields of a user but the guid and the email can be missing. */
const rolesOf = (user) => user.roles?.map((role) => `${role.name ?? role.slug} (${role.slug})`).join(", ");

/** A user who was created: the facts, and all of the answer. */
function shown(created) {
  const list = facts(element("dl"), {
    Name: `${created.formal_name ?? "Unknown"} (${created.friendly_name ?? "unknown"})`,
    Email: created.email,
    Guid: created.guid,
    Status: created.status,
    Group: created.group?.name,
    Role: rolesOf(created),
    "Last login": created.last_login_time ?? "never",
  });
  const raw = element("details", {}, element("summary", {}, "The whole answer"), rawOf(created));
  return [element("h2", {}, "User created"), list, raw];
}

/** Long answers scroll, which the keyboard has to reach. */
const rawOf = (value) => element("pre", { tabIndex: 0 }, JSON.stringify(value, null, 2));
