// Headless Chromium for the tests.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { whyNoBridge } from "./bridge.mjs";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why a test in the browser cannot run, as a line to skip with; undefined when it can. */
export function whyNoBrowser() {
  return existsSync(EXECUTABLE)
    ? whyNoBridge()
    : "no Chromium (Debian: apt-get install chromium; or set CHROMIUM)";
}

export function startBrowser() {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
