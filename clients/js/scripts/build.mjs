// Builds dist: bundles for browsers, Node and script tags, and the types for both module systems.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const { version, name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** What require() returns is the library itself, which has everything else as members. */
const COMMONJS_SHAPE = "module.exports = Object.assign(module.exports.default, module.exports);";

const forNode = {
  name: "websocket-for-node",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/websocket\.js$/ }, () => ({
      path: join(root, "src/websocket.node.ts"),
    }));
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  target: "es2019", // What the parsers of older bundlers understand.
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  sourcemap: true,
  logLevel: "warning",
};

function module(entry, outfile, format, platform) {
  return build({
    ...shared,
    entryPoints: [`src/${entry}.ts`],
    outfile: `dist/${outfile}`,
    format,
    platform,
    external: ["ws"],
    plugins: platform === "node" ? [forNode] : [],
    ...(format === "cjs" && { footer: { js: COMMONJS_SHAPE } }),
  });
}

function script(entry, outfile) {
  return build({
    ...shared,
    entryPoints: [`src/${entry}.ts`],
    outfile: `dist/${outfile}`,
    format: "iife",
    platform: "browser",
    minify: true,
    sourcemap: "linked",
  });
}

/** Types for require() are the same text under the names that TypeScript wants for CommonJS. */
function typesForCommonJs(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      typesForCommonJs(join(from, entry.name), join(to, entry.name));
    } else {
      const text = readFileSync(join(from, entry.name), "utf8");
      const renamed = entry.name.replace(/\.d\.ts$/, ".d.cts");
      writeFileSync(join(to, renamed), text.replace(/((["'])\.[^"']*)\.js\2/g, "$1.cjs$2"));
    }
  }
}

rmSync(dist, { recursive: true, force: true });
await Promise.all([
  module("index", "browser.js", "esm", "browser"),
  module("index", "browser.cjs", "cjs", "browser"),
  module("index", "node.js", "esm", "node"),
  module("index", "node.cjs", "cjs", "node"),
  module("anyrtc", "anyrtc.browser.js", "esm", "browser"),
  module("anyrtc", "anyrtc.browser.cjs", "cjs", "browser"),
  module("anyrtc", "anyrtc.node.js", "esm", "node"),
  module("anyrtc", "anyrtc.node.cjs", "cjs", "node"),
  script("global", `${name}.global.js`),
  script("anyrtc.global", "anyrtc.global.js"),
]);
const tsc = join(root, "node_modules/typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", root], { stdio: "inherit" });
typesForCommonJs(join(dist, "types"), join(dist, "types-commonjs"));
// npm puts it into the package by itself when it lies here.
copyFileSync(join(root, "../../LICENSE"), join(root, "LICENSE"));
// The example is a folder of static files that can be copied anywhere.
copyFileSync(join(dist, `${name}.global.js`), join(root, "example", `${name}.global.js`));
