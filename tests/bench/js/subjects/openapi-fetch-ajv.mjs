// openapi-fetch, and Ajv on the parsed body, in its fastest form: compiled to code beforehand.
import * as validate from "../generated/ajv.mjs";
import { openWith } from "./openapi-fetch.mjs";

const checked = (valid) => (value) => {
  if (!valid(value)) throw new Error(JSON.stringify(valid.errors));
  return value;
};

export default (options) => openWith(options, { user: checked(validate.user), page: checked(validate.page) });
