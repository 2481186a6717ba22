// The client of this page, and the form with its address and token.
import { BitsightUsers } from "bitsight-users";

import { clearInvalid, find, markInvalid } from "./dom.js";
import { answered, atField, retrying } from "./words.js";

const form = find("#connection form");

/** The client; undefined as long as the connection can't be set up. */
export let users;

/**
 * Sets the client up from the address (?baseUrl=...&token=..., for demonstrations), or else for a
 * proxy on the page's own server. `changed` is called whenever there is another client.
 */
export function connect(changed) {
  const query = new URLSearchParams(location.search);
  form.elements.baseUrl.value = query.get("baseUrl") ?? new URL("/bitsight", location.href).href;
  // The proxy puts the real token in its place; something has to stand here.
  form.elements.token.value = query.get("token") ?? "added-by-the-server";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (set()) changed();
  });
  return set();
}

function set() {
  clearInvalid(form);
  try {
    users = new BitsightUsers({
      baseUrl: form.elements.baseUrl.value.trim(),
      token: form.elements.token.value,
      // The users of this page can read the token, and may.
      dangerouslyAllowBrowser: true,
      // The package sends no cookies; a proxy on this server may know its callers by one.
      fetch: (url, init) => fetch(url, { ...init, credentials: "same-origin" }),
      onRetry: retrying,
      onResponse: answered,
    });
    return true;
  } catch (error) {
    const input = form.elements[error.field];
    if (!input) throw error;
    find("#connection").open = true;
    markInvalid(input, atField(error));
    input.focus();
    return false;
  }
}
