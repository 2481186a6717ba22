// Plain data out of whatever a caller passes, copied while it is as it was passed.
//
// Reading it can run the caller's code (getters, proxies), and what is read once may be something else
// the next time, so that nothing but the copy is looked at afterwards.

import { errorOf, type Failure } from "../errors.js";

/** Requests are five levels deep; values that refer to themselves are as deep as one looks. */
const MAX_DEPTH = 16;
/** More values than any request has, by orders of magnitude. */
const MAX_VALUES = 10_000;
/**
 * Of all strings and names together, in UTF-16 units; a whole request has a few hundred. One string can stand in many
 * places, so that a bound for each would bound nothing.
 */
const MAX_TEXT = 1 << 20;

/** Half of a pair, which a text for the service can't hold. */
const HALF = /\p{Surrogate}/u;

/** Copies a value; fields that are `undefined` are left out. An error has what is known of it besides. */
export function plain(given: unknown, failure: Pick<Failure, "code" | "operation">): unknown {
  let field = "";
  let problem = "threw when it was read";
  let values = 0;
  let text = 0;

  const refuse = (what: string): never => {
    problem = what;
    throw problem;
  };
  const count = () => {
    values += 1;
    if (values > MAX_VALUES) refuse("has too many parts");
  };
  const read = (value: unknown, path: string, depth: number): unknown => {
    field = path;
    count();
    if (depth > MAX_DEPTH) refuse("is nested too deeply, or refers to itself");
    if (value === null || typeof value === "boolean") return value;
    if (typeof value === "number") {
      return Number.isFinite(value) ? value : refuse("is a number that JSON doesn't have");
    }
    if (typeof value === "string") return string(value);
    if (typeof value === "bigint") return refuse("is a BigInt, which JSON doesn't have; pass a number");
    if (value === undefined) return refuse("is undefined");
    if (typeof value !== "object") return refuse("is a symbol or function");
    if (Array.isArray(value)) {
      const copy: unknown[] = [];
      for (let index = 0; index < value.length; index += 1) {
        field = `${path}[${index}]`;
        copy.push(read(value[index], field, depth + 1));
      }
      return copy;
    }
    const copy: Record<string, unknown> = { __proto__: null };
    for (const name of Reflect.ownKeys(value)) {
      // Symbols name nothing that could be sent.
      if (typeof name !== "string") continue;
      field = path === "" ? name : `${path}.${name}`;
      count();
      string(name);
      const member = (value as Record<string, unknown>)[name];
      if (member !== undefined) copy[name] = read(member, field, depth + 1);
    }
    return copy;
  };
  const string = (value: string) => {
    text += value.length;
    if (text > MAX_TEXT) refuse("is too long");
    return HALF.test(value) ? refuse("holds half of a surrogate pair, which is no character") : value;
  };

  try {
    return read(given, "", 0);
  } catch {
    const place = failure.operation === undefined ? "" : `${failure.operation}: `;
    const named = field === "" ? "" : `\`${field}\`: `;
    throw errorOf({ ...failure, message: `${place}${named}${problem}`, field: field || undefined });
  }
}
