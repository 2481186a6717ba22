// The scenario in a Cloudflare worker, with the client's options from the worker's bindings.
import { BitsightError, BitsightUsers, ConflictError } from "bitsight-users";

import { scenario } from "./scenario.mjs";

export default {
  async fetch(request, env) {
    const options = { baseUrl: env.BITSIGHT_BASE_URL, token: env.BITSIGHT_API_TOKEN };
    try {
      return Response.json(await scenario({ BitsightError, BitsightUsers, ConflictError }, options));
    } catch (error) {
      return Response.json({ failed: String(error?.stack ?? error), cause: String(error?.cause) });
    }
  },
};
