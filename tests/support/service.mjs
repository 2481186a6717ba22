// A service with pages that a test makes.
import { createServer } from "node:http";
import { BitsightUsers } from "bitsight-users";

import { numbers } from "./account.mjs";

/** `page` gets the number of the request, from 0, its limit and offset, and the service's URL. */
export async function startService(t, page) {
  const offsets = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url, "http://service").searchParams;
    const [limit, offset] = [Number(query.get("limit") ?? 100), Number(query.get("offset") ?? 0)];
    const body = JSON.stringify(page({ number: offsets.length, limit, offset, url }));
    offsets.push(offset);
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, offsets, client: new BitsightUsers({ token: "a-token", baseUrl: url }) };
}

/** The users with these numbers, as the list shows them. */
export const users = (numbers) =>
  numbers.map((number) => ({
    guid: `guid-${number}`,
    friendly_name: "Numbered",
    formal_name: "Numbered User",
    email: `user${number}@example.com`,
    group: { guid: "g", name: "G" },
    status: "Activated",
    last_login_time: null,
    joined_time: "2020-02-02T20:20:20Z",
    roles: [],
    is_available_for_contact: false,
    is_company_api_token: false,
  }));

/** A page. */
export const page = (next, count, results) => ({ links: { next, previous: null }, count, results });

/** The link to the page at an offset. */
export const link = (url, offset) => `${url}/v2/users?offset=${offset}`;

/** The numbers of a list of `count` from an offset on. */
export const window = (count, offset, length) => numbers(offset + 1, Math.min(offset + length, count));
