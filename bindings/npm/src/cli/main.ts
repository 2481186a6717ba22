// The program `bitsight-users` in Node.js: loads the module of the command line and runs a command. Only `bin` loads
// this file.

/// <reference types="node" />

import { readFile } from "node:fs/promises";

import { glue } from "bitsight-users-cli-glue";

import { Bodies } from "../module/bodies.js";
import { environment } from "../module/environment.js";
import { Failures } from "../module/failures.js";
import { Timers } from "../module/timers.js";
import { Host } from "./host.js";

/** As the native program ends after a panic. */
const PANICKED = 101;

/** Runs a command, and ends the process with its exit code. */
export async function main(commandLine: string[]): Promise<void> {
  const module = await WebAssembly.compile(await readFile(new URL("./cli.wasm", import.meta.url)));
  const host = new Host();
  const trapped = (reason: unknown) => {
    // The module has reported a panic by its place. A full stack or memory it can't report. The reason itself isn't shown:
    // it could hold data of the caller.
    if (!(reason instanceof WebAssembly.RuntimeError)) console.error("error: a defect of this program");
    return host.exit(PANICKED);
  };
  const { run } = await glue(module, environment(fetch, new Failures(), new Timers(), new Bodies(), trapped));
  try {
    await host.exit(await run(host, ["bitsight-users", ...commandLine]));
  } catch (error) {
    await trapped(error);
  }
}
