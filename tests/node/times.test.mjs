// Times are read in the forms in which the service sends them.
import assert from "node:assert/strict";
import { InvalidArgumentError, parseTimestamp } from "bitsight-users";

import { read } from "../support/account.mjs";
import { group } from "../support/scenarios.mjs";

group("times", {
  times_are_read_in_every_form_that_occurs() {
    for (const [text, expected] of read("tests/times.json")) {
      if (expected === null) assert.throws(() => parseTimestamp(text), InvalidArgumentError, text);
      else assert.equal(parseTimestamp(text).getTime(), new Date(expected).getTime(), text);
    }
    for (const odd of [undefined, null, 5, {}]) assert.throws(() => parseTimestamp(odd), InvalidArgumentError);
  },
});
