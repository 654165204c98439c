// What both faces of the package export besides their own functions.
export {
  AreaCode,
  ConnectionChangeReason,
  ConnectionState,
  END_CALL_PREFIX,
  LOG_FILTER_ERROR,
  LOG_FILTER_INFO,
  LOG_FILTER_OFF,
  LOG_FILTER_WARNING,
  LocalInvitationFailureReason,
  LocalInvitationState,
  MessageType,
  PeerOnlineState,
  PeerSubscriptionOption,
  RemoteInvitationFailureReason,
  RemoteInvitationState,
} from "./api/constants.js";
export { RtmError, RtmErrorCode } from "./api/errors.js";
export type { BridgeConfig } from "./address.js";
export type { LogFilter } from "./api/constants.js";
export type { RtmLibrary } from "./library.js";
export type {
  AreaConfig,
  Call,
  CallEnd,
  CallEvents,
  EventEmitter,
  Listener,
  LocalInvitation,
  LocalInvitationEvents,
  OpenCall,
  PeerMessageSendResult,
  PeersOnlineStatusMap,
  PeersOnlineStatusResult,
  ReceivedMessage,
  ReceivedMessageProperties,
  RemoteInvitation,
  RemoteInvitationEvents,
  RtmClient,
  RtmClientEvents,
  RtmConfig,
  RtmMessage,
  RtmParameters,
  RtmRawMessage,
  RtmTextMessage,
} from "./api/types.js";
