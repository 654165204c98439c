// The shape of the API: what an application written for RTM 1.x on the Web sees.
import type {
  AreaCode,
  ConnectionChangeReason,
  ConnectionState,
  LocalInvitationFailureReason,
  LocalInvitationState,
  LogFilter,
  MessageType,
  PeerOnlineState,
  PeerSubscriptionOption,
  RemoteInvitationFailureReason,
  RemoteInvitationState,
} from "./constants.js";

/** A Node-style event emitter whose events and their arguments are known. */
export interface EventEmitter<Events> {
  on<E extends keyof Events>(event: E, listener: Listener<Events, E>): this;
  once<E extends keyof Events>(event: E, listener: Listener<Events, E>): this;
  off<E extends keyof Events>(event: E, listener: Listener<Events, E>): this;
  addListener<E extends keyof Events>(event: E, listener: Listener<Events, E>): this;
  removeListener<E extends keyof Events>(event: E, listener: Listener<Events, E>): this;
  removeAllListeners(event?: keyof Events): this;
  listeners<E extends keyof Events>(event: E): Array<Listener<Events, E>>;
  rawListeners<E extends keyof Events>(event: E): Array<Listener<Events, E>>;
  listenerCount(event: keyof Events): number;
}

export type Listener<Events, E extends keyof Events> = Events[E] extends (...args: infer A) => void
  ? (...args: A) => any
  : never;

/** How a call ended: an extension, RTM 1.x has no end of a call. */
export interface CallEnd {
  /** One word, such as "hung-up" or "connection-lost". */
  reason: string;
  /** What the other side gave along; may be empty. */
  info: string;
}

/**
 * Extension: "offer" proposes a session description (RFC 3264), "answer" takes the other side's,
 * "refusal" does not, "withdrawal" takes one's own offer back. "transfer" asks the other side to
 * call somebody else; who is asked says "transfer-trying" and calls the target, then
 * "transfer-done" or "transfer-failed"; "transfer-withdrawn": who asked waits no longer.
 */
export type SessionChangeKind =
  | "offer"
  | "answer"
  | "refusal"
  | "withdrawal"
  | "transfer"
  | "transfer-trying"
  | "transfer-done"
  | "transfer-failed"
  | "transfer-withdrawn";

/** Extension: what the other side makes of a call that is on. */
export interface SessionChange {
  /** A later bridge may have other words. */
  change: SessionChangeKind;
  /** JSON with the description as member "sdp", or the member "target"; empty when there is none. */
  content: string;
}

/** Extension: how far the callee's network is. */
export interface CallProgress {
  /** A provisional SIP status: 181 forwarded, 182 queued, 183 progress. */
  code: number;
  /** JSON with the member "sdp" when there is early media; else empty. */
  content: string;
}

export interface CallEvents {
  /** Extension: a call that had been accepted is over. */
  CallEnded: (end: CallEnd) => void;
  /**
   * Extension: the other side changes the media of the call, such as hold and resume. An offer wants
   * exactly one answer or refusal, by changeSession; a phone waits 8 s for it, then a withdrawal
   * comes. Or it wants this side to call somebody else: a transfer wants "transfer-trying" or
   * "transfer-failed" within 30 s, and after the former, once the target has accepted this side's
   * invitation, "transfer-done".
   */
  SessionChanged: (change: SessionChange) => void;
}

export interface LocalInvitationEvents extends CallEvents {
  /** The callee's client has the invitation: it rings. */
  LocalInvitationReceivedByPeer: () => void;
  /** Extension: may come several times until the answer, and changes no state. */
  LocalInvitationProgress: (progress: CallProgress) => void;
  LocalInvitationAccepted: (response: string) => void;
  LocalInvitationRefused: (response: string) => void;
  LocalInvitationCanceled: () => void;
  LocalInvitationFailure: (reason: LocalInvitationFailureReason) => void;
}

