// Modules that travel as text inside a JavaScript file: one character for each byte.

/** Compiles a module. */
export async function compiled(text: string): Promise<WebAssembly.Module> {
  const bytes = bytesOf(text) ?? bytesOf(decodedAgain(text));
  if (bytes === undefined) {
    throw new Error(`the script was read as ${charset()} and not as UTF-8; add <meta charset="utf-8"> to the page`);
  }
  return WebAssembly.compile(bytes);
}

/** The byte of each character; undefined if a character stands for none. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return undefined;
    bytes[index] = code;
  }
  return bytes;
}

/**
 * The text decoded as UTF-8 after it was decoded by the page's own charset. This happens to a bundle in one
 * file on a page that names no charset. If the charset maps each byte to a character, as windows-1252 does,
 * nothing is lost.
 */
function decodedAgain(text: string): string {
  const characters = new TextDecoder(charset()).decode(Uint8Array.from({ length: 0x100 }, (_, byte) => byte));
  return new TextDecoder().decode(Uint8Array.from(text, (character) => characters.indexOf(character)));
}

function charset(): string {
  return (globalThis as { document?: { characterSet?: string } }).document?.characterSet ?? "utf-8";
}
