import type { FindWebSocket, WebSocketMaker } from "./connection/socket.js";

/** A browser's own. Looked up when connecting, so that a page may put another in its place. */
export const findWebSocket: FindWebSocket = () =>
  (globalThis as { WebSocket?: WebSocketMaker }).WebSocket;
