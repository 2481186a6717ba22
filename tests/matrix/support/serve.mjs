// Serves a folder to pages on this machine, and takes the reports of pages.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  // Without a charset, as many servers do it: then the page's own counts.
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Serves `folder` while `use(url)` runs, its pages under a policy if there is one. */
export async function serving(folder, use, policy) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://page").pathname)).replaceAll("..", "");
    try {
      const content = await readFile(join(folder, path.endsWith("/") ? `${path}index.html` : path));
      if (policy !== undefined) response.setHeader("content-security-policy", policy);
      response.writeHead(200, { "content-type": TYPES[extname(path) || ".html"] ?? "application/octet-stream" });
      response.end(content);
    } catch {
      response.writeHead(404).end("not found\n");
    }
  });
  return listening(server, use);
}

/** Gives `use` a URL to report to and a promise of the first report: what was sent, and by what. */
export async function reported(use) {
  let take;
  const report = new Promise((resolve) => (take = resolve));
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    response.end();
    take({ outcome: JSON.parse(text), agent: request.headers["user-agent"] });
  });
  return listening(server, (url) => use(url, report));
}

async function listening(server, use) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A port that was free a moment ago, for servers that can't choose one. */
export async function freePort() {
  const server = createServer();
  const url = await listening(server, async (url) => url);
  return Number(new URL(url).port);
}
