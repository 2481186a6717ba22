// The scenario in a Cloudflare worker, with the client's options from the worker's bindings; and with a list in the
// request, the program of docs/provisioning.md.
import { BitsightError, BitsightUsers, ConflictError } from "bitsight-users";

import { scenario } from "./scenario.mjs";

export { People } from "./people.mjs";

export default {
  async fetch(request, env) {
    try {
      if (request.method === "POST") return Response.json(await env.PEOPLE.getByName("account").sync(await request.text()));
      const options = { baseUrl: env.BITSIGHT_BASE_URL, token: env.BITSIGHT_API_TOKEN };
      return Response.json(await scenario({ BitsightError, BitsightUsers, ConflictError }, options));
    } catch (error) {
      return Response.json({ failed: String(error?.stack ?? error), cause: String(error?.cause) });
    }
  },
};
