// The subjects of the benchmarks. Each is loaded separately, since the first call includes the loading.
export const subjects = {
  "raw fetch": () => import("./raw-fetch.mjs"),
  "bitsight-users": () => import("./bitsight-users.mjs"),
  "openapi-fetch": () => import("./openapi-fetch.mjs"),
  "openapi-fetch + ajv": () => import("./openapi-fetch-ajv.mjs"),
  "openapi-fetch + zod": () => import("./openapi-fetch-zod.mjs"),
  "hey-api": () => import("./hey-api.mjs"),
  "hey-api + zod": () => import("./hey-api-zod.mjs"),
};

/** A client of that subject. */
export async function open(subject, options) {
  const { default: open } = await subjects[subject]();
  return open(options);
}
