// openapi-fetch: types only, without checks at run time.
import createClient from "openapi-fetch";

/** `check` gets the parsed body and returns the caller's value. */
export function openWith({ baseUrl, token }, check) {
  const client = createClient({ baseUrl, headers: { Authorization: `Basic ${btoa(`${token}:`)}` } });
  const read = ({ data, error }) => {
    if (error !== undefined) throw new Error(JSON.stringify(error));
    return data;
  };
  return {
    create: async (body) => check.user(read(await client.POST("/v2/users", { body }))),
    list: async (limit) => check.page(read(await client.GET("/v2/users", { params: { query: { limit } } }))),
  };
}

const unchecked = (value) => value;

export default (options) => openWith(options, { user: unchecked, page: unchecked });
