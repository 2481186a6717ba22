// The page and the proxy on one origin: BITSIGHT_API_TOKEN=... node server.mjs [page] [folder with node_modules]
// BITSIGHT_BASE_URL points it at another server, such as the mock; PORT is the port to listen on.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { createFiles } from "./files.mjs";
import { createNodeProxy } from "./node.mjs";

const folders = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const [page = fileURLToPath(new URL("../web", import.meta.url)), packages = process.cwd()] = folders;
const PREFIX = "/bitsight";

const files = createFiles({ page, packages });
const proxy = createNodeProxy({
  token: process.env.BITSIGHT_API_TOKEN,
  service: process.env.BITSIGHT_BASE_URL,
  prefix: PREFIX,
  // Replace this by your own session: true only for those who may administer the account's users.
  // Until then every program on this machine may: no other can reach the port.
  mayAdminister: () => true,
});

const server = createServer((request, response) => {
  // A site whose name leads to this machine must not pass for this server.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? "")) response.writeHead(421).end();
  else if (request.url.startsWith(`${PREFIX}/`)) proxy(request, response);
  else files(request, response);
});
// A caller that sends its request slowly must not keep a connection.
server.requestTimeout = 30_000;
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  console.log(`serving http://127.0.0.1:${server.address().port}`);
});
// `cargo xtask` starts it with its stdin open, and may be gone without a word; then stdin ends.
if (process.argv.includes("--stop-with-stdin")) process.stdin.on("end", () => process.exit()).resume();
