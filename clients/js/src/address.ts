const VARIABLE = "RTM_BRIDGE_URL";
const DEFAULT_PATH = "/rtm";

/** What configure was given, for all copies of this package on the page. */
const CONFIGURED = Symbol.for("rtm-bridge-client.url");
const surroundings = globalThis as { [CONFIGURED]?: string; [VARIABLE]?: unknown };

export interface BridgeConfig {
  /** Where the bridge is, for instance "wss://bridge.example.com/rtm". */
  url?: string;
}

/**
 * Says where the bridge is, for all clients of the page or process that log in from now on.
 *
 * @throws TypeError if the address is none
 */
export function configure(config: BridgeConfig): void {
  surroundings[CONFIGURED] = config.url === undefined ? undefined : bridgeAddress(config.url);
}

/**
 * The address to log in at: what configure was given, else RTM_BRIDGE_URL (as a global variable or
 * in the environment), else the page's own origin. Undefined when there is none of these.
 *
 * @throws TypeError if what was given is not an address
 */
export function findBridge(): string | undefined {
  const configured = surroundings[CONFIGURED];
  if (configured !== undefined) {
    return configured;
  }
  const given = surroundings[VARIABLE] || ofEnvironment();
  if (given) {
    return bridgeAddress(String(given));
  }
  const page = typeof location === "undefined" ? "" : location.href;
  return /^https?:/.test(page) ? bridgeAddress(new URL(DEFAULT_PATH, page).href) : undefined;
}

/**
 * An address in the form that is connected to: http becomes ws, and a bare host gets the path /rtm.
 *
 * @throws TypeError if it is not a ws, wss, http or https address
 */
export function bridgeAddress(text: string): string {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw new TypeError(`The bridge's address is not a URL: ${text}`);
  }
  const scheme = /^(http|ws)(s?):$/.exec(url.protocol);
  if (!scheme || !url.host) {
    throw new TypeError(`The bridge's address must begin with ws:// or wss:// : ${text}`);
  }
  const path = url.pathname === "/" ? DEFAULT_PATH : url.pathname;
  return `ws${scheme[2]}://${url.host}${path}${url.search}`;
}

/** Bundlers replace the expression, so it stands here as they look for it. */
function ofEnvironment(): string | undefined {
  try {
    return process.env.RTM_BRIDGE_URL;
  } catch {
    return undefined; // A browser has no process.
  }
}
