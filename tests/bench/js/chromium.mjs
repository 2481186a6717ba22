// The benchmarks in pages of Chromium: node chromium.mjs <options as JSON>; prints figures as JSON.
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { figures } from "./figures.mjs";
import { withServer } from "./server-process.mjs";

const root = process.env.BITSIGHT_USERS_ROOT;
const { chromium } = createRequire(join(root, "tests/package.json"))("playwright-core");
// As in tests/support/browser.mjs; the last two for memory.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--js-flags=--expose-gc", "--enable-precise-memory-info"];
/** A time-out far above the duration of any part. */
const PATIENCE = 600_000;

const options = process.argv[2];
const executablePath = process.env.BITSIGHT_USERS_CHROMIUM;
const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
// Not Playwright's pages: its listeners make each request slower, and keep the requests in memory.
const session = await browser.newBrowserCDPSession();
const reports = createServer();
await new Promise((resolve) => reports.listen(0, "127.0.0.1", resolve));
const report = `http://127.0.0.1:${reports.address().port}`;
try {
  const result = await withServer(({ api, site }) => {
    const page = (part, subject = "") =>
      inPage(`${site}/page.html?${new URLSearchParams({ part, subject, api, report, options })}`);
    return figures(JSON.parse(options), {
      measure: () => page("measure"),
      first: (subject) => page("first", subject),
      memory: (subject) => page("memory", subject),
    });
  });
  console.log(JSON.stringify(result));
} finally {
  reports.close();
  await browser.close();
}

/** Returns the report of the page at that address. The page has its own context, and with it its own process and caches. */
async function inPage(url) {
  const { browserContextId } = await session.send("Target.createBrowserContext");
  try {
    const reported = once(reports, "request", { signal: AbortSignal.timeout(PATIENCE) });
    await session.send("Target.createTarget", { url, browserContextId });
    const [request, response] = await reported;
    const outcome = JSON.parse(await text(request));
    response.end();
    if (outcome.failed) throw new Error(outcome.failed);
    return outcome.value;
  } finally {
    await session.send("Target.disposeBrowserContext", { browserContextId });
  }
}
