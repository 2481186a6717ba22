// The matrix as a table: from results.json into docs/environments.md, and the check that the two agree.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const RESULTS = "tests/matrix/results.json";
const PAGE = "docs/environments.md";
const COMMAND = "cargo xtask matrix";

/** Writes the results, and the page that shows them. */
export async function write(root, results) {
  await writeFile(join(root, RESULTS), `${JSON.stringify(results, undefined, 2)}\n`);
  await writeFile(join(root, PAGE), page(results));
  console.log(`wrote ${RESULTS} and ${PAGE}`);
}

/** Fails unless the page shows the results, and there is a result for each cell. */
export async function check(root, cells) {
  const results = JSON.parse(await readFile(join(root, RESULTS), "utf8"));
  const names = (rows, name) => rows.map((row) => row[name]).join(", ");
  if (names(results, "cell") !== names(cells, "name")) {
    throw new Error(`${RESULTS} has other cells than tests/matrix: run \`${COMMAND}\``);
  }
  if ((await readFile(join(root, PAGE), "utf8")) !== page(results)) {
    throw new Error(`${PAGE} doesn't show ${RESULTS}: run \`${COMMAND}\``);
  }
  console.log(`${PAGE} shows the ${results.length} results`);
}

function page(results) {
  return `# Environments

<!-- written by \`${COMMAND}\` -->

The packed npm package was installed in a fresh project for each of these, without any settings for it. A program or page
there created users and listed them, against the mock server.

${table(results)}
`;
}

/** The table, in Markdown. */
export function table(results) {
  const rows = results.map(({ title, version, result, reason }) => {
    const tested = result === "works" ? version : result === "untested" ? `untested: ${reason}` : "fails";
    return `| ${title} | ${tested.split("\n")[0]} |`;
  });
  return ["| Where | Tested with |", "| --- | --- |", ...rows].join("\n");
}
