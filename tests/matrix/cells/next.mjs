// Cells of Next.js: on its server twice, and in a page that it made.
import { join } from "node:path";

import { open } from "../support/browser.mjs";
import { outcomeIn } from "../support/mock.mjs";
import { run, start } from "../support/process.mjs";
import { versionOf } from "../support/project.mjs";
import { freePort } from "../support/serve.mjs";

const PROGRAM = "next/dist/bin/next";

/** A running server of the project's, `next dev` or `next start`. */
async function serving({ folder, mock }, mode, use) {
  const port = await freePort();
  const args = [join(folder, "node_modules", PROGRAM), mode, "--hostname", "127.0.0.1", "--port", String(port)];
  const server = start(process.execPath, args, { cwd: folder, env: mock.env });
  try {
    await server.until(/Ready in/);
    await use(`http://127.0.0.1:${port}`);
  } catch (error) {
    throw new Error(`${mode}: ${error.message}\nthe server said:\n${server.output.slice(-3000)}`);
  } finally {
    await server.stop();
  }
}

async function text(url) {
  const response = await fetch(url);
  const body = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${body.slice(0, 1000)}`);
  return body;
}

/** What a server component wrote into its page. */
const inPage = (html) => outcomeIn(html.match(/<pre>(.*?)<\/pre>/s)[1].replaceAll("&quot;", '"'));

async function all({ mock }, mode, url) {
  await mock.proves(`${mode}, server component`, async () => inPage(await text(`${url}/server`)));
  await mock.proves(`${mode}, route handler`, async () => JSON.parse(await text(`${url}/route`)));
  await mock.proves(`${mode}, client component`, async () => (await open("Chromium", `${url}/client`, mock)).outcome);
}

/** The cells. */
export const frameworks = [
  {
    name: "next",
    title: "Next.js: server component, route handler, client component; dev server and build",
    project: "next",
    files: [["scenario.mjs", "app/scenario.mjs"], ["page.mjs", "app/client/scenario-page.mjs"], ["scenario.mjs", "app/client/scenario.mjs"]],
    async run(cell) {
      await serving(cell, "dev", (url) => all(cell, "dev", url));
      await run(process.execPath, [join(cell.folder, "node_modules", PROGRAM), "build"], { cwd: cell.folder });
      await serving(cell, "start", (url) => all(cell, "build", url));
      return `Next.js ${await versionOf(cell.folder, "next")}`;
    },
  },
];
