// A program that applies a plan, for a test that kills it: node apply-plan.mjs <url> <folder>
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { BitsightUsers } from "bitsight-users";
import { apply } from "bitsight-users/provision";
import { fileJournal } from "bitsight-users/provision/file";

import { TOKEN } from "./mock.mjs";

const [, , baseUrl, folder] = process.argv;
const users = new BitsightUsers({ token: TOKEN, baseUrl });
const plan = JSON.parse(await readFile(join(folder, "plan.json"), "utf8"));
for await (const event of apply(users, plan, { journal: fileJournal(join(folder, "journal")) })) {
  if (event.type !== "report") continue;
  if (!event.report.finished) throw new Error(event.text);
  await writeFile(join(folder, "report.json"), JSON.stringify(event.report));
}
