// The scenario as an ES module, with the client's options from the environment.
import { BitsightError, BitsightUsers, ConflictError } from "bitsight-users";

import { scenario } from "./scenario.mjs";

const outcome = await scenario({ BitsightError, BitsightUsers, ConflictError });
console.log(`OUTCOME ${JSON.stringify(outcome)}`);
