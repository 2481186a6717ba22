// The scenario in a page: options and the place to report to are in the page's query.
import { BitsightError, BitsightUsers, ConflictError } from "bitsight-users";

import { scenario } from "./scenario.mjs";

const query = new URLSearchParams(location.search);
const report = (outcome) =>
  // A "simple" request, which needs no leave of the other origin.
  fetch(query.get("report"), { method: "POST", mode: "no-cors", body: JSON.stringify(outcome) });

scenario(
  { BitsightError, BitsightUsers, ConflictError },
  { baseUrl: query.get("baseUrl"), token: query.get("token"), dangerouslyAllowBrowser: true },
).then(report, (error) => report({ failed: String(error?.stack ?? error), cause: String(error?.cause) }));
