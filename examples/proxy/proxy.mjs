// A proxy for the Users API that holds the token: a page asks it, and it asks Bitsight.
import { Readable, pipeline } from "node:stream";

/** What the Users API consists of; anything else isn't for pages. A page that only lists needs less. */
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

/** What the package reads of an answer. */
const PASSED = ["content-type", "retry-after", "x-request-id"];
/** Far more than any request of the API needs, in bytes. */
const MOST = 100_000;
/** Longer than the package waits, so that it is the one to give up, in milliseconds. */
const PATIENCE = 130_000;

/**
 * A handler for node:http. `mayAdminister(request)` decides, by your own session, whether the caller
 * may use the token; it may be async. `prefix` is the path of the proxy.
 */
export function createProxy({ token, mayAdminister, prefix, service = "https://api.bitsighttech.com/ratings" }) {
  if (!token) throw new Error("the proxy needs a token");
  const authorization = `Basic ${Buffer.from(`${token}:`).toString("base64")}`;

  return async (request, response) => {
    try {
      await pass(request, response);
    } catch (error) {
      // What failed may name addresses of your network, and is not for the page. A 502 stands for "may
      // have taken effect", and the package acts on that.
      console.error(`proxy: ${request.method}: ${error.cause?.code ?? error.name}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 502, "the service can't be reached");
    }
  };

  async function pass(request, response) {
    const { pathname, search } = new URL(request.url, "http://proxy");
    const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : "";
    const known = ALLOWED.filter((allowed) => allowed.path.test(path));
    if (known.length === 0) return refuse(response, 404, "no path of the Users API");
    if (!known.some(({ methods }) => methods.includes(request.method))) {
      return refuse(response, 405, "not with this method");
    }
    // Other sites' pages could use the caller's session without this; browsers set the header.
    if (!["same-origin", undefined].includes(request.headers["sec-fetch-site"])) {
      return refuse(response, 403, "only for pages of this server");
    }
    if (!(await mayAdminister(request))) return refuse(response, 401, "sign in first");

    // What the browser sent stays here, its Authorization and cookies above all.
    const headers = { authorization, accept: "application/json" };
    const hasBody = ["POST", "PATCH"].includes(request.method);
    if (hasBody && request.headers["content-type"]) headers["content-type"] = request.headers["content-type"];
    const body = hasBody ? await read(request) : undefined;
    if (body === null) return refuse(response, 413, "the body is too long");
    const answer = await fetch(service + path + search, {
      method: request.method,
      headers,
      body: body?.length > 0 ? body : undefined,
      // Following a redirect would take the request to where nobody meant it to go.
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      return refuse(response, 502, "the service answered with a redirect");
    }
    const passed = PASSED.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]);
    response.writeHead(answer.status, { ...Object.fromEntries(passed), ...HARMLESS });
    if (answer.body === null) return response.end();
    // An answer that breaks off breaks off here as well, and doesn't look complete.
    pipeline(Readable.fromWeb(answer.body), response, () => {});
  }
}

/** An answer must not become a page of this server, even if it is HTML. */
const HARMLESS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "no-store",
};

function refuse(response, status, detail) {
  response.writeHead(status, { "content-type": "application/json", ...HARMLESS }).end(JSON.stringify({ detail }));
}

/** The body; null if it is too long. */
async function read(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > MOST) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
