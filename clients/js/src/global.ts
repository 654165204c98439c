// The package as a script: the global AgoraRTM.
import AgoraRTM from "./index.js";

Object.assign(globalThis, { AgoraRTM });
