// JSON as the Rust client reads it: what one of them reads, the other reads alike. tests/json.json has examples.

/** Can only be found in a text that has an escape for a surrogate, most often of a pair. */
const SURROGATE = /\\u[dD][89a-fA-F]/;

/** An escape: of a surrogate pair, of a surrogate without its other half, or another one. */
const ESCAPE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/g;

/** The length of an escape for one surrogate. */
const ONE_SURROGATE = 6;

/** How many levels of lists and objects within each other serde_json reads. */
const LEVELS = 127;

/** A value that was parsed. */
export interface Parsed {
  value: unknown;
  /** Whether lists and objects are nested more deeply somewhere in it than serde_json reads them. */
  isDeep: boolean;
}

/**
 * Parses a text. Halves of surrogate pairs become U+FFFD, and numbers that are too large become null: in Rust neither can
 * be represented.
 *
 * @throws {SyntaxError} if it is not JSON.
 */
export function parse(text: string): Parsed {
  const json = SURROGATE.test(text)
    ? text.replace(ESCAPE, (escape) => (escape.length === ONE_SURROGATE ? "\\ufffd" : escape))
    : text;
  // In a list, so that the value itself can be replaced.
  const parts: unknown[] = [JSON.parse(json)];
  const isDeep = normalize(parts, LEVELS + 1);
  return { value: parts[0], isDeep };
}

/**
 * Replaces numbers that are too large in a list or an object, and returns whether it is nested too deeply. One walk for
 * both, with two kinds of loops: a search in the text, and one loop for both kinds, take three times as long.
 */
function normalize(parts: unknown, levels: number): boolean {
  if (levels === 0) return true;
  let isDeep = false;
  if (Array.isArray(parts)) {
    for (let index = 0; index < parts.length; index += 1) {
      const part: unknown = parts[index];
      if (typeof part === "object" && part !== null) isDeep = normalize(part, levels - 1) || isDeep;
      else if (part === Infinity || part === -Infinity) parts[index] = null;
    }
  } else {
    for (const name in parts as object) {
      const part = (parts as Record<string, unknown>)[name];
      if (typeof part === "object" && part !== null) isDeep = normalize(part, levels - 1) || isDeep;
      else if (part === Infinity || part === -Infinity) (parts as Record<string, unknown>)[name] = null;
    }
  }
  return isDeep;
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
