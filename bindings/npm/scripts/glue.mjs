// Rewrites wasm-bindgen's glue: from a module with one instance, which uses global names, into a
// function that makes an instance with names of its own. See src/environment.ts for why.
//
// Every change is counted, so that another version of wasm-bindgen that writes something else
// fails the build instead of the package.

/** What the environment provides, as the glue names it. */
const SHADOWED = [
  "fetch",
  "Request",
  "Headers",
  "Response",
  "AbortController",
  "queueMicrotask",
  "setTimeout",
  "clearTimeout",
];

/** The text of a module that exports `glue`, made of the text of wasm-bindgen's module. */
export function glueModule(text) {
  const change = (what, pattern, replacement, expected) => {
    let count = 0;
    text = text.replace(pattern, () => {
      count += 1;
      return replacement;
    });
    const right = typeof expected === "number" ? count === expected : expected(count);
    if (!right) {
      throw new Error(
        `wasm-bindgen's glue has changed: ${what} found ${count} times; mend bindings/npm/scripts/glue.mjs`,
      );
    }
  };

  // What fetches and compiles the module: it is always passed compiled.
  change("loading", /^async function __wbg_load\([^]*^export \{ initSync, __wbg_init as default \};$/m, "", 1);
  change("exports", /^export (?=class |function )/gm, "", (count) => count >= 2);
  // The one name that isn't used as a free variable: where there is such a scope, `fetch` would be
  // called on it, past the shadow.
  change("global scopes", /typeof (globalThis|self|window|global) === 'undefined' \? undefined : \1/g, "scope", 4);
  for (const name of ["fetch", "new Request", "new Headers", "instanceof Response", "new AbortController"]) {
    if (!text.includes(name)) {
      throw new Error(`wasm-bindgen's glue has changed: it no longer uses \`${name}\``);
    }
  }
  for (const leftover of ["import.meta", "\nexport ", "\nimport "]) {
    if (text.includes(leftover)) {
      throw new Error(`wasm-bindgen's glue has changed: it has \`${leftover.trim()}\` left`);
    }
  }
  return `
export async function glue(module, { ${SHADOWED.join(", ")} }) {
  const scope = { queueMicrotask };
  ${text}
  __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
  return { Client, abort };
}
`;
}
