// The packed package as publint and are-the-types-wrong see it: node lint.mjs
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { run } from "./support/process.mjs";
import { createProject, versionOf } from "./support/project.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tarball = process.env.BITSIGHT_USERS_TARBALL;
if (!tarball) throw new Error("BITSIGHT_USERS_TARBALL isn't set: run this by `cargo xtask test --only npm-lint`");
/** All that may be in the package. */
const FILES = [
  /^(package\.json|README\.md|LICENSE-(MIT|APACHE)|THIRD-PARTY-NOTICES)$/,
  /^dist\/(index|slim|provision)\.(cjs|mjs|node\.mjs)$/,
  /^dist\/(inline|provision-inline|provision-file)\.(cjs|mjs)$/,
  /^dist\/schemas\/(list|plan|journal|report)\.schema\.json$/,
  /^dist\/((provision-)?workerd\.mjs|bitsight_users(_provision)?\.wasm)$/,
  /^(bin\/bitsight-users\.mjs|dist\/cli\.(mjs|wasm))$/,
  /^dist\/docs\/\w+\.md$/,
  /^dist\/types\/((entries|generated|module|provision)\/)?[\w-]+\.d\.[cm]ts$/,
];

const folder = join(root, "target/matrix/lint");
await createProject({ root, folder, template: "lint", files: [], tarball });
const tool = (program, ...args) => run(process.execPath, [join(folder, "node_modules", program), ...args], { cwd: folder });

await tool("publint/src/cli.js", "run", tarball, "--strict");
await tool(
  "@arethetypeswrong/cli/dist/index.js",
  tarball,
  // What TypeScript did before packages had `exports`, which is also before the Node.js that this needs.
  "--profile", "node16",
  // A file for `fetch` or for a bundler's own ways with files, which have types of their own.
  "--exclude-entrypoints", "bitsight_users.wasm",
);
const packed = (await run("tar", ["--list", "--file", tarball])).trim().split("\n").map((file) => file.replace(/^package\//, ""));
const odd = packed.filter((file) => !FILES.some((pattern) => pattern.test(file)));
if (odd.length > 0) throw new Error(`files that nobody needs are in the package: ${odd.join(", ")}`);
for (const file of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES"]) {
  if (!packed.includes(file)) throw new Error(`${file} isn't in the package`);
}
const versions = await Promise.all(["publint", "@arethetypeswrong/cli"].map((name) => versionOf(folder, name)));
console.log(`${packed.length} files; publint ${versions[0]} and are-the-types-wrong ${versions[1]} find nothing`);