export interface RemoteInvitationEvents extends CallEvents {
  RemoteInvitationCanceled: (content: string) => void;
  RemoteInvitationRefused: () => void;
  /** The caller knows of the accept: the call is on. */
  RemoteInvitationAccepted: () => void;
  RemoteInvitationFailure: (reason: RemoteInvitationFailureReason) => void;
}

/** Extension: what the caller's and the callee's view of an invitation have in common. */
export interface Call {
  /** Names the invitation in log files. The caller's and the callee's ids of one call differ. */
  readonly invitationId: string;
  /** Why it ended, as one word such as "busy" or "answered-elsewhere"; empty while it has not. */
  readonly endReason: string;
  /** Whether it was accepted and has not ended. */
  readonly inCall: boolean;
  /**
   * Hangs up. Both sides hear CallEnded.
   *
   * @param info free text for the other side, at most 8 KB of UTF-8
   */
  endCall(info?: string): void;
  /**
   * Changes the media of a call that is on: offers a session description, or answers, refuses or
   * takes back an offer. Or asks the other side to call somebody else, or says how such a transfer
   * fares. Resolves when the bridge has it; what becomes of an offer or a transfer is told by
   * SessionChanged. It is never sent twice. Rejects with 1 invalid argument, 2 not accepted yet,
   * 3 already ended, 6 too often, 7 no answer of the bridge within 10 s or before the connection was
   * lost: the other side may or may not have it.
   *
   * @param content JSON with the description as member "sdp" in an offer and an answer, with the
   *     member "target" in a request for a transfer, at most 8 KB of UTF-8
   */
  changeSession(change: SessionChangeKind, content?: string): Promise<void>;
}

/** The caller's view of an invitation. */
export interface LocalInvitation extends EventEmitter<LocalInvitationEvents>, Call {
  readonly calleeId: string;
  /** What the callee answered; of a failed call to a phone, JSON that says why. */
  readonly response: string;
  readonly state: LocalInvitationState;
  /** At most 8 KB of UTF-8; checked by send. */
  content: string;
  /** At most 64 bytes of UTF-8; checked by send. */
  channelId: string;
  /** Extension: seconds that the invitation may take to arrive, 1 to 30; 0: as the bridge says. */
  deliverySeconds: number;
  /** Extension: seconds that it may ring, 1 to 179; 0: as the bridge says. */
  ringSeconds: number;
  /** Extension: a text for the callee's app beside the content, at most 2 KB of UTF-8. */
  data: string;
  /** Rings the callee. What becomes of it is told by the events, never before this returns. */
  send(): void;
  /**
   * Takes the invitation back.
   *
   * @param reason extension: a word for the callee, such as "timeout"
   */
  cancel(reason?: string): void;
}

/** The callee's view of an invitation. */
export interface RemoteInvitation extends EventEmitter<RemoteInvitationEvents>, Call {
  readonly callerId: string;
  /** Extension: the name that a phone network shows for the caller; may be empty. */
  readonly callerName: string;
  readonly content: string;
  readonly channelId: string;
  /** Extension: the text of the caller's app beside the content; may be empty. */
  readonly data: string;
  readonly state: RemoteInvitationState;
  /** For the caller; at most 8 KB of UTF-8, checked by accept and refuse. */
  response: string;
  accept(): void;
  /**
   * Says no.
   *
   * @param reason extension: "declined" (the default), "busy" or "unavailable", so that a phone
   *     network gets the right answer
   */
  refuse(reason?: string): void;
}

/** Extension: an invitation or call that is on. */
export interface OpenCall {
  readonly invitationId: string;
  /** This client's object of it; undefined when it has none. */
  readonly invitation: LocalInvitation | RemoteInvitation | undefined;
  /** Whether this client invited; otherwise it was invited. */
  readonly isLocal: boolean;
  readonly peerId: string;
  /** Empty when there is none. */
  readonly channelId: string;
  readonly state: "sent" | "received" | "accepting" | "in-call" | "ending";
}

