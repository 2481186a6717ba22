// The server, in a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Runs `use({ api, site })` while the server runs. */
export async function withServer(use) {
  const child = spawn(process.execPath, ["server.mjs", "site"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    return await use(JSON.parse(line));
  } finally {
    child.stdin.end();
  }
}
