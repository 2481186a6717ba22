// The proxy as a handler for node:http.
import { Readable, pipeline } from "node:stream";

import { createProxy } from "./proxy.mjs";

/** A handler `(request, response)`; the options are those of `createProxy`. */
export function createNodeProxy(options) {
  const proxy = createProxy(options);
  return async (incoming, response) => {
    const { method, headers } = incoming;
    const hasBody = !["GET", "HEAD"].includes(method);
    let request;
    try {
      request = new Request(new URL(incoming.url, `http://${headers.host}`), {
        method,
        headers: Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
        ...(hasBody && { body: Readable.toWeb(incoming), duplex: "half" }),
      });
    } catch {
      return response.writeHead(400).end();
    }
    const answer = await proxy(request);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body === null) return response.end();
    // An answer that breaks off breaks off here as well, and doesn't look complete.
    pipeline(Readable.fromWeb(answer.body), response, () => {});
  };
}
