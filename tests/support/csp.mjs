// A server for pages under a Content-Security-Policy: the package as installed, and scripts of the test's.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = { ".mjs": "text/javascript", ".wasm": "application/wasm" };

/**
 * Serves `scripts`, by their paths, and the installed package under /node_modules; `/` is a page that
 * loads `/main.mjs`. Every answer has the policy. Ends with the test `t`; gives its URL.
 */
export async function serveUnderPolicy(t, policy, scripts) {
  const packages = join(process.env.BITSIGHT_USERS_ROOT, "target/consumers/node");
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://page").pathname).replaceAll("..", "");
    const headers = { "content-type": TYPES[extname(path)] ?? "text/html" };
    if (policy !== undefined) headers["content-security-policy"] = policy;
    let content = path === "/" ? '<!doctype html><title>-</title><script type="module" src="/main.mjs"></script>' : scripts[path];
    if (content === undefined && path.startsWith("/node_modules/bitsight-users/")) {
      content = await readFile(join(packages, path)).catch(() => undefined);
    }
    response.writeHead(content === undefined ? 404 : 200, headers).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
