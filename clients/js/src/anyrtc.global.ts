// The package as a script for applications of the clone: the global ArRTM.
import ArRTM from "./anyrtc.js";

Object.assign(globalThis, { ArRTM });
