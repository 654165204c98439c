// The same package for TypeScript that compiles to CommonJS.
import AgoraRTM = require("rtm-bridge-client");
import ArRTM = require("rtm-bridge-client/anyrtc");

const client: AgoraRTM.RtmClient = AgoraRTM.createInstance("app");
export const other: ArRTM.RtmClient = ArRTM.createInstance("app");
export const invitation: AgoraRTM.LocalInvitation = client.createLocalInvitation("bob");
