// The package for applications of the clone of RTM 1.x, which they call ArRTM: the same, with the
// clone's numbers for some errors.
import { type Dialect, RtmErrorCode } from "./api/errors.js";
import { library } from "./library.js";

const { LoginError, QueryPeersOnlineStatusError } = RtmErrorCode;

/** The clone has no REJECTED for logins and counts on from there, and queries count from 0. */
const CLONE_DIALECT: Dialect = {
  login: (code) => (code >= LoginError.REJECTED ? code - 1 : code),
  query: (code) => {
    const known = code >= QueryPeersOnlineStatusError.INVALID_ARGUMENT && code <= 5;
    return known ? code - QueryPeersOnlineStatusError.INVALID_ARGUMENT : code;
  },
  loginEndedByLogout: 10,
};

const ArRTM = library(CLONE_DIALECT);

export const { createInstance, setArea, VERSION, BUILD } = ArRTM;
export { configure } from "./address.js";
export * from "./exports.js";
export default ArRTM;
