// The scenario in a route handler.
import { BitsightError, BitsightUsers, ConflictError } from "bitsight-users";

import { scenario } from "../scenario.mjs";

export const dynamic = "force-dynamic";

export async function GET() {
  return Response.json(await scenario({ BitsightError, BitsightUsers, ConflictError }));
}
