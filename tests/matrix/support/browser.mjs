// Three engines, all driven in the same way: opened on a page, which reports its result.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { TOKEN } from "./mock.mjs";
import { run, start } from "./process.mjs";
import { reported } from "./serve.mjs";

/** What a cell throws that this machine can't run. */
export class Untested extends Error {}

const CHROMIUM = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
  "--enable-logging=stderr"];
/** Nothing but the page is to be loaded. */
const FIREFOX = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "datareporting.policy.firstRunURL": "",
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "termsofuse.bypassNotification": true,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

const ENGINES = {
  Chromium: {
    find: () => process.env.BITSIGHT_USERS_CHROMIUM || onPath("chromium"),
    missing: "no Chromium on PATH",
    agent: /Chrome\/([\d.]+)/,
    async open(program, profile, url) {
      // What it tells pages is cut.
      const version = `Chromium ${(await run(program, ["--version"])).match(/\d[\d.]+/)?.[0]}`;
      return Object.assign(start(program, [...CHROMIUM, `--user-data-dir=${profile}`, url]), { version });
    },
  },
  Firefox: {
    find: () => onPath("firefox-esr") ?? onPath("firefox"),
    missing: "no Firefox on PATH (Debian: firefox-esr)",
    agent: /Firefox\/([\d.]+)/,
    async open(program, profile, url) {
      const lines = Object.entries(FIREFOX).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
      await writeFile(join(profile, "user.js"), `${lines.join("\n")}\n`);
      return start(program, ["--headless", "--no-remote", "--profile", profile, url], { env: { HOME: profile } });
    },
  },
  WebKit: {
    find: () => onPath("Xvfb") && ["4.1", "4.0", "6.0"].map(miniBrowser).find(existsSync),
    missing: "no WebKitGTK with its MiniBrowser, or no Xvfb (Debian: webkit2gtk-driver, xvfb)",
    agent: /Version\/([\d.]+) Safari\//,
    async open(program, profile, url) {
      // It has no headless mode.
      const display = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"]);
      const [number] = await display.until(/^\d+$/m);
      const env = { HOME: profile, DISPLAY: `:${number}`, XDG_RUNTIME_DIR: profile, LIBGL_ALWAYS_SOFTWARE: "1" };
      // What it tells pages is the version of a Safari.
      const version = (await run(program, ["--version"], { env })).match(/\d[\d.]+/)?.[0];
      const browser = start(program, [url], { env });
      const stop = async () => {
        await browser.stop();
        await display.stop();
      };
      return { version: `WebKitGTK ${version}`, stop, get output() { return browser.output; } };
    },
  },
};

/** Opens a page that runs the scenario and gives what it reports, and the engine's version. */
export async function open(engine, page, mock) {
  const { find, missing, agent: pattern, open } = ENGINES[engine];
  const program = find();
  if (!program) throw new Untested(missing);
  const profile = await mkdtemp(join(tmpdir(), "bitsight-users-matrix-"));
  let browser;
  try {
    return await reported(async (report, sent) => {
      const query = new URLSearchParams({ baseUrl: mock.url, token: TOKEN, report });
      browser = await open(program, profile, `${page}?${query}`);
      const { outcome, agent } = await Promise.race([sent, tooLong(browser, engine)]);
      const version = agent.match(pattern)?.[1];
      // The test is only valid in the engine that it names.
      if (version === undefined) throw new Error(`this isn't ${engine}: ${agent}`);
      return { outcome, version: browser.version ?? `${engine} ${version}` };
    });
  } finally {
    await browser?.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const miniBrowser = (version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`;

const onPath = (name) =>
  (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)).find(existsSync);

async function tooLong(browser, engine) {
  await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
  throw new Error(`the page in ${engine} reported nothing; the browser said:\n${browser.output.slice(-3000)}`);
}
