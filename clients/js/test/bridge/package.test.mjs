// The package as npm packs it, under the name of the package that it replaces: nothing of the app
// says where the bridge is.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import vm from "node:vm";
import { startBridge, whyNoBridge } from "../support/bridge.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OLD_NAME = "agora-rtm-sdk";
const { deepEqual, equal, match, ok } = assert;

/** An application: it logs in and says how that went. */
const APP = `
const client = AgoraRTM.createInstance("trial");
client.login({ uid: process.argv[2], token: null }).then(
  () => client.logout().then(() => console.log("logged in, " + AgoraRTM.END_CALL_PREFIX)),
  (error) => console.log(error.code, error.message),
);
`;

describe("the package", () => {
  let folder;
  let files;
  let installed;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "rtm-package-"));
    const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts"], {
      cwd: ROOT,
      env: { ...process.env, npm_config_pack_destination: folder },
    });
    const [{ filename, files: list }] = JSON.parse(packed);
    files = list.map(({ path }) => path);
    installed = join(folder, "node_modules", OLD_NAME);
    mkdirSync(installed, { recursive: true });
    const tarball = join(folder, filename);
    execFileSync("tar", ["xzf", tarball, "-C", installed, "--strip-components=1"]);
    symlinkSync(join(ROOT, "node_modules/ws"), join(folder, "node_modules/ws"));
    writeFileSync(join(folder, "app.mjs"), `import AgoraRTM from "${OLD_NAME}";${APP}`);
    writeFileSync(join(folder, "app.cjs"), `const AgoraRTM = require("${OLD_NAME}");${APP}`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("holds what apps need and nothing else", () => {
    const folders = new Set(files.map((file) => file.split("/")[0]));
    deepEqual(
      [...folders].sort(),
      ["LICENSE", "README.md", "dist", "example", "package.json"].sort(),
    );
    const { exports, main, module, browser, types, unpkg } = JSON.parse(
      readFileSync(join(installed, "package.json"), "utf8"),
    );
    const targets = [main, module, browser, types, unpkg, ...leaves(exports)];
    for (const target of targets) {
      ok(files.includes(target.replace("./", "")), target);
    }
    ok(!files.some((file) => /(^|\/)(src|test|node_modules)\//.test(file)));
  });

  it("has types for both module systems under the old name", () => {
    const lines = (name) => `
      const client: AgoraRTM.RtmClient = AgoraRTM.createInstance("app");
      export const ${name}: AgoraRTM.LocalInvitation = client.createLocalInvitation("bob");`;
    const named = `import AgoraRTM, { type LocalInvitation, type RtmClient } from "${OLD_NAME}";
      const client: RtmClient = AgoraRTM.createInstance("app");
      export const invitation: LocalInvitation = client.createLocalInvitation("bob");`;
    writeFileSync(join(folder, "esm.mts"), named);
    const required = `import AgoraRTM = require("${OLD_NAME}");`;
    writeFileSync(join(folder, "cjs.cts"), required + lines("other"));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const flags = "--noEmit --strict --module nodenext --target es2022 --lib es2022,dom".split(" ");
    execFileSync(process.execPath, [tsc, ...flags, "esm.mts", "cjs.cts"], { cwd: folder });
  });

  it("is a script that makes the global, and nothing else", () => {
    for (const [file, name] of [
      ["rtm-bridge-client.global.js", "AgoraRTM"],
      ["anyrtc.global.js", "ArRTM"],
    ]) {
      const page = vm.createContext({ setTimeout, clearTimeout, console });
      const before = Object.keys(page);
      vm.runInContext(readFileSync(join(installed, "dist", file), "utf8"), page);
      deepEqual(
        Object.keys(page).filter((key) => !before.includes(key)),
        [name],
      );
      equal(typeof page[name].createInstance, "function");
    }
  });

  describe("in Node", { skip: whyNoBridge() }, () => {
    let bridge;
    before(async () => (bridge = await startBridge()));
    after(() => bridge.stop());

    for (const app of ["app.mjs", "app.cjs"]) {
      it(`${app}: the environment says where the bridge is`, async () => {
        const env = { ...process.env, RTM_BRIDGE_URL: bridge.url };
        match(await run(app, env), /^logged in, AgoraRTMLegacy/);
      });
    }

    it("a global variable says it too, also without a path", async () => {
      const url = `ws://${new URL(bridge.url).host}`;
      const setting = `globalThis.RTM_BRIDGE_URL = ${JSON.stringify(url)};`;
      writeFileSync(join(folder, "setting.mjs"), setting);
      const app = `import "./setting.mjs";\nimport AgoraRTM from "${OLD_NAME}";${APP}`;
      writeFileSync(join(folder, "global.mjs"), app);
      match(await run("global.mjs", process.env), /^logged in/);
    });

    it("nobody says it: the login says what to do", async () => {
      match(await run("app.mjs", process.env), /^3 .*configure.*RTM_BRIDGE_URL/);
    });
  });

  async function run(file, env) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--no-warnings", file, `user-of-${file}`],
      { cwd: folder, env },
    );
    return stdout;
  }

  const leaves = (value) =>
    typeof value === "string" ? [value] : Object.values(value).flatMap(leaves);
});
