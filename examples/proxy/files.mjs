// Serves the page's files, with a Content-Security-Policy that lets the package work.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
};

/** A handler for node:http: files of `page`, and packages of the folder that holds `node_modules`. */
export function createFiles({ page, packages }) {
  return async (request, response) => {
    try {
      const file = locate(new URL(request.url, "http://page").pathname);
      const content = await readFile(file);
      const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
      if (extname(file) === ".html") headers["content-security-policy"] = policyFor(content.toString());
      response.writeHead(200, { ...headers, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
      response.end(content);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
    }
  };

  function locate(path) {
    const relative = normalize(decodeURIComponent(path));
    // An absolute path has no `..` left after this.
    if (relative.startsWith(`${sep}node_modules${sep}`)) return join(packages, relative);
    return join(page, relative === sep ? "index.html" : relative);
  }
}

/** Scripts of this server only, and the inline ones that the page holds; the package needs `wasm-unsafe-eval`. */
export function policyFor(html) {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)];
  const hashes = inline.map(([, text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(" "),
    "style-src 'self'",
    "img-src 'self' data:",
    // The proxy; without one, the service's origin.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
