// The module inside a JavaScript file: works without any configuration of bundlers and servers.

import { alphabet, text } from "bitsight-users-wasm";

import { instantiate } from "./instance.js";
import type { Compiled } from "./wasm.js";

/** Compiles the module. */
export async function load(): Promise<Compiled> {
  const bytes = bytesOf(text, alphabet) ?? bytesOf(reread(text), reread(alphabet));
  if (bytes === undefined) {
    throw new Error(`the script was read as ${charset()} and not as UTF-8; add <meta charset="utf-8"> to the page`);
  }
  return { module: await WebAssembly.compile(bytes), instantiate };
}

/** A byte for each character, unless some stand for none. */
function bytesOf(text: string, alphabet: string): Uint8Array<ArrayBuffer> | undefined {
  const byte = new Uint8Array(0x100);
  for (let index = 0; index < alphabet.length; index += 1) byte[alphabet.charCodeAt(index)] = index;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return undefined;
    bytes[index] = byte[code] as number;
  }
  return bytes;
}

/**
 * What the text is in UTF-8. A page that names no charset reads scripts that aren't modules in one of
 * its own choice, which a bundle in one file can be. Where each byte became a character, as in
 * windows-1252, nothing is lost.
 */
function reread(text: string): string {
  const characters = new TextDecoder(charset()).decode(Uint8Array.from({ length: 0x100 }, (_, byte) => byte));
  return new TextDecoder().decode(Uint8Array.from(text, (character) => characters.indexOf(character)));
}

function charset(): string {
  return (globalThis as { document?: { characterSet?: string } }).document?.characterSet ?? "utf-8";
}
