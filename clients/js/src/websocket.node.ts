import { WebSocket } from "ws";
import type { FindWebSocket, WebSocketMaker } from "./connection/socket.js";

/** Node's own where it has one (from 22 on), else that of the package ws. */
export const findWebSocket: FindWebSocket = () =>
  (globalThis as { WebSocket?: WebSocketMaker }).WebSocket ??
  (WebSocket as unknown as WebSocketMaker);
