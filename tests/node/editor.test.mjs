// The package in an editor: suggestions and descriptions from TypeScript's language service.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

const root = process.env.BITSIGHT_USERS_ROOT;
const ts = createRequire(join(root, "tests/package.json"))("typescript");

const START = `import { BitsightUsers, ConflictError } from "bitsight-users";
const users = new BitsightUsers({ token: "t" });
`;

/** Keeps what was parsed for the next test. */
const registry = ts.createDocumentRegistry();

/** A language service that has opened this program, and the place that `|` marks in it. */
function open(program) {
  const text = START + program.replace("|", "");
  const position = START.length + program.indexOf("|");
  const file = join(process.cwd(), "program.mts");
  const options = { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, types: [] };
  const { readFile, readDirectory, directoryExists, getDirectories, realpath } = ts.sys;
  const host = {
    readFile,
    readDirectory,
    directoryExists,
    getDirectories,
    realpath,
    getCompilationSettings: () => ({ ...options, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"] }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? text : "1"),
    getCurrentDirectory: () => process.cwd(),
    getScriptSnapshot: (name) => {
      const content = name === file ? text : readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    fileExists: (name) => name === file || ts.sys.fileExists(name),
  };
  return { service: ts.createLanguageService(host, registry), file, position };
}

function suggested(program) {
  const { service, file, position } = open(program);
  return (service.getCompletionsAtPosition(file, position, {})?.entries ?? []).map(({ name }) => name);
}

/** What hovering over the marked place shows. */
function hover(program) {
  const { service, file, position } = open(program);
  const info = service.getQuickInfoAtPosition(file, position);
  const tags = (info?.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`);
  return [ts.displayPartsToString(info?.documentation), ...tags].join("\n");
}

test("roles are suggested, though any may be given", () => {
  const names = suggested('users.createUser({ friendly_name: "", formal_name: "", email: "", roles: [{ slug: "|" }] });');
  assert.ok(names.includes("customer_user") && names.includes("customer_admin"), names.join(", "));
});

test("roles and statuses to filter by are suggested", () => {
  assert.ok(suggested('users.listUsers({ roles_slug: ["|"] });').includes("customer_user"));
  assert.ok(suggested('users.listUsers({ status: ["|"] });').includes("Activated"));
});

test("codes are suggested, and what each kind of error has", () => {
  const program = 'import type { AnyBitsightError } from "bitsight-users"; declare const error: AnyBitsightError;\n';
  assert.ok(suggested(`${program}if (error.code === "|") {}`).includes("rate_limited"));
  assert.ok(suggested(`${program}if (error.code === "conflict") error.|`).includes("existingUser"));
  assert.ok(!suggested(`${program}error.|`).includes("existingUser"));
});

test("options and operations are suggested", () => {
  const options = suggested("new BitsightUsers({ | });");
  for (const name of ["token", "baseUrl", "fetch", "timeout", "maxRetries"]) assert.ok(options.includes(name), name);
  const operations = suggested("users.|");
  for (const name of ["createUser", "listUsers", "deleteUser", "request"]) assert.ok(operations.includes(name), name);
  for (const name of ["call", "pages"]) assert.ok(!operations.includes(name), name);
});

for (const [what, program, words] of [
  ["an operation", "users.create|User;", /Adds a user to the account[^]*Documented by Bitsight[^]*@throws/],
  ["a field that goes in", 'users.createUser({ friendly_|name: "", formal_name: "", email: "", roles: [] });', /\w{3,}/],
  ["a field that comes out", 'const user = await users.getUser("g"); user.last_login_|time;', /\w{3,}/],
  ["a filter", "users.listUsers({ roles_|slug: [] });", /one of these roles/],
  ["an option", "new BitsightUsers({ max|Retries: 0 });", /sent again[^]*2 unless set/],
  ["a class of errors", "Conflict|Error;", /409/],
]) {
  test(`${what} is explained`, () => assert.match(hover(program), words));
}

test("an edit of the status is refused with the name of the type, and not with its definition", () => {
  for (const call of ['users.editUser("guid", { status: "Deactivated" });', 'users.editCurrentUser({ status: "Deactivated" });']) {
    const { service, file } = open(call);
    const [problem, ...others] = service.getSemanticDiagnostics(file);
    const text = ts.flattenDiagnosticMessageText(problem?.messageText, "\n");
    const expected = "Object literal may only specify known properties, and 'status' does not exist in type 'UserChanges'.";
    assert.deepStrictEqual([text, others], [expected, []], call);
  }
});
