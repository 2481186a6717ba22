// The fresh project of a cell: its packages by its lock file, and the packed tarball.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { run } from "./process.mjs";

const QUIET = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];

/** Lays the project of a cell out in `folder`. */
export async function createProject({ root, folder, template, files, tarball }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(root, "tests/matrix/projects", template), folder, { recursive: true });
  // Not `npm ci`: it refuses a lock file that lacks packages for other kinds of machine, as npm writes
  // them where a registry lacks these. What the lock file names is installed in its version.
  await run("npm", ["install", ...QUIET, tarball], { cwd: folder });
  for (const file of files) await add(root, folder, file);
}

/** Copies a program, also under another name or in a folder: `"page.mjs"`, `["bundled.html", "index.html"]`. */
async function add(root, folder, file) {
  const [from, to] = Array.isArray(file) ? file : [file, file];
  const programs = join(root, "tests/matrix/programs");
  if (from === "scenario.cjs") {
    // The same scenario for `require`.
    const text = await readFile(join(programs, "scenario.mjs"), "utf8");
    await writeFile(join(folder, to), text.replace("export async function scenario", "exports.scenario = async function"));
    return;
  }
  await mkdir(dirname(join(folder, to)), { recursive: true });
  await cp(join(programs, from), join(folder, to));
}

/** The version of an installed package. */
export const versionOf = async (folder, name) => (await json(join(folder, "node_modules", name, "package.json"))).version;

/** A JSON file. */
export const json = async (file) => JSON.parse(await readFile(file, "utf8"));
