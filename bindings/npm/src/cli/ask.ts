// Questions to the person at the terminal. They are written to stderr: stdout is for results.

/// <reference types="node" />

import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Asks for yes or no; without a word of the answer, no. Undefined if there was no answer. */
export async function confirm(question: string): Promise<boolean | undefined> {
  const answer = await line(`${question} [y/N]`, true, " ");
  return answer === undefined ? undefined : /^y(es)?$/i.test(answer.trim());
}

/** Asks for a line of text, which is shown or not. Undefined if there was no answer. */
export async function line(prompt: string, isShown: boolean, mark = ": "): Promise<string | undefined> {
  // What readline writes to stays silent for a secret.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({
    input: process.stdin,
    output: isShown ? process.stderr : silent,
    terminal: true,
    historySize: 0,
  });
  if (!isShown) process.stderr.write(prompt + mark);
  return new Promise((resolve) => {
    terminal.on("SIGINT", () => {
      terminal.close();
      process.stderr.write("\n");
      // As if the terminal had sent it: the program ends, unless it listens.
      process.kill(process.pid, "SIGINT");
    });
    // Ctrl-D, or a terminal that is gone. After an answer this changes nothing.
    terminal.on("close", () => resolve(undefined));
    terminal.question(isShown ? prompt + mark : "", (answer) => {
      resolve(answer);
      terminal.close();
      if (!isShown) process.stderr.write("\n");
    });
  });
}
