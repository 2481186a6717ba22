// Asks for confirmation before an action that can't be undone.
import { find } from "./dom.js";

const dialog = find("#confirm");

/** True if the reader agrees; Escape and closing mean no. */
export function confirmed({ title, text, yes }) {
  find("#confirm-title").textContent = title;
  find("#confirm-text").textContent = text;
  find("[value=yes]", dialog).textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
