// An application that was written for RTM 1.x, moved by nothing but a package alias and an address.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { serveFolder } from "../../scripts/static-server.mjs";
import { startBridge } from "../support/bridge.mjs";
import { startBrowser, whyNoBrowser } from "../support/chromium.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const VENDOR_PACKAGE = "agora-rtm-sdk";

describe("an unchanged application", { skip: whyNoBrowser() }, () => {
  let bridge;
  let browser;
  let server;
  let folder;

  before(async () => {
    [bridge, browser] = await Promise.all([startBridge(), startBrowser()]);
    folder = mkdtempSync(join(tmpdir(), "rtm-app-"));
    const settings = `globalThis.RTM_BRIDGE_URL = ${JSON.stringify(bridge.url)};`;
    writeFileSync(join(folder, "settings.js"), settings);
    server = await serveFolder(folder, 0);
  });
  after(async () => {
    await browser?.close();
    server?.close();
    await bridge?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("bundled with an alias", async () => {
    copyFileSync(here("fixture/index.html"), join(folder, "index.html"));
    await build({
      entryPoints: [here("fixture/app.js")],
      outfile: join(folder, "app.js"),
      bundle: true,
      format: "iife",
      platform: "browser",
      alias: { [VENDOR_PACKAGE]: here("../../") },
    });
    assert.doesNotMatch(readFileSync(join(folder, "app.js"), "utf8"), /require\("ws"\)/);
    await callEachOther("bundled");
  });

  it("without a bundler, with an import map", async () => {
    copyFileSync(here("../../dist/browser.js"), join(folder, "rtm.js"));
    copyFileSync(here("fixture/app.js"), join(folder, "app.js"));
    const map = JSON.stringify({ imports: { [VENDOR_PACKAGE]: "./rtm.js" } });
    const page = `<!doctype html><script src="settings.js"></script>
      <script type="importmap">${map}</script><script type="module" src="app.js"></script>`;
    writeFileSync(join(folder, "index.html"), page);
    await callEachOther("mapped");
  });

  it("with the script tag's global", async () => {
    copyFileSync(here("../../dist/rtm-bridge-client.global.js"), join(folder, "rtm.js"));
    const app = readFileSync(here("fixture/app.js"), "utf8").replace(/^import .*$/m, "");
    writeFileSync(join(folder, "app.js"), app);
    const page = `<!doctype html><script src="settings.js"></script>
      <script src="rtm.js"></script><script src="app.js"></script>`;
    writeFileSync(join(folder, "index.html"), page);
    await callEachOther("tagged");
  });

  it("at the page's own origin, where a proxy passes /rtm on", async () => {
    copyFileSync(here("../../dist/rtm-bridge-client.global.js"), join(folder, "rtm.js"));
    const app = readFileSync(here("fixture/app.js"), "utf8").replace(/^import .*$/m, "");
    writeFileSync(join(folder, "app.js"), app);
    const page = `<!doctype html><script src="rtm.js"></script><script src="app.js"></script>`;
    writeFileSync(join(folder, "index.html"), page);
    server.on("upgrade", (request, near, head) => {
      const { hostname, port } = new URL(bridge.url);
      const far = connect(Number(port), hostname, () => {
        const lines = request.rawHeaders.map((text, i) => text + (i % 2 ? "\r\n" : ": "));
        far.write(`GET ${request.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
        far.write(head);
        near.pipe(far);
        far.pipe(near);
      });
      far.on("error", () => near.destroy());
      near.on("error", () => far.destroy());
    });
    await callEachOther("proxied");
  });

  async function callEachOther(how) {
    const bob = await open(`?uid=bob-${how}`, "login");
    const alice = await open(`?uid=alice-${how}&call=bob-${how}`, "done");
    assert.deepEqual(await seen(alice), [
      ["login", undefined],
      ["online", true],
      ["LocalInvitationReceivedByPeer", undefined],
      ["LocalInvitationAccepted", '{"Mode":0}'],
      ["done", "ACCEPTED_BY_REMOTE"],
    ]);
    // A message does not wait for what an invitation of the same user still has to bring about.
    const [login, received, ...rest] = await seen(bob);
    assert.deepEqual(
      [login, received, ...rest.sort()],
      [
        ["login", undefined],
        ["RemoteInvitationReceived", `alice-${how}`],
        ["MessageFromPeer", `alice-${how} EndCall`],
        ["RemoteInvitationAccepted", undefined],
      ],
    );
    await Promise.all([alice.close(), bob.close()]);
  }

  async function open(query, until) {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/${query}`);
    const reached = (event) => globalThis.seen.some(([name]) => name === event);
    await page.waitForFunction(reached, until, { timeout: 15_000 });
    return page;
  }

  const seen = async (page) =>
    (await page.evaluate(() => globalThis.seen)).map(([event, value]) => [
      event,
      value ?? undefined,
    ]);
});
