// Where the module's bytes are: node scripts/bytes.mjs <module with names>.
//
// As twiggy does: reading two sections takes less than compiling that.
import { readFileSync } from "node:fs";

const module = readFileSync(process.argv[2]);
/** As the WebAssembly specification numbers sections. */
const SECTIONS = ["custom", "types", "imports", "functions", "tables", "memory", "globals", "exports", "start", "elements", "code", "data", "data count"];
const FUNCTION_NAMES = 1;

const sections = new Map();
const functions = [];
const names = new Map();
let imported = 0;
for (let place = 8; place < module.length; ) {
  const id = module[place];
  let [length, at] = number(place + 1);
  const end = at + length;
  if (id === SECTIONS.indexOf("imports")) imported = number(at)[0];
  if (id === SECTIONS.indexOf("code")) {
    let count;
    [count, at] = number(at);
    for (; count > 0; count -= 1) {
      const [size, begin] = number(at);
      functions.push(begin + size - at);
      at = begin + size;
    }
  }
  if (id === SECTIONS.indexOf("custom")) readNames(at, end);
  else sections.set(SECTIONS[id], length);
  place = end;
}
if (names.size === 0) throw new Error("the module has no names");

const crates = new Map();
const named = functions.map((size, index) => {
  const name = (names.get(index + imported) ?? "?").replace(/\[[0-9a-f]{6,}\]/g, "");
  // `<a::B as c::D>::e` and `<&mut a::B>::e` are of the crate `a`, what has no path of nobody.
  const crate = /^[<&\s(*]*(?:dyn |mut |const )*([a-z_0-9]+)::/.exec(name)?.[1] ?? "exports and shims";
  crates.set(crate, (crates.get(crate) ?? 0) + size);
  return [name, size];
});

print("Section", sections);
print("Code by crate", crates);
print("Largest functions", named.sort((a, b) => b[1] - a[1]).slice(0, 25));

function print(title, rows) {
  console.log(`\n${"bytes".padStart(8)}  ${title}`);
  for (const [name, size] of [...rows].sort((a, b) => b[1] - a[1])) {
    if (size >= 300) console.log(`${String(size).padStart(8)}  ${name.slice(0, 110)}`);
  }
}

function readNames(place, end) {
  const [section, begin] = text(place);
  if (section !== "name") return;
  for (let at = begin; at < end; ) {
    const kind = module[at];
    let [length, place] = number(at + 1);
    at = place + length;
    if (kind !== FUNCTION_NAMES) continue;
    let count;
    [count, place] = number(place);
    for (; count > 0; count -= 1) {
      const [index, after] = number(place);
      const [name, next] = text(after);
      names.set(index, name);
      place = next;
    }
  }
}

/** A number in LEB128, and where it ends. */
function number(place) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = module[place++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, place];
  }
}

function text(place) {
  const [length, begin] = number(place);
  return [module.subarray(begin, begin + length).toString(), begin + length];
}
