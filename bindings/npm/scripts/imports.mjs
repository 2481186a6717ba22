// Gives the module's imports short names, in the module and in the glue: wasm-bindgen's hold hashes,
// which are what compresses worst.

/** The module and the glue, with other names for what the one imports from the other. */
export function shortenImports(module, glue) {
  const sections = [module.subarray(0, 8)];
  let renamed = 0;
  let place = 8;
  while (place < module.length) {
    const begin = place;
    const id = module[place];
    const [length, content] = number(module, place + 1);
    place = content + length;
    if (id !== IMPORTS) {
      sections.push(module.subarray(begin, place));
      continue;
    }
    const [count, first] = number(module, content);
    const parts = [bytes(count)];
    let at = first;
    for (let index = 0; index < count; index += 1) {
      const [from, afterFrom] = name(module, at);
      const [what, afterWhat] = name(module, afterFrom);
      if (module[afterWhat] !== FUNCTION) throw new Error(`the module imports \`${what}\`, which is no function`);
      const [type, end] = number(module, afterWhat + 1);
      at = end;
      const short = index.toString(36);
      parts.push(text("g"), text(short), Uint8Array.of(FUNCTION), bytes(type));
      if (index === 0) glue = once(glue, `"${from}":`, '"g":');
      glue = once(glue, new RegExp(`^(\\s*)${what}: `, "gm"), `$1"${short}": `);
      renamed += 1;
    }
    const section = Buffer.concat(parts);
    sections.push(Uint8Array.of(IMPORTS), bytes(section.length), section);
  }
  if (renamed === 0) throw new Error("the module imports nothing");
  return { module: Buffer.concat(sections), glue };
}

/** As the WebAssembly specification numbers sections and kinds of imports. */
const IMPORTS = 2;
const FUNCTION = 0;

/** Replaces what is there exactly once. */
function once(glue, pattern, replacement) {
  const parts = glue.match(typeof pattern === "string" ? new RegExp(pattern.replace(/[./]/g, "\\$&"), "g") : pattern);
  if (parts?.length !== 1) throw new Error(`wasm-bindgen's glue has changed: ${pattern} is there ${parts?.length ?? 0} times`);
  return glue.replace(pattern, replacement);
}

/** A number in LEB128, and where it ends. */
function number(module, place) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = module[place++];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value >>> 0, place];
  }
}

function name(module, place) {
  const [length, begin] = number(module, place);
  return [Buffer.from(module.subarray(begin, begin + length)).toString(), begin + length];
}

function bytes(value) {
  const result = [];
  do {
    result.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return Uint8Array.from(result);
}

function text(value) {
  return Buffer.concat([bytes(value.length), Buffer.from(value)]);
}
