// Users who are selected in the list, on whichever page: exporting them, or editing them as a list.
import { Account, exportUsers } from "bitsight-users/provision";

import { users } from "./connection.js";
import { element, find } from "./dom.js";
import { download } from "./download.js";
import { outcome, problem } from "./words.js";

/** By guid, as the list had them. */
const chosen = new Map();
const place = find("#chosen");
const all = find("#choose-all");

/** `edit(csv)` shows a list for editing. */
export function startSelection({ edit }) {
  find("#people tbody").addEventListener("change", ({ target }) => {
    const { user } = target.closest("tr");
    if (target.checked) chosen.set(user.guid, user);
    else chosen.delete(user.guid);
    showChoice();
  });
  all.addEventListener("change", () => {
    for (const { user } of rows()) {
      if (all.checked) chosen.set(user.guid, user);
      else chosen.delete(user.guid);
    }
    showChoice();
  });
  find("#choose-none").addEventListener("click", () => {
    chosen.clear();
    showChoice();
    all.focus();
  });
  find("#export-chosen").addEventListener("click", () => reporting(async () => download("users.csv", await chosenList(), "text/csv")));
  find("#edit-chosen").addEventListener("click", () => reporting(async () => edit(await chosenList())));
  find("#open-export").addEventListener("click", () =>
    reporting(async () => {
      const { csv, omitted } = await exportUsers(users);
      download("users.csv", csv, "text/csv");
      const left = omitted.length === 0 ? "" : ` ${omitted.length} company tokens or users without an address of their own aren't in it.`;
      outcome("done", element("h2", {}, "Exported"), element("p", {}, `All users are in users.csv, which can be changed and imported.${left}`));
    }),
  );
}

/** The cell with which a row is selected. */
export function choiceCell(user) {
  const label = `Select ${user.formal_name || user.email}`;
  const box = element("input", { type: "checkbox", ariaLabel: label, checked: chosen.has(user.guid) });
  const cell = element("td", { className: "choose" }, box);
  cell.setAttribute("role", "cell");
  return cell;
}

/** Shows how many users are selected. */
export function showChoice() {
  for (const row of rows()) find(".choose input", row).checked = chosen.has(row.user.guid);
  const here = rows().filter(({ user }) => chosen.has(user.guid)).length;
  all.checked = here > 0 && here === rows().length;
  all.indeterminate = here > 0 && !all.checked;
  place.hidden = chosen.size === 0;
  find("p", place).textContent = `${chosen.size} selected`;
}

const rows = () => [...document.querySelectorAll("#people tbody tr")];

async function chosenList() {
  return (await Account.from({ host: users.toJSON().baseUrl, users: [...chosen.values()] })).export().csv;
}

async function reporting(act) {
  try {
    await act();
  } catch (error) {
    outcome("failed", problem(error));
  }
}
