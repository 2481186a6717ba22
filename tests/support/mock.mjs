// Starts the mock of the API (crates/mock-server) for one test, and reads the requests that it received.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const TOKEN = "mock-token";

/** A mock of its own for the test `t`, in documented mode; it ends with the test. */
export async function startMock(t) {
  const program = process.env.BITSIGHT_USERS_MOCK;
  if (!program) throw new Error("BITSIGHT_USERS_MOCK isn't set: run `cargo xtask test --only node`");
  const child = spawn(program, ["--port", "0", "--documented", "--stop-with-stdin"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  t.after(() => {
    child.stdin.end();
    return ended;
  });
  const { url, admin } = await firstLine(child);
  return {
    url,
    /** Every request that reached the server, preflights included. */
    async requests() {
      const response = await fetch(`${admin}/requests`);
      if (!response.ok) throw new Error(`the mock's request log answers ${response.status}`);
      return (await response.json()).requests;
    },
  };
}

async function firstLine(child) {
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise((resolve, reject) => {
    lines.once("line", resolve);
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the mock ended with ${code} before it was ready`)));
  });
  return JSON.parse(line);
}
