// Prints the TypeScript types of provisioning's JSON Schemas. The schema of lists derives from the document of the API and
// comes by stdin, since it may not be written yet.
//
// OpenAPI 3.1 contains JSON Schema: as the components of a document, the schemas are read by the tool that reads the
// document of the API.
import { readFile } from "node:fs/promises";
import { text as whole } from "node:stream/consumers";

import openapiTS, { astToString } from "openapi-typescript";

import { SCHEMAS } from "./schemas.mjs";

const NAMES = { list: "List", plan: "Plan", journal: "JournalRecord", report: "Report" };

const schemas = {};
for (const [key, file] of Object.entries(SCHEMAS)) {
  const name = NAMES[key];
  const component = (part) => name + part[0].toUpperCase() + part.slice(1);
  const text = key === "list" ? await whole(process.stdin) : await readFile(file, "utf8");
  const { $schema, $defs = {}, title, ...schema } = JSON.parse(text, (member, value) =>
    member === "$ref" ? `#/components/schemas/${component(value.replace("#/$defs/", ""))}` : value,
  );
  schemas[name] = { description: title, ...schema };
  for (const [part, definition] of Object.entries($defs)) schemas[component(part)] = definition;
}
const document = { openapi: "3.1.0", info: { title: "Provisioning", version: "1" }, paths: {}, components: { schemas } };
const types = await openapiTS(document, { silent: true, defaultNonNullable: false });
// The reference knows no tag `@constant`, and the type says it already.
const text = astToString(types).replace(/^ *(?:\* @constant|\/\*\* @constant \*\/)\n/gm, "");
process.stdout.write(`// Written by \`cargo xtask regen\` from crates/provision's JSON Schemas. Do not edit.\n\n${text}`);
