// A proxy for the Users API that holds the token: a page asks it, and it asks Bitsight. It takes a Request and
// returns a promise of a Response, as Workers, Deno, Bun and most frameworks do; node.mjs is for node:http.

/** The operations that pages may use. A page that only lists needs less. */
const ID = "[A-Za-z0-9-]+";
const ALLOWED = [
  ["GET", "/v2/users"],
  ["POST", "/v2/users"],
  ["GET|PATCH|DELETE", `/v2/users/${ID}`],
  ["POST", `/v2/users/${ID}/(require-mfa|reset-mfa|resend-activation-email)`],
  ["GET", "/v1/users/quota"],
  ["GET", `/v1/users/${ID}/company-views`],
  ["GET", "/v1/access-groups"],
].map(([methods, path]) => ({ methods: methods.split("|"), path: new RegExp(`^${path}$`) }));

/** The response headers that the package reads. */
const PASSED = ["content-type", "retry-after", "x-request-id"];
/** Far more bytes than any request of the API needs. */
const MOST_BYTES = 100_000;
/** Milliseconds to send a request's body, and longer than the package waits for an answer. */
const [READING, ANSWERING] = [10_000, 130_000];
/** An answer must not become a page of this server, even if it is HTML. */
const HARMLESS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "no-store",
};

/**
 * `mayAdminister(request)` decides, by your own session, whether the caller may use the token; it may be async. If the
 * session is a cookie, set it with `SameSite=Strict`. `prefix` is the path of the proxy, and `origin` the one of its
 * pages, if it isn't that of the request's URL, such as behind a server that ends HTTPS.
 */
export function createProxy({ token, mayAdminister, prefix, origin, service = "https://api.bitsighttech.com/ratings" }) {
  if (!token) throw new Error("the proxy needs a token");
  if (!mayAdminister) throw new Error("the proxy needs `mayAdminister`");
  const authorization = `Basic ${btoa(`${token}:`)}`;

  return async function proxy(request) {
    try {
      return await pass(request);
    } catch (error) {
      // The failure may name addresses of your network, and is not for the page. The package takes a 502 for
      // "may have taken effect".
      console.error(`proxy: ${request.method}: ${error.cause?.code ?? error.name}`);
      return refusal(502, "the service can't be reached");
    }
  };

  async function pass(request) {
    const url = new URL(request.url);
    const path = url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : "";
    const known = ALLOWED.filter((allowed) => allowed.path.test(path));
    if (known.length === 0) return refusal(404, "not a path of the Users API");
    if (!known.some(({ methods }) => methods.includes(request.method))) return refusal(405, "not with this method");
    // Pages of other sites could use the caller's session. Browsers say where a request comes from, in one of these.
    const site = request.headers.get("sec-fetch-site") ?? "same-origin";
    const from = request.headers.get("origin") ?? (origin ?? url.origin);
    if (site !== "same-origin" || from !== (origin ?? url.origin)) return refusal(403, "only for pages of this server");
    // A form of another site can send anything but this type without asking first.
    const type = request.headers.get("content-type");
    if (type !== null && !/^application\/json *(;|$)/i.test(type)) return refusal(415, "the body must be application/json");
    if (!(await mayAdminister(request))) return refusal(401, "sign in first");

    const body = request.method === "GET" ? undefined : await read(request);
    if (body === null) return refusal(413, "the body is too long, or took too long");
    if (body?.length > 0 && type === null) return refusal(415, "the body must be application/json");
    // The caller's headers stay here, its Authorization and cookies above all.
    const answer = await fetch(service + path + url.search, {
      method: request.method,
      headers: { authorization, accept: "application/json", ...(body?.length > 0 && { "content-type": "application/json" }) },
      body: body?.length > 0 ? body : undefined,
      // A redirect would take the token elsewhere.
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWERING),
    });
    if (answer.status < 200 || (answer.status >= 300 && answer.status < 400)) {
      await answer.body?.cancel();
      return refusal(502, "the service answered with a redirect");
    }
    const passed = PASSED.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]);
    const headers = { ...Object.fromEntries(passed), ...HARMLESS };
    return new Response(answer.body, { status: answer.status, headers });
  }
}

function refusal(status, detail) {
  return Response.json({ detail }, { status, headers: HARMLESS });
}

/** The body; null if it is too long, or takes too long. */
async function read(request) {
  const reader = request.body?.getReader();
  const parts = [];
  let [length, timer] = [0, undefined];
  const late = new Promise((resolve) => (timer = setTimeout(resolve, READING, { late: true })));
  try {
    while (reader !== undefined) {
      const { done, late: isLate, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      length += value?.length ?? 0;
      if (isLate || length > MOST_BYTES) {
        reader.cancel().catch(() => {});
        return null;
      }
      parts.push(value);
    }
  } finally {
    clearTimeout(timer);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
