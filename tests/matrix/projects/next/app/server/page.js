// The scenario in a server component.
import { BitsightError, BitsightUsers, ConflictError } from "bitsight-users";

import { scenario } from "../scenario.mjs";

export const dynamic = "force-dynamic";

export default async function Page() {
  const outcome = await scenario({ BitsightError, BitsightUsers, ConflictError });
  return <pre>{`OUTCOME ${JSON.stringify(outcome)}`}</pre>;
}
