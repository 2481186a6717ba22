// The server of all subjects: node server.mjs <folder of pages>
//
// Answers as documented, at the least cost: every body is made before the first request. The pages come from another
// port, so that their requests cross origins as in production. Prints both addresses.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const folder = process.argv[2];
/** The users of the account whose lists are read over a slow network. */
const ACCOUNT = 3000;
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-allow-methods": "GET, POST",
  // The longest time for which Chromium caches a preflight.
  "access-control-max-age": "7200",
};
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

// The user of a create has to be the one that rows.mjs asks for.
const created = answer(201, {
  ...user(0),
  friendly_name: "Arnold",
  formal_name: "Arnold Brown",
  email: "arnold@actorsfilms.us",
  status: "Created",
  last_login_time: null,
  features: [{ slug: "wfh-ro", value: false, can_update: true }],
});
const pages = new Map([100, 1000].map((limit) => [`/v2/users?limit=${limit}`, answer(200, page(limit))]));
const preflight = { status: 204, headers: CORS, body: undefined };
const unknown = answer(404, { detail: "Not found." });

/** The pages of an account of 3000 users, by the query of their request. */
const account = new Map();

const api = createServer((request, response) => {
  request.resume();
  const late = /^\/after\/(\d+)(\/v2\/users\?.*)$/.exec(request.url);
  const { status, headers, body } = late ? accountPage(request, late[2]) : route(request);
  const send = () => response.writeHead(status, headers).end(body);
  late ? setTimeout(send, Number(late[1])) : send();
});

const site = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://page").pathname).replaceAll("..", "");
  try {
    const content = await readFile(join(folder, path));
    response.writeHead(200, { "content-type": TYPES[extname(path)], "cache-control": "no-store" }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});

// Longer than any pause between two calls, so that none needs a new connection.
for (const server of [api, site]) server.keepAliveTimeout = 600_000;
console.log(JSON.stringify({ api: await listen(api), site: await listen(site) }));
// Stdin ends when the program that started this one has ended.
process.stdin.on("end", () => process.exit()).resume();

function route({ method, url }) {
  if (method === "OPTIONS") return preflight;
  if (method === "POST" && url === "/v2/users") return created;
  return pages.get(url) ?? unknown;
}

/** A page of the account. Its text is made at its first request, which only warms up. */
function accountPage({ headers, url }, path) {
  if (!account.has(url)) {
    const query = new URL(path, "http://api").searchParams;
    const [limit, offset] = [Number(query.get("limit")), Number(query.get("offset"))];
    const results = Array.from({ length: Math.min(limit, ACCOUNT - offset) }, (_, index) => user(offset + index));
    const base = `http://${headers.host}${url.split("?")[0]}`;
    const next = offset + limit < ACCOUNT ? `${base}?limit=${limit}&offset=${offset + limit}` : null;
    account.set(url, answer(200, { links: { next, previous: null }, count: ACCOUNT, results }));
  }
  return account.get(url);
}

function answer(status, value) {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { ...CORS, "content-type": "application/json", "content-length": body.length }, body };
}

function page(limit) {
  const results = Array.from({ length: limit }, (_, index) => user(index));
  return { links: { next: null, previous: null }, count: limit, results };
}

/** A user as in the documentation's lists. */
function user(number) {
  const digits = String(number).padStart(12, "0");
  return {
    guid: `33333333-dddd-3333-dddd-${digits}`,
    friendly_name: `Diane ${number}`,
    formal_name: `Diane Jones ${number}`,
    email: `diane${number}@example.com`,
    group: { guid: "dddddddd-3333-dddd-3333-dddddddddddd", name: "Central Pacific" },
    landing_page: "DEFAULT",
    status: "Activated",
    last_login_time: "2021-01-29T20:44:53.879238Z",
    joined_time: "2020-07-16T21:11:23Z",
    roles: [{ name: "Admin", slug: "customer_admin" }],
    is_available_for_contact: false,
    is_company_api_token: false,
  };
}

function listen(server) {
  return new Promise((resolve) => {
    // Only for this machine, since it serves files.
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}
