// The package as applications import it. The default export is what they call AgoraRTM.
import { RTM_DIALECT } from "./api/errors.js";
import { library } from "./library.js";

const AgoraRTM = library(RTM_DIALECT);

export const { createInstance, setArea, VERSION, BUILD } = AgoraRTM;
export { configure } from "./address.js";
export * from "./exports.js";
export default AgoraRTM;
