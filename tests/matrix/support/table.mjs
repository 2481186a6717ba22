// The matrix as a table: from results.json into the READMEs, and the check that it is there.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const RESULTS = "tests/matrix/results.json";
const READMES = ["README.md", "bindings/npm/README.md"];
const SECTION = /(<!-- matrix: written by `cargo xtask matrix` -->\n)[^]*?(<!-- \/matrix -->)/;

/** Writes the results and what shows them. */
export async function write(root, results) {
  await writeFile(join(root, RESULTS), `${JSON.stringify(results, undefined, 2)}\n`);
  for (const file of READMES) await writeFile(join(root, file), await shown(root, file, results));
  console.log(`written: ${[RESULTS, ...READMES].join(", ")}`);
}

/** Fails unless the READMEs show the results, and the results are of the cells that there are. */
export async function check(root, cells) {
  const results = JSON.parse(await readFile(join(root, RESULTS), "utf8"));
  const names = (rows, name) => rows.map((row) => row[name]).join(", ");
  if (names(results, "cell") !== names(cells, "name")) {
    throw new Error(`${RESULTS} isn't of the cells that there are: run \`cargo xtask matrix\``);
  }
  for (const file of READMES) {
    if ((await readFile(join(root, file), "utf8")) !== (await shown(root, file, results))) {
      throw new Error(`${file} doesn't show ${RESULTS}: run \`cargo xtask matrix\``);
    }
  }
  console.log(`the READMEs show the ${results.length} results`);
}

async function shown(root, file, results) {
  const text = await readFile(join(root, file), "utf8");
  if (!SECTION.test(text)) throw new Error(`${file} has no place for the matrix`);
  // A function, since `$` means something in a replacement.
  return text.replace(SECTION, (_, begin, end) => `${begin}${table(results)}\n${end}`);
}

/** The table, in Markdown. */
export function table(results) {
  const rows = results.map(({ title, version, result, reason }) => {
    const tested = result === "works" ? version : result === "untested" ? `untested: ${reason}` : "fails";
    return `| ${title} | ${tested.split("\n")[0]} |`;
  });
  return ["| Where | Tested with |", "| --- | --- |", ...rows].join("\n");
}
