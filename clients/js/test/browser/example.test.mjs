// The example page in headless Chromium: two tabs call each other over a real bridge.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { serveFolder } from "../../scripts/static-server.mjs";
import { startBridge } from "../support/bridge.mjs";
import { startBrowser, whyNoBrowser } from "../support/chromium.mjs";

const { deepEqual, equal, match } = assert;
/** Where to put pictures of the page; none are taken without it. */
const PICTURES = process.env.PICTURES;

/** A login elsewhere is told as a warning; the bridge may repeat its close frame, to no effect. */
const EXPECTED = ["REMOTE_LOGIN", "Close received after close"];

describe("the example page", { skip: whyNoBrowser() }, () => {
  let bridge;
  let server;
  let browser;
  let context;
  let alice;
  let bob;
  let complaints;
  let run = 0;

  before(async () => {
    bridge = await startBridge();
    server = await serveFolder(fileURLToPath(new URL("../../example", import.meta.url)), 0);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.close();
    await bridge?.stop();
  });
  beforeEach(async () => {
    run++;
    complaints = [];
    context = await browser.newContext({ viewport: { width: 480, height: 720 } });
    alice = await signIn(`alice-${run}`);
    bob = await signIn(`bob-${run}`);
  });
  afterEach(async () => {
    await context.close();
    deepEqual(complaints, []);
  });

  it("call, ring, accept, talk, end", async () => {
    await picture(alice, "idle");
    await dial(alice, `bob-${run}`);
    await view(bob, "ringing");
    equal(await bob.textContent("#peer"), `alice-${run}`);
    match(await bob.title(), /is calling/);
    await alice.waitForFunction(
      () => document.querySelector("#progress").textContent === "ringing …",
    );
    await picture(alice, "calling");
    await picture(bob, "ringing");
    await pictureOfBoth("two-tabs");
    await bob.click("#accept");
    await Promise.all([view(alice, "in-call"), view(bob, "in-call")]);
    match(await alice.textContent("#progress"), /^00:0\d$/);
    await picture(alice, "in-call");
    await bob.click("#end");
    await Promise.all([view(alice, "idle"), view(bob, "idle")]);
    match(await history(alice), /talked for/);
    match(await history(bob), /talked for/);
    await picture(alice, "history");
  });

  it("refuse", async () => {
    await dial(alice, `bob-${run}`);
    await view(bob, "ringing");
    await bob.click("#refuse");
    await Promise.all([view(alice, "idle"), view(bob, "idle")]);
    match(await history(alice), /refused/);
    match(await history(bob), /you refused/);
  });

  it("cancel", async () => {
    await dial(alice, `bob-${run}`);
    await view(bob, "ringing");
    await alice.click("#cancel");
    await Promise.all([view(alice, "idle"), view(bob, "idle")]);
    match(await history(alice), /you gave up/);
    match(await history(bob), /missed/);
  });

  it("busy: a third user is refused and the call goes on", async () => {
    const carol = await signIn(`carol-${run}`);
    await dial(alice, `bob-${run}`);
    await view(bob, "ringing");
    await bob.click("#accept");
    await view(alice, "in-call");
    await dial(carol, `bob-${run}`);
    await carol.waitForSelector("#history li");
    match(await history(carol), /was busy/);
    equal(await bob.getAttribute(".phone", "data-view"), "in-call");
    await alice.click("#end");
    await view(bob, "idle");
  });

  it("a tab that is closed ends its call", async () => {
    await dial(alice, `bob-${run}`);
    await view(bob, "ringing");
    await bob.click("#accept");
    await view(alice, "in-call");
    await bob.goto("about:blank");
    await view(alice, "idle");
  });

  it("the same name in another tab signs the first one out", async () => {
    await signIn(`alice-${run}`);
    await view(alice, "signed-out");
    match(await alice.textContent("#sign-in-problem"), /elsewhere/);
  });

  it("a callee that cannot be is said so", async () => {
    await dial(alice, "a/b");
    match(await alice.textContent("#dial-problem"), /callee/);
    equal(await alice.getAttribute(".phone", "data-view"), "idle");
  });

  it("a wrong app id is said so", async () => {
    const page = await open(`?name=eve&app=stranger&bridge=${bridge.url}`);
    await picture(page, "signed-out");
    await page.click("#sign-in button");
    await page.waitForFunction(() => document.querySelector("#sign-in-problem").textContent);
    match(await page.textContent("#sign-in-problem"), /did not work/);
    complaints = complaints.filter((line) => !line.includes("The login failed"));
  });

  async function open(query) {
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (line) => {
      const expected = EXPECTED.some((text) => line.text().includes(text));
      if (["error", "warning"].includes(line.type()) && !expected) {
        complaints.push(line.text());
      }
    });
    await page.goto(`http://localhost:${server.address().port}/${query}`);
    return page;
  }

  async function signIn(name) {
    const page = await open(`?bridge=${bridge.url}`);
    await page.fill("#name", name);
    await page.click("#sign-in button");
    await view(page, "idle");
    return page;
  }

  async function dial(page, name) {
    await page.fill("#callee", name);
    await page.click("#dial button");
  }

  const view = (page, name) => page.waitForSelector(`.phone[data-view="${name}"]`);
  const history = (page) => page.textContent("#history li:first-child");

  async function pictureOfBoth(name) {
    if (PICTURES) {
      const sides = await Promise.all([alice, bob].map((page) => page.screenshot()));
      const images = sides.map(
        (png) => `<img src="data:image/png;base64,${png.toString("base64")}">`,
      );
      const page = await context.newPage();
      await page.setViewportSize({ width: 960, height: 720 });
      await page.setContent(`<body style="margin:0;display:flex">${images.join("")}</body>`);
      await picture(page, name);
      await page.close();
    }
  }

  async function picture(page, name) {
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: `${PICTURES}/${name}.png` });
    }
  }
});
