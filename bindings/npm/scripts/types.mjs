// Prints the TypeScript types of an OpenAPI document: node types.mjs <document>
//
// openapi-typescript writes an open enum (`anyOf: [an enum, string]`) as a union that TypeScript
// folds into `string`, and editors then suggest nothing. `string & {}` keeps the known values.
import { readFile } from "node:fs/promises";

import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const { factory } = ts;

/** `components["schemas"]["<name>"]` */
function reference(name) {
  const access = (type, key) =>
    factory.createIndexedAccessTypeNode(
      type,
      factory.createLiteralTypeNode(factory.createStringLiteral(key)),
    );
  return access(access(factory.createTypeReferenceNode("components"), "schemas"), name);
}

/** `string & {}` */
function openString() {
  return factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createTypeLiteralNode([]),
  ]);
}

function openEnum(schema) {
  const [known, open, ...rest] = schema.anyOf ?? [];
  const name = known?.$ref?.match(/^#\/components\/schemas\/(.+)$/)?.[1];
  if (name === undefined || open?.type !== "string" || open.enum !== undefined || rest.length > 0) {
    return undefined;
  }
  return factory.createUnionTypeNode([reference(name), openString()]);
}

const [, , file] = process.argv;
const types = await openapiTS(await readFile(file), {
  silent: true,
  transform: openEnum,
  // A default is filled in by the service; nobody has to send it.
  defaultNonNullable: false,
});
process.stdout.write(
  "// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.\n\n" + astToString(types),
);
