// Serves the example page: node serve.mjs <folder of the page> <folder with node_modules>
// Prints `serving <url>` when ready. A page on a CDN or behind a bundler needs none of this.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const [page, packages] = process.argv.slice(2);
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

const server = createServer(async (request, response) => {
  const file = locate(new URL(request.url, "http://page").pathname);
  try {
    const content = await readFile(file);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(content);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("not found\n");
  }
});

// Only for this machine: it serves files.
server.listen(0, "127.0.0.1", () => console.log(`serving http://127.0.0.1:${server.address().port}`));
// The program that started this one may be gone without a word; then stdin ends.
process.stdin.on("end", () => process.exit()).resume();

function locate(path) {
  const relative = normalize(decodeURIComponent(path)).replaceAll("..", "");
  if (relative.startsWith(`${sep}node_modules${sep}`)) return join(packages, relative);
  return join(page, relative === sep ? "index.html" : relative);
}
