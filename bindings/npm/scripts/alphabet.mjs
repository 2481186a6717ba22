// How the module's bytes are written as text: a character for each, in an alphabet of its own.
//
// Unlike base64 this keeps bytes whole, so that what compresses the file on its way to a browser finds
// in it what it would find in the module itself. In UTF-8 only the first 128 characters take one byte,
// so the bytes that are most frequent in the module get those: 2 % less to download than with each
// byte as the character of its own number.

/** What a template literal takes for something else, and how it is written there. */
const ESCAPED = { "\0": "\\x00", "\r": "\\r", "`": "\\`", "\\": "\\\\", $: "\\$" };

/** The character for each byte; all of them below 256, so that engines keep the text in a byte for each. */
export function alphabetFor(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] += 1;
  const byFrequency = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a]);
  const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
  const escaped = characters.filter((character) => character in ESCAPED);
  const short = characters.slice(0, 128).filter((character) => !escaped.includes(character));
  const rest = [...characters.slice(128), ...escaped];
  const frequent = byFrequency.slice(0, short.length);
  const alphabet = new Array(256);
  // Most keep their own character, which leaves text in the module readable.
  const moved = frequent.filter((byte) => {
    const own = short.indexOf(characters[byte]);
    if (own >= 0) [alphabet[byte]] = short.splice(own, 1);
    return own < 0;
  });
  for (const byte of moved) alphabet[byte] = short.shift();
  // The rarest are those that are written with an escape.
  for (const byte of byFrequency.slice(frequent.length, -escaped.length).sort((a, b) => a - b)) {
    alphabet[byte] = rest.shift();
  }
  for (const byte of byFrequency.slice(-escaped.length)) alphabet[byte] = rest.shift();
  return alphabet;
}

/** Bytes as a template literal. */
export function literal(bytes, alphabet) {
  const written = alphabet.map((character) => ESCAPED[character] ?? character);
  let text = "";
  for (const byte of bytes) text += written[byte];
  return `\`${text}\``;
}
