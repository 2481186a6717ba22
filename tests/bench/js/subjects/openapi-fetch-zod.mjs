// openapi-fetch, and Zod on the parsed body, with the schemas that hey-api writes.
import { zCreateUserResponse, zListUsersResponse } from "../generated/hey-api-zod.mjs";
import { openWith } from "./openapi-fetch.mjs";

export default (options) =>
  openWith(options, {
    user: (value) => zCreateUserResponse.parse(value),
    page: (value) => zListUsersResponse.parse(value),
  });
