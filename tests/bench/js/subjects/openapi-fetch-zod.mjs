// openapi-fetch, and Zod over what was read, by the schemas that hey-api writes.
import { zCreateUserResponse, zListUsersResponse } from "../generated/hey-api-zod.mjs";
import { openWith } from "./openapi-fetch.mjs";

export default (options) =>
  openWith(options, {
    user: (value) => zCreateUserResponse.parse(value),
    page: (value) => zListUsersResponse.parse(value),
  });
