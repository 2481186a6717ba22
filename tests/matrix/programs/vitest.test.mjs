// The scenario in Vitest.
import { BitsightError, BitsightUsers, ConflictError } from "bitsight-users";
import { expect, test } from "vitest";

import { scenario } from "./scenario.mjs";

test("the scenario", async () => {
  const outcome = await scenario({ BitsightError, BitsightUsers, ConflictError });
  expect(outcome.error.conflict).toBe(true);
  console.log(`OUTCOME ${JSON.stringify(outcome)}`);
});
