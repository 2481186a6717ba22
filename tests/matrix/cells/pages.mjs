// Cells of pages: without a bundler in three engines, and by each bundler in Chromium.
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";

import { open } from "../support/browser.mjs";
import { run, start } from "../support/process.mjs";
import { versionOf } from "../support/project.mjs";
import { freePort, serving } from "../support/serve.mjs";

const PAGE = ["scenario.mjs", "page.mjs"];
const INDEX = ["bundled.html", "index.html"];

/** Opens a page in Chromium. */
const chromium = ({ mock }, what, url) => mock.proves(what, async () => (await open("Chromium", url, mock)).outcome);

const engine = (name) => ({
  name: `page-${name.toLowerCase()}`,
  title: `A page in ${name}, no bundler`,
  project: "page",
  files: [...PAGE, ["page.html", "index.html"], "csp.mjs", "csp.html"],
  async run({ folder, mock }) {
    let version;
    await mock.proves(name, () =>
      serving(folder, async (url) => {
        const { outcome, ...more } = await open(name, `${url}/`, mock);
        version = more.version;
        return outcome;
      }),
    );
    await serving(folder, (url) => refused(name, `${url}/csp.html`, mock), "script-src 'self'");
    return version;
  },
});

/** Each engine says in words of its own that a policy forbids wasm; the error must know them all. */
async function refused(name, page, mock) {
  const { outcome } = await open(name, page, mock);
  assert.equal(outcome.code, "wasm_unavailable");
  assert.match(outcome.message, /'wasm-unsafe-eval'.*script-src/);
}

/** Opens a built page of the project. */
const built = (cell, what, folder, path = "/") =>
  serving(join(cell.folder, folder), (url) => chromium(cell, what, url + path));

const tool = (folder, program) => (...args) =>
  run(process.execPath, [join(folder, "node_modules", program), ...args], { cwd: folder });

const vite = (major) => ({
  name: `vite-${major}`,
  title: `Vite ${major}, dev server and build`,
  project: `vite-${major}`,
  files: [...PAGE, INDEX],
  async run(cell) {
    const program = "vite/bin/vite.js";
    const port = await freePort();
    const where = ["--host", "127.0.0.1", "--port", String(port), "--strictPort"];
    const server = start(process.execPath, [join(cell.folder, "node_modules", program), ...where], { cwd: cell.folder });
    try {
      await server.until(/ready in/);
      await chromium(cell, "dev server", `http://127.0.0.1:${port}/`);
    } finally {
      await server.stop();
    }
    await tool(cell.folder, program)("build");
    await built(cell, "build", "dist");
    return `Vite ${await versionOf(cell.folder, "vite")}`;
  },
});

const webpack = {
  name: "webpack-5",
  title: "webpack 5, development and production",
  project: "webpack",
  files: [...PAGE, ["classic.html", "index.html"]],
  async run(cell) {
    for (const mode of ["development", "production"]) {
      const build = tool(cell.folder, "webpack/bin/webpack.js");
      await build("--mode", mode, "--entry", "./page.mjs", "--output-path", mode, "--output-filename", "page.js");
      await cp(join(cell.folder, "index.html"), join(cell.folder, mode, "index.html"));
      await built(cell, mode, mode);
    }
    return `webpack ${await versionOf(cell.folder, "webpack")}`;
  },
};

const esbuild = {
  name: "esbuild",
  title: "esbuild, in chunks and in one file, minified",
  core: true,
  project: "esbuild",
  files: [...PAGE, ["classic.html", "one/index.html"], ["module.html", "chunks/index.html"]],
  async run(cell) {
    const build = tool(cell.folder, "esbuild/bin/esbuild");
    await build("page.mjs", "--bundle", "--minify", "--format=esm", "--splitting", "--outdir=chunks");
    await build("page.mjs", "--bundle", "--minify", "--outfile=one/page.js");
    await built(cell, "chunks", "chunks");
    await built(cell, "one file", "one");
    return `esbuild ${await versionOf(cell.folder, "esbuild")}`;
  },
};

const rollup = {
  name: "rollup",
  title: "Rollup with its node-resolve plugin, in chunks and in one file",
  project: "rollup",
  // The one whose page names no charset, in which the text of the module is easily garbled.
  core: true,
  files: [...PAGE, ["classic.html", "one/index.html"], ["module.html", "chunks/index.html"]],
  async run(cell) {
    const build = tool(cell.folder, "rollup/dist/bin/rollup");
    const plugin = ["--plugin", "node-resolve={browser:true}"];
    await build("page.mjs", ...plugin, "--format", "es", "--dir", "chunks");
    await build("page.mjs", ...plugin, "--format", "iife", "--file", "one/page.js", "--inlineDynamicImports");
    await built(cell, "chunks", "chunks");
    await built(cell, "one file", "one");
    return `Rollup ${await versionOf(cell.folder, "rollup")}`;
  },
};

/** The cells. */
export const pages = [engine("Chromium"), engine("Firefox"), engine("WebKit"), vite(7), vite(8), webpack, esbuild, rollup];
