// Building and finding elements, and messages at the fields of a form.

export const find = (selector, within = document) => within.querySelector(selector);

/** An element with properties and children: element("p", { className: "soft" }, "text"). */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A list of names and values. */
export function facts(list, values) {
  list.replaceChildren(
    ...Object.entries(values).flatMap(([name, value]) => [
      element("dt", {}, name),
      element("dd", {}, value === undefined || value === null || value === "" ? "-" : String(value)),
    ]),
  );
  return list;
}

/** Shows a message at an input; its `aria-describedby` names the place. */
export function markInvalid(input, message) {
  input.setAttribute("aria-invalid", "true");
  const place = messageOf(input);
  place.textContent = message;
  place.hidden = false;
}

/** Removes all messages at the inputs of a form. */
export function clearInvalid(form) {
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    const place = messageOf(input);
    place.textContent = "";
    place.hidden = true;
  }
}

function messageOf(input) {
  return document.getElementById(input.getAttribute("aria-describedby").split(" ").at(-1));
}

/**
 * Marks buttons as waiting. They aren't `disabled`, which would take the focus away from the one
 * that was pressed; `isBusy` is asked before anything is done.
 */
export function setBusy(container, busy) {
  container.toggleAttribute("data-busy", busy);
  for (const button of container.querySelectorAll("button:not(.close)")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

export const isBusy = (container) => container.hasAttribute("data-busy");

/** A date as the reader writes it; times come in several forms, and as null. */
export function day(time) {
  if (!time) return "never";
  // Without a zone it is UTC; "2024-04-01 12:34:56" occurs.
  const written = time.replace(" ", "T");
  const date = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(written) ? written : `${written}Z`);
  return Number.isNaN(date.getTime()) ? time : date.toLocaleDateString(undefined, { dateStyle: "medium" });
}
