import { type BridgeConfig, configure } from "./address.js";
import * as constants from "./api/constants.js";
import { type Dialect, RtmError, RtmErrorCode } from "./api/errors.js";
import type { AreaConfig, RtmClient as Api, RtmConfig } from "./api/types.js";
import { RtmClient, asClientApi } from "./client/client.js";
import { findWebSocket } from "./websocket.js";

declare const PACKAGE_VERSION: string;

/** What the package exports, and the script puts into a global variable. */
export interface RtmLibrary extends Constants {
  /**
   * A client that is not logged in.
   *
   * @param areaCodes accepted and without effect
   * @throws RtmError if the app id is empty
   */
  createInstance(appId: string, config?: RtmConfig, areaCodes?: string[]): Api;
  /** Accepted and without effect: a bridge is where you put it. */
  setArea(config: AreaConfig): void;
  /** Extension: says where the bridge is, for all clients that log in from now on. */
  configure(config: BridgeConfig): void;
  readonly VERSION: string;
  readonly BUILD: string;
  readonly RtmError: typeof RtmError;
  readonly RtmErrorCode: typeof RtmErrorCode;
}

type Constants = typeof constants;

export function library(dialect: Dialect): RtmLibrary {
  return {
    ...constants,
    RtmError,
    RtmErrorCode,
    VERSION: PACKAGE_VERSION,
    BUILD: `rtm-bridge-client ${PACKAGE_VERSION}`,
    configure,
    setArea: () => {},
    createInstance: (appId, config) => {
      if (typeof appId !== "string" || appId === "") {
        const code = RtmErrorCode.CreateInstanceError.INVALID_ARGUMENT;
        throw new RtmError(code, "The app id is empty.");
      }
      return asClientApi(new RtmClient(appId, config, dialect, findWebSocket));
    },
  };
}
