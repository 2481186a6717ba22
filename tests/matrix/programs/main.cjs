// The scenario by `require`, with the client's options from the environment.
"use strict";
const { scenario } = require("./scenario.cjs");

scenario(require("bitsight-users")).then((outcome) => console.log(`OUTCOME ${JSON.stringify(outcome)}`));
