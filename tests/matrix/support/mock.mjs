// The mock of all cells, and the requests that it received.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const TOKEN = "mock-token";
const SEEDED = ["one@example.com", "three@example.com", "two@example.com"];
const CREATED = "matrix@example.com";
const EXPECTED = {
  created: CREATED,
  listed: [CREATED, ...SEEDED],
  error: { name: "ConflictError", code: "conflict", status: 409, conflict: true, bitsight: true },
};

/** Starts it, in the mode that the tests use. */
export async function startMock() {
  const program = process.env.BITSIGHT_USERS_MOCK;
  if (!program) throw new Error("BITSIGHT_USERS_MOCK isn't set: run this by `cargo xtask matrix`");
  const child = spawn(program, ["--port", "0", "--documented", "--stop-with-stdin"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve([line]));
    child.once("close", (code) => reject(new Error(`the mock ended with ${code}`)));
  });
  const { url, admin } = JSON.parse(line);
  const ask = async (method, path, body) => {
    const response = await fetch(admin + path, { method, body: body && JSON.stringify(body) });
    assert.ok(response.ok, `the mock's ${path} answers ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    url,
    env: { BITSIGHT_API_TOKEN: TOKEN, BITSIGHT_BASE_URL: url },
    stop: () => child.stdin.end(),
    /** Runs a program on a fresh account; what it says it did must be what the mock saw. */
    async proves(what, program) {
      await ask("POST", "/reset", { users: SEEDED.map(seed) });
      await ask("DELETE", "/requests");
      const outcome = await program();
      if (outcome?.failed) throw new Error(`${what}: ${outcome.failed}\ncause: ${outcome.cause}`);
      assert.deepStrictEqual(outcome, EXPECTED, what);
      const { requests } = await ask("GET", "/requests");
      const posts = requests.filter(({ method }) => method === "POST").map(({ status }) => status);
      assert.deepStrictEqual(posts, [201, 409], what);
      assert.ok(requests.filter(({ method }) => method === "GET").length >= 2, `${what}: a second page`);
      const { users } = await ask("GET", "/users");
      assert.ok(users.some(({ email }) => email === CREATED), `${what}: the user is there`);
    },
    /**
     * Runs a program that applies a list, is stopped and goes on, then applies the list again. The creations take so long
     * that several are under way at any time.
     */
    async provisions(what, emails, program) {
      await ask("POST", "/reset", { users: SEEDED.map(seed) });
      await ask("DELETE", "/requests");
      await ask("POST", "/faults", { kind: "delay", ms: 2000, operation: "create_user", times: null });
      const reports = await program();
      for (const report of reports) assert.equal(report.failed, undefined, `${what}: ${report.cause}`);
      const counts = reports.map(({ finished, counts }) => ({ finished, ...counts }));
      const others = { unmanaged: SEEDED.length };
      const expected = [
        { finished: true, done: emails.length, ...others },
        { finished: true, unchanged: emails.length, ...others },
      ];
      assert.deepStrictEqual(counts, expected, what);
      const { users } = await ask("GET", "/users");
      assert.deepStrictEqual(users.map(({ email }) => email).sort(), [...emails, ...SEEDED].sort(), what);
      const { requests } = await ask("GET", "/requests");
      const posts = requests.filter(({ method }) => method === "POST");
      assert.equal(posts.length, emails.length, `${what}: one creation for each person`);
    },
  };
}

function seed(email) {
  const name = email.split("@")[0];
  return { friendly_name: name, formal_name: `${name} Example`, email, status: "Activated" };
}

/** What a program printed of its outcome. */
export function outcomeIn(output) {
  const line = output.split("\n").find((line) => line.includes("OUTCOME "));
  if (line === undefined) throw new Error(`the program printed no outcome:\n${output.slice(-4000)}`);
  return JSON.parse(line.slice(line.indexOf("OUTCOME ") + "OUTCOME ".length));
}
