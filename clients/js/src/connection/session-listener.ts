import type { ConnectionChangeReason, ConnectionState } from "../api/constants.js";
import type { Notification } from "./codec.js";

/** What a session tells; none of it may run the app's code before it returns. */
export interface SessionListener {
  stateChanged(state: ConnectionState, reason: ConnectionChangeReason): void;
  tokenExpired(): void;
  notified(notification: Notification): void;
  /** Every invitation of this session has to end. */
  sessionOver(why: string): void;
  /** There is a session again, which knows nothing of the one before. */
  sessionReplaced(): void;
}
