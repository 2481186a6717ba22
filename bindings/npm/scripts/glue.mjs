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
  return clientGlueModule(text, ["Client", "abort"], ["queueMicrotask"]);
}

/** The same for the module of the command line, which contains a client as well. It measures progress by `performance`. */
export function cliGlueModule(text) {
  return clientGlueModule(text, ["run"], ["queueMicrotask", "performance"]);
}

function clientGlueModule(text, exports, globals) {
  // The one name that isn't used as a free variable: where there is such a scope, `fetch` would be
  // called on it, past the shadow.
  text = changed(text, "global scopes", /typeof (globalThis|self|window|global) === 'undefined' \? undefined : \1/g, "scope", 4);
  text = withoutLoading(text);
  for (const name of ["fetch", "new Request", "new Headers", "instanceof Response", "new AbortController"]) {
    if (!text.includes(name)) {
      throw new Error(`wasm-bindgen's glue has changed: it no longer uses \`${name}\``);
    }
  }
  return `
export async function glue(module, { ${SHADOWED.join(", ")} }) {
  const scope = { ${globals.join(", ")} };
  ${text}
  __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
  return { ${exports.join(", ")} };
}
`;
}

/** The same for the provisioning module, which uses nothing of its environment. */
export function provisionGlueModule(text) {
  text = withoutLoading(text);
  for (const name of ["fetch(", "globalThis", "setTimeout", "queueMicrotask"]) {
    if (text.includes(name)) throw new Error(`the provisioning module has come to use \`${name}\``);
  }
  return `
export async function glue(module) {
  ${text}
  __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
  return { Account, Reader, Run, describe, unfinished };
}
`;
}

/** Without what fetches and compiles the module, which is always passed compiled, and without exports. */
function withoutLoading(text) {
  text = changed(text, "loading", /^async function __wbg_load\([^]*^export \{ initSync, __wbg_init as default \};$/m, "", 1);
  text = changed(text, "exports", /^export (?=class |function )/gm, "", (count) => count >= 1);
  for (const leftover of ["import.meta", "\nexport ", "\nimport "]) {
    if (text.includes(leftover)) {
      throw new Error(`wasm-bindgen's glue has changed: it has \`${leftover.trim()}\` left`);
    }
  }
  return text;
}

/** The text with a replacement, whose number is known. */
function changed(text, what, pattern, replacement, expected) {
  let count = 0;
  const result = text.replace(pattern, () => {
    count += 1;
    return replacement;
  });
  const right = typeof expected === "number" ? count === expected : expected(count);
  if (!right) {
    throw new Error(
      `wasm-bindgen's glue has changed: ${what} found ${count} times; mend bindings/npm/scripts/glue.mjs`,
    );
  }
  return result;
}
