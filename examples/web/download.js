// Files that the page makes.
import { element } from "./dom.js";

/** Offers a text as a file. */
export function download(name, text, type) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href, download: name }).click();
  URL.revokeObjectURL(href);
}
