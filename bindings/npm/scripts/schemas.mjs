// The JSON Schemas of provisioning, by name.
import { fileURLToPath } from "node:url";

const file = (path) => fileURLToPath(new URL(`../../../crates/provision/${path}`, import.meta.url));

export const SCHEMAS = {
  list: file("src/generated/list.schema.json"),
  plan: file("schemas/plan.schema.json"),
  journal: file("schemas/journal.schema.json"),
  report: file("schemas/report.schema.json"),
};
