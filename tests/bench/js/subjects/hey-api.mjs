// hey-api's client, generated from this project's document.
import * as generated from "../generated/hey-api.mjs";

/** The client, for both ways of generating it. */
export function openWith({ createClient, createConfig, createUser, listUsers }, { baseUrl, token }) {
  const client = createClient(createConfig({ baseUrl, auth: `${token}:`, throwOnError: true }));
  return {
    create: async (body) => (await createUser({ client, body })).data,
    list: async (limit) => (await listUsers({ client, query: { limit } })).data,
  };
}

export default (options) => openWith(generated, options);
