// A real bridge for the tests, from the jar that ./bridge builds.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const JAR = fileURLToPath(new URL("../../../../bridge-app/target/bridge.jar", import.meta.url));
const START_MILLIS = 30_000;

export const APP_ID = "trial";

/** Why there can be no bridge, as a line to skip with; undefined when there can. */
export function whyNoBridge() {
  if (!existsSync(JAR)) {
    return "no bridge to test against (build it with ./bridge --version)";
  }
  if (spawnSync("java", ["-version"]).status !== 0) {
    return "no java to run the bridge with";
  }
  return undefined;
}

/**
 * Starts a bridge on free ports; resolves to its address and a function that stops it.
 *
 * @param more further lines of the configuration
 */
export async function startBridge(more = "") {
  const folder = mkdtempSync(join(tmpdir(), "rtm-bridge-"));
  const config = join(folder, "bridge.yaml");
  const [sip, rtm, admin] = await freePorts(3);
  writeFileSync(
    config,
    `apps:
  - id: ${APP_ID}
listen:
  sip: [udp://127.0.0.1:${sip}]
  rtm: ws://127.0.0.1:${rtm}/rtm
  admin: http://127.0.0.1:${admin}
routes:
  - name: app users call each other
    when: {from: {network: rtm}}
    ring: [{rtm: "{to.user}"}]
${more}`,
  );
  const java = spawn("java", ["-XX:TieredStopAtLevel=1", "-jar", JAR, "serve", "--config", config]);
  const said = [];
  java.stdout.on("data", (text) => said.push(text));
  java.stderr.on("data", (text) => said.push(text));
  const ended = new Promise((done) => java.once("exit", done));
  await listening(rtm, java, said);
  return {
    url: `ws://127.0.0.1:${rtm}/rtm`,
    stop: async () => {
      java.kill("SIGKILL"); // A drain would wait for calls that nobody ends.
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port, java, said) {
  const until = Date.now() + START_MILLIS;
  while (Date.now() < until && java.exitCode === null) {
    try {
      await fetch(`http://127.0.0.1:${port}/rtm`);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  java.kill("SIGKILL");
  throw new Error(`The bridge did not start:\n${said.join("")}`);
}

/** Different ports: each stays taken until all are found. */
async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, takePort));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

function takePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => done(server));
  });
}