export interface RtmTextMessage {
  text: string;
  messageType?: "TEXT";
}

export interface RtmRawMessage {
  rawMessage: Uint8Array;
  description?: string;
  messageType?: "RAW";
}

export type RtmMessage = RtmTextMessage | RtmRawMessage;

/** A message that arrived: a plain object, yours to change. */
export type ReceivedMessage =
  | { messageType: "TEXT"; text: string; rawMessage?: undefined; description?: undefined }
  | { messageType: "RAW"; rawMessage: Uint8Array; description: string; text?: undefined };

export interface PeerMessageSendResult {
  hasPeerReceived: boolean;
}

export interface ReceivedMessageProperties {
  /** When the bridge had it, in milliseconds since 1970. */
  serverReceivedTs: number;
}

export type PeersOnlineStatusMap = { [peerId: string]: PeerOnlineState };
export type PeersOnlineStatusResult = { [peerId: string]: boolean };

export interface RtmClientEvents {
  MessageFromPeer: (
    message: ReceivedMessage,
    peerId: string,
    properties: ReceivedMessageProperties,
  ) => void;
  ConnectionStateChanged: (state: ConnectionState, reason: ConnectionChangeReason) => void;
  RemoteInvitationReceived: (invitation: RemoteInvitation) => void;
  TokenExpired: () => void;
  TokenPrivilegeWillExpire: () => void;
  PeersOnlineStatusChanged: (status: PeersOnlineStatusMap) => void;
  /** Never happens; apps may listen for it. */
  FallbackProxyConnected: () => void;
}

export interface RtmConfig {
  logFilter?: LogFilter | number;
  /** Accepted and without effect. */
  enableLogUpload?: boolean;
  /** Accepted and without effect. */
  enableCloudProxy?: boolean;
}

/** Settings that can be changed later; keys that are not known are accepted. */
export interface RtmParameters extends RtmConfig {
  /** Extension: where the bridge is, for this client only. */
  "bridge.url"?: string;
  /** A server of one's own, as the clone of the API names it. */
  confPriCloudAddr?: { ServerAdd: string; Port?: number; Wss?: boolean };
  [key: string]: unknown;
}

export interface RtmClient extends EventEmitter<RtmClientEvents> {
  readonly connectionState: ConnectionState;
  login(options: { uid: string; token?: string | null }): Promise<void>;
  logout(): Promise<void>;
  renewToken(token: string): Promise<void>;
  createLocalInvitation(calleeId: string): LocalInvitation;
  /**
   * Extension: which invitations and calls of this client are on, as the bridge sees it; what is not
   * among them is over. Of use after a reconnect. Rejects with 6 when asked more than 10 times in
   * 5 s, with 102 when not logged in.
   */
  queryOpenCalls(): Promise<OpenCall[]>;
  createMessage<T extends RtmMessage = RtmMessage>(message: Partial<T>): T;
  sendMessageToPeer(
    message: RtmMessage,
    peerId: string,
    options?: object,
  ): Promise<PeerMessageSendResult>;
  queryPeersOnlineStatus(peerIds: string[]): Promise<PeersOnlineStatusResult>;
  subscribePeersOnlineStatus(peerIds: string[]): Promise<void>;
  unsubscribePeersOnlineStatus(peerIds: string[]): Promise<void>;
  queryPeersBySubscriptionOption(option: PeerSubscriptionOption): Promise<string[]>;
  /** Throws: the bridge has calls and messages between two users, no channels. */
  createChannel(channelId: string): never;
  updateConfig(config: RtmParameters): void;
  /** @deprecated The older name of updateConfig. */
  setParameters(parameters: RtmParameters): void;
}

export interface AreaConfig {
  areaCodes: AreaCode[];
  excludedArea?: AreaCode;
}

export type { MessageType };
