// The support matrix: node run.mjs [--core] [--only CELL]... [--check]
//
// Runs each cell in a fresh project with the packed tarball, prints a table, and, when all cells ran,
// writes results.json and docs/environments.md. `--check` only compares the two.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { runtimes } from "./cells/runtimes.mjs";
import { pages } from "./cells/pages.mjs";
import { frameworks } from "./cells/next.mjs";
import { Untested } from "./support/browser.mjs";
import { startMock } from "./support/mock.mjs";
import { createProject } from "./support/project.mjs";
import { check, table, write } from "./support/table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cells = [...runtimes, ...pages, ...frameworks];

const options = parse(process.argv.slice(2));
if (options.check) {
  await check(root, cells);
} else {
  const results = await runAll(options.cells);
  console.log(`\n${table(results)}`);
  const count = (result) => results.filter((row) => row.result === result).length;
  console.log(`\n${count("works")} work, ${count("fails")} fail, ${count("untested")} untested`);
  if (results.length === cells.length && count("fails") === 0) await write(root, results);
  // As everywhere: under CI=true, what can't run is a failure.
  const strict = options.core && ["true", "1"].includes(process.env.CI ?? "");
  if (count("fails") > 0 || (strict && count("untested") > 0)) process.exitCode = 1;
}

async function runAll(cells) {
  const tarball = process.env.BITSIGHT_USERS_TARBALL;
  if (!tarball) throw new Error("BITSIGHT_USERS_TARBALL isn't set: run this by `cargo xtask matrix`");
  const mock = await startMock();
  const results = [];
  try {
    // One by one: they share the mock, and each keeps the machine busy.
    for (const cell of cells) results.push(await runCell(cell, { mock, tarball }));
  } finally {
    mock.stop();
  }
  return results;
}

async function runCell(cell, { mock, tarball }) {
  const start = performance.now();
  const folder = join(root, "target/matrix", cell.name);
  const row = { cell: cell.name, title: cell.title };
  try {
    await createProject({ root, folder, template: cell.project, files: cell.files, tarball });
    Object.assign(row, { result: "works", version: await cell.run({ folder, mock }) });
  } catch (error) {
    const result = error instanceof Untested ? "untested" : "fails";
    Object.assign(row, { result, reason: error.message });
    if (result === "fails") console.log(`${cell.name}: ${error.stack}\n`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${cell.name.padEnd(18)} ${row.result}, ${seconds} s: ${(row.version ?? row.reason).split("\n")[0]}`);
  return row;
}

function parse(args) {
  const only = [];
  const options = { check: false, core: false, cells };
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === "--check") options.check = true;
    else if (args[index] === "--core") options.core = true;
    else if (args[index] === "--only") only.push(args[++index]);
    else throw new Error(`the matrix doesn't know \`${args[index]}\``);
  }
  const names = cells.map(({ name }) => name).join(", ");
  for (const name of only) {
    if (!cells.some((cell) => cell.name === name)) throw new Error(`there is no cell \`${name}\`; there are ${names}`);
  }
  if (options.core) options.cells = cells.filter((cell) => cell.core);
  if (only.length > 0) options.cells = cells.filter((cell) => only.includes(cell.name));
  return options;
}
