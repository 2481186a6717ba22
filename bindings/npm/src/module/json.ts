// JSON as the Rust client reads it: what one of them reads, the other reads alike. tests/json.json has examples.

/** Can only be found in a text that has an escape for a surrogate, most often of a pair. */
const SURROGATE = /\\u[dD][89a-fA-F]/;

/** An escape: of a surrogate pair, of a surrogate without its other half, or another one. */
const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/g;

/** The length of an escape for one surrogate. */
const ONE_SURROGATE = 6;

/** Found in a text that has a number of at least 100 digits or with an exponent of at least three, as 1e400. */
const LARGE_NUMBER = /[[:,\s]-?\d[\d.]*(?:[eE]\+?\d{3}|\d{99})/;

/** How many levels of lists and objects within each other serde_json reads. */
const LEVELS = 127;

/**
 * Parses a text. Halves of surrogate pairs become U+FFFD, and numbers that are too large become null: in Rust neither can
 * be represented.
 *
 * @throws {SyntaxError} if it is not JSON.
 */
export function parse(text: string): unknown {
  const json = SURROGATE.test(text)
    ? text.replace(ESCAPE, (escape) => (escape.length === ONE_SURROGATE ? "\\ufffd" : escape))
    : text;
  return LARGE_NUMBER.test(json)
    ? JSON.parse(json, (_, value: unknown) => (value === Infinity || value === -Infinity ? null : value))
    : JSON.parse(json);
}

/** Whether lists and objects are nested more deeply in a value than serde_json reads them. */
export function isTooDeep(value: unknown, levels = LEVELS): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const name in value) {
    if (isTooDeep((value as Record<string, unknown>)[name], levels - 1)) return true;
  }
  return false;
}
