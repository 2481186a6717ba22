// The module inside a JavaScript file: works without any configuration of bundlers and servers.

import { glue } from "bitsight-users-glue";
import { alphabet, text } from "bitsight-users-wasm";

import { answers } from "./generated/answers.js";
import type { Compiled } from "./wasm.js";

/** Compiles the module. */
export async function load(): Promise<Compiled> {
  const bytes = bytesOf(text) ?? bytesOf(reread(text));
  if (bytes === undefined) {
    throw new Error(`the script was read as ${charset()} and not as UTF-8; add <meta charset="utf-8"> to the page`);
  }
  return { module: await WebAssembly.compile(bytes), glue, answers };
}

/** A byte for each character, unless some stand for none. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  // Of the last one's number at most: 128 short ones, and the rest behind them.
  const byte = new Int16Array(0x200).fill(-1);
  for (let index = 0; index < alphabet.length; index += 1) byte[alphabet.charCodeAt(index)] = index;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const value = byte[text.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    bytes[index] = value;
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
