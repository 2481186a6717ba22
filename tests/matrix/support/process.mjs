// Running the programs of a cell: their output is what an error shows.
import { spawn } from "node:child_process";

/** What a program of a cell may see of this one's environment: no account of the developer's. */
export function environment(more = {}) {
  const { BITSIGHT_API_TOKEN, BITSIGHT_BASE_URL, NODE_OPTIONS, NODE_TEST_CONTEXT, ...env } = process.env;
  const quiet = { CI: "1", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", WRANGLER_SEND_METRICS: "false", DO_NOT_TRACK: "1" };
  return { ...env, ...quiet, ...more };
}

/** Runs a program to its end and gives what it wrote to stdout. */
export function run(command, args, { cwd, env, timeout = 300_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { cwd, env });
    const timer = setTimeout(() => child.stop(), timeout);
    child.ended.then((how) => {
      clearTimeout(timer);
      if (how === 0) resolve(child.stdout);
      else reject(new Error(`\`${[command, ...args].join(" ")}\` ended with ${how}\n${child.output.slice(-6000)}`));
    });
  });
}

/** Starts a program in a process group of its own, so that stopping it stops what it started. */
export function start(command, args, { cwd, env } = {}) {
  const child = spawn(command, args, { cwd, env: environment(env), stdio: ["ignore", "pipe", "pipe"], detached: true });
  const program = { stdout: "", output: "", ended: undefined, stop: undefined, line: undefined };
  program.ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  const hear = (chunk) => {
    program.output += chunk;
    for (const listener of listeners) listener();
  };
  const listeners = new Set();
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    program.stdout += chunk;
    hear(chunk);
  });
  child.stderr.setEncoding("utf8").on("data", hear);
  program.stop = async () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
    await program.ended;
  };
  /** Waits for output that matches. */
  program.until = (pattern, timeout = 60_000) =>
    new Promise((resolve, reject) => {
      const fail = (why) => done(() => reject(new Error(`\`${command}\`: ${why}\n${program.output.slice(-6000)}`)));
      const timer = setTimeout(() => fail(`no ${pattern} within ${timeout} ms`), timeout);
      const done = (settle) => {
        clearTimeout(timer);
        listeners.delete(look);
        settle();
      };
      const look = () => {
        const match = program.output.match(pattern);
        if (match !== null) done(() => resolve(match));
      };
      listeners.add(look);
      program.ended.then((how) => fail(`ended with ${how}`));
      look();
    });
  return program;
}
