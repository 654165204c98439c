// The values that RTM 1.x publishes for the Web: states, reasons and options as words.

/** The text message that hangs up a call: this, "_", the channel id, "_", and an info without "_". */
export const END_CALL_PREFIX = "AgoraRTMLegacyEndcallCompatibleMessagePrefix";

export const ConnectionState = {
  DISCONNECTED: "DISCONNECTED",
  CONNECTING: "CONNECTING",
  CONNECTED: "CONNECTED",
  RECONNECTING: "RECONNECTING",
  ABORTED: "ABORTED",
} as const;
export type ConnectionState = keyof typeof ConnectionState;

export const ConnectionChangeReason = {
  LOGIN: "LOGIN",
  LOGIN_SUCCESS: "LOGIN_SUCCESS",
  LOGIN_FAILURE: "LOGIN_FAILURE",
  LOGIN_TIMEOUT: "LOGIN_TIMEOUT",
  INTERRUPTED: "INTERRUPTED",
  LOGOUT: "LOGOUT",
  BANNED_BY_SERVER: "BANNED_BY_SERVER",
  REMOTE_LOGIN: "REMOTE_LOGIN",
  TOKEN_EXPIRED: "TOKEN_EXPIRED",
} as const;
export type ConnectionChangeReason = keyof typeof ConnectionChangeReason;

export const LocalInvitationState = {
  IDLE: "IDLE",
  SENT_TO_REMOTE: "SENT_TO_REMOTE",
  RECEIVED_BY_REMOTE: "RECEIVED_BY_REMOTE",
  ACCEPTED_BY_REMOTE: "ACCEPTED_BY_REMOTE",
  REFUSED_BY_REMOTE: "REFUSED_BY_REMOTE",
  CANCELED: "CANCELED",
  FAILURE: "FAILURE",
} as const;
export type LocalInvitationState = keyof typeof LocalInvitationState;

export const LocalInvitationFailureReason = {
  UNKNOWN: "UNKNOWN",
  PEER_OFFLINE: "PEER_OFFLINE",
  PEER_NO_RESPONSE: "PEER_NO_RESPONSE",
  INVITATION_EXPIRE: "INVITATION_EXPIRE",
  NOT_LOGGEDIN: "NOT_LOGGEDIN",
} as const;
export type LocalInvitationFailureReason = keyof typeof LocalInvitationFailureReason;

export const RemoteInvitationState = {
  INVITATION_RECEIVED: "INVITATION_RECEIVED",
  ACCEPT_SENT_TO_LOCAL: "ACCEPT_SENT_TO_LOCAL",
  REFUSED: "REFUSED",
  ACCEPTED: "ACCEPTED",
  CANCELED: "CANCELED",
  FAILURE: "FAILURE",
} as const;
export type RemoteInvitationState = keyof typeof RemoteInvitationState;

export const RemoteInvitationFailureReason = {
  UNKNOWN: "UNKNOWN",
  PEER_OFFLINE: "PEER_OFFLINE",
  ACCEPT_FAILURE: "ACCEPT_FAILURE",
  INVITATION_EXPIRE: "INVITATION_EXPIRE",
} as const;
export type RemoteInvitationFailureReason = keyof typeof RemoteInvitationFailureReason;

export const MessageType = { TEXT: "TEXT", RAW: "RAW" } as const;
export type MessageType = keyof typeof MessageType;

export const PeerOnlineState = {
  ONLINE: "ONLINE",
  UNREACHABLE: "UNREACHABLE",
  OFFLINE: "OFFLINE",
} as const;
export type PeerOnlineState = keyof typeof PeerOnlineState;

export const PeerSubscriptionOption = { ONLINE_STATUS: "ONLINE_STATUS" } as const;
export type PeerSubscriptionOption = keyof typeof PeerSubscriptionOption;

/** Accepted and without effect: a bridge is where you put it. */
export const AreaCode = {
  GLOBAL: "GLOBAL",
  CHINA: "CHINA",
  NORTH_AMERICA: "NORTH_AMERICA",
  EUROPE: "EUROPE",
  JAPAN: "JAPAN",
  INDIA: "INDIA",
  ASIA: "ASIA",
} as const;
export type AreaCode = keyof typeof AreaCode;

/** Which lines go to the console. */
export interface LogFilter {
  error: boolean;
  warn: boolean;
  info: boolean;
  track: boolean;
  debug: boolean;
}

const logs = (error: boolean, warn: boolean, info: boolean): Readonly<LogFilter> =>
  Object.freeze({ error, warn, info, track: false, debug: false });

export const LOG_FILTER_OFF = logs(false, false, false);
export const LOG_FILTER_ERROR = logs(true, false, false);
export const LOG_FILTER_WARNING = logs(true, true, false);
export const LOG_FILTER_INFO = logs(true, true, true);
