// hey-api's client with its validator, which is Zod.
import * as generated from "../generated/hey-api-zod.mjs";
import { openWith } from "./hey-api.mjs";

export default (options) => openWith(generated, options);
