import type {
  LocalInvitationFailureReason,
  RemoteInvitationFailureReason,
} from "../api/constants.js";
import type { Fields } from "../connection/codec.js";
import type { LocalInvitation } from "./local.js";
import type { LocalEvent, RemoteEvent } from "./machine.js";
import type { RemoteInvitation } from "./remote.js";

/** What comes along with a trigger; all of it may be empty. */
export interface News {
  /** The number of the failure, or the status of the progress. */
  readonly code?: number;
  readonly response?: string;
  /** One word for why it ended. */
  readonly reason?: string;
  readonly info?: string;
  readonly content?: string;
  /** One word for what becomes of the media. */
  readonly change?: string;
}

/** The number of a call that found no session; as a failure it means the same. */
export const USER_NOT_LOGGED_IN = 102;

const LOCAL_FAILURES: ReadonlyMap<number, LocalInvitationFailureReason> = new Map([
  [1, "PEER_OFFLINE"],
  [2, "PEER_NO_RESPONSE"],
  [3, "INVITATION_EXPIRE"],
  [4, "NOT_LOGGEDIN"],
  [USER_NOT_LOGGED_IN, "NOT_LOGGEDIN"],
]);
const REMOTE_FAILURES: ReadonlyMap<number, RemoteInvitationFailureReason> = new Map([
  [1, "PEER_OFFLINE"],
  [2, "ACCEPT_FAILURE"],
  [3, "INVITATION_EXPIRE"],
]);

/** @throws WireError if the bridge's notification is malformed */
export function news(fields: Fields): News {
  return {
    code: fields.integer("code", 0),
    response: fields.textOr("response", ""),
    reason: fields.textOr("reason", ""),
    info: fields.textOr("info", ""),
    content: fields.textOr("content", ""),
    change: fields.textOr("change", ""),
  };
}

/** What listeners of the event are called with. */
export function localArguments(
  event: LocalEvent,
  call: LocalInvitation,
  failure: LocalInvitationFailureReason | undefined,
  told: News,
): unknown[] {
  switch (event) {
    case "LocalInvitationAccepted":
    case "LocalInvitationRefused":
      return [call.response];
    case "LocalInvitationFailure":
      return [failure ?? LOCAL_FAILURES.get(told.code ?? 0) ?? "UNKNOWN"];
    case "SessionChanged":
      return [{ change: told.change ?? "", content: told.content ?? "" }];
    case "CallEnded":
      return [{ reason: told.reason ?? "", info: told.info ?? "" }];
    case "LocalInvitationProgress":
      return [{ code: told.code ?? 0, content: told.content ?? "" }];
    case "LocalInvitationReceivedByPeer":
    case "LocalInvitationCanceled":
      return [];
  }
}

/** What listeners of the event are called with. */
export function remoteArguments(
  event: RemoteEvent,
  call: RemoteInvitation,
  failure: RemoteInvitationFailureReason | undefined,
  told: News,
): unknown[] {
  switch (event) {
    case "RemoteInvitationCanceled":
      return [told.content || call.content];
    case "RemoteInvitationFailure":
      return [failure ?? REMOTE_FAILURES.get(told.code ?? 0) ?? "UNKNOWN"];
    case "SessionChanged":
      return [{ change: told.change ?? "", content: told.content ?? "" }];
    case "CallEnded":
      return [{ reason: told.reason ?? "", info: told.info ?? "" }];
    case "RemoteInvitationAccepted":
    case "RemoteInvitationRefused":
      return [];
  }
}
