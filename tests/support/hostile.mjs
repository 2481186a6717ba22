// Values that no honest program passes, and the places to put them.

/** Throws. */
export function failing() {
  throw new Error("hostile");
}

/** Every kind of hostile value. Made anew at each call, since some change when they are used. */
export function hostile() {
  const cyclic = { friendly_name: "Cyclic" };
  cyclic.self = cyclic;
  const ring = [];
  ring.push(ring);
  let deep = "deep";
  for (let level = 0; level < 10_000; level += 1) deep = { deep };
  const sparse = [];
  sparse[1_000_000] = 1;
  const long = "x".repeat(1 << 20);
  const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, number) => [`field${number}`, number]));
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const everything = new Proxy(function () {}, { get: (_, name) => (name === Symbol.toPrimitive ? failing : everything), apply: failing });
  return Object.entries({
    null: null,
    true: true,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    "-0": -0,
    "-1": -1,
    "1.5": 1.5,
    "2^53": 2 ** 53,
    "1e308": 1e308,
    BigInt: 10n ** 40n,
    Symbol: Symbol("hostile"),
    "Symbol.iterator": Symbol.iterator,
    function: failing,
    class: class Hostile {},
    "empty string": "",
    NUL: "\0",
    "lone surrogate": "\ud800",
    "reversed surrogates": "\udc00\ud800",
    "long string": "y".repeat(1 << 25),
    "many long strings": Array.from({ length: 9000 }, () => long),
    "long name": { ["z".repeat(1 << 25)]: 1 },
    "lone surrogate as name": { "\ud800": 1 },
    "wide object": wide,
    "deep object": deep,
    "cyclic object": cyclic,
    "cyclic list": ring,
    "sparse list": sparse,
    "list of undefined": [undefined],
    "no prototype": Object.assign(Object.create(null), { a: 1 }),
    "__proto__": JSON.parse('{"__proto__":{"a":1}}'),
    "symbol as name": { [Symbol("name")]: 1 },
    "throwing getter": { get email() { return failing(); }, get timeout() { return failing(); } },
    "throwing toString": { toString: failing, valueOf: failing, [Symbol.toPrimitive]: failing, toJSON: failing },
    "throwing proxy": new Proxy({}, { get: failing, ownKeys: failing, has: failing, getPrototypeOf: failing, getOwnPropertyDescriptor: failing }),
    "throwing list": new Proxy([], { get: failing }),
    "endless list": new Proxy([], { get: (_, name) => (name === "length" ? 2 ** 53 : "item") }),
    "list of odd length": new Proxy([], { get: (_, name) => (name === "length" ? "many" : 1) }),
    "lying keys": new Proxy({}, { ownKeys: () => ["a", "b"], get: () => undefined }),
    "revoked proxy": revoked.proxy,
    "proxy of everything": everything,
    Date: new Date(Number.NaN),
    Map: new Map([["email", 1]]),
    Set: new Set([1]),
    WeakMap: new WeakMap(),
    RegExp: /x/g,
    Promise: Promise.resolve(1),
    ArrayBuffer: new ArrayBuffer(8),
    Uint8Array: new Uint8Array(8),
    Error: new Error("as a value"),
    "boxed string": new String("boxed"),
    global: globalThis,
  }).map(([what, value]) => ({ what, value }));
}

/** A list of arguments with a hostile value in each place, down to the parts of its objects. */
export function* places(args) {
  for (const path of paths(args)) {
    for (const { what, value } of hostile()) {
      yield { what: `${what} at ${path.join(".")}`, value: replaced(args, path, value) };
    }
  }
}

function* paths(value, path = []) {
  if (typeof value !== "object" || value === null || value === console) return;
  for (const key of Object.keys(value)) {
    yield [...path, key];
    yield* paths(value[key], [...path, key]);
  }
}

function replaced(value, [key, ...rest], by) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = rest.length === 0 ? by : replaced(value[key], rest, by);
  return copy;
}
