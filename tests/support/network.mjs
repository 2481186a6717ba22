// The network of tests/src/network.rs: a TLS server with a private authority, and a proxy that alone knows its name.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** The variables that lead to proxies and authorities, which a machine may have set. */
const VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"];

/** A network of its own for the test `t`; it ends with the test. */
export async function startNetwork(t) {
  const program = process.env.BITSIGHT_USERS_NETWORK;
  if (!program) throw new Error("BITSIGHT_USERS_NETWORK isn't set: run `cargo xtask test --only node`");
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const folder = await mkdtemp(join(tmpdir(), "bitsight-users-"));
  t.after(async () => {
    child.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  const seen = [];
  const place = await new Promise((resolve, reject) => {
    let isFirst = true;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (isFirst) resolve(JSON.parse(line));
      else seen.push(JSON.parse(line));
      isFirst = false;
    });
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the network ended with ${code} before it was ready`)));
  });
  const caFile = join(folder, "ca.pem");
  await writeFile(caFile, place.ca);
  return {
    ...place,
    caFile,
    /** The requests to the proxy, once there are as many; they are reported with a short delay. */
    async seen(count) {
      while (seen.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
      // Longer than the delay, for requests that shouldn't be there.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return seen;
    },
  };
}

/** The last line that a program prints, as JSON. It has an environment of its own. */
export async function runWith(variables, code) {
  const env = { ...process.env, ...variables };
  for (const name of VARIABLES.flatMap((name) => [name, name.toLowerCase()])) {
    if (!(name in variables)) delete env[name];
  }
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { env });
  return JSON.parse(stdout.trim().split("\n").at(-1));
}
