import type { ConnectionChangeReason, ConnectionState } from "../api/constants.js";
import { type Dialect, RtmError, RtmErrorCode } from "../api/errors.js";
import type {
  LocalInvitation,
  OpenCall,
  PeerMessageSendResult,
  PeersOnlineStatusResult,
  RtmClient as Api,
  RtmConfig,
  RtmMessage,
  RtmParameters,
} from "../api/types.js";
import { bridgeAddress, findBridge } from "../address.js";
import { Callbacks } from "../callbacks.js";
import type { Notification } from "../connection/codec.js";
import { Session } from "../connection/session.js";
import type { SessionListener } from "../connection/session-listener.js";
import type { FindWebSocket } from "../connection/socket.js";
import { Emitter, hide } from "../emitter.js";
import { CallDesk } from "../invitation/desk.js";
import { asLocalApi } from "../invitation/local.js";
import { isUserId } from "../limits.js";
import { Log } from "../log.js";
import { newId } from "./ids.js";
import { onNetworkBack } from "./network.js";
import { Peers, onlineStates, receivedMessage } from "./peers.js";

const RENEW_MILLIS = 10_000;
const { LoginError, LogoutError, RenewTokenError, CreateChannelError } = RtmErrorCode;

/** The parts of a client that its app must not see. */
interface Parts {
  readonly appId: string;
  readonly device: string;
  readonly log: Log;
  readonly callbacks: Callbacks;
  readonly session: Session;
  readonly desk: CallDesk;
  readonly peers: Peers;
  readonly dialect: Dialect;
  /** An address that only this client uses. */
  address?: string;
}

/** One user's access to the bridge. */
export class RtmClient extends Emitter {
  connectionState: ConnectionState = "DISCONNECTED";
  declare private parts: Parts;

  constructor(
    appId: string,
    config: RtmConfig | undefined,
    dialect: Dialect,
    findWebSocket: FindWebSocket,
  ) {
    super();
    const log = new Log();
    const callbacks = new Callbacks();
    const session = new Session(findWebSocket, this.listener(), dialect, log);
    const desk = new CallDesk(
      session,
      callbacks,
      newId,
      (invitation) => this.emit("RemoteInvitationReceived", invitation),
      log,
    );
    const peers = new Peers(session, dialect, (peerId, text) => desk.messageSent(peerId, text));
    const device = newId();
    const parts: Parts = { appId, device, log, callbacks, session, desk, peers, dialect };
    hide(this, "parts", parts);
    log.use(config?.logFilter);
    onNetworkBack(() => session.wake());
  }

  login(options: { uid: string; token?: string | null }): Promise<void> {
    const { appId, device, session } = this.parts;
    return new Promise((resolve, reject) => {
      const { uid, token } = options ?? {};
      if (!isUserId(uid)) {
        throw this.loginError("The uid is not a valid user id.");
      }
      if (token !== undefined && token !== null && typeof token !== "string") {
        throw this.loginError("The token is not a text.");
      }
      const credentials = { appId, userId: uid, token: token ?? "", device };
      session.login(this.address(), credentials, { resolve, reject });
    });
  }

  logout(): Promise<void> {
    const { session, peers } = this.parts;
    peers.forget();
    if (session.logout()) {
      return Promise.resolve();
    }
    const error = new RtmError(LogoutError.USER_NOT_LOGGED_IN, "The user is not logged in.");
    const refusal = Promise.reject<void>(error);
    refusal.catch(() => {}); // Apps log out first of all, to be sure, and do not look at the answer.
    return refusal;
  }

  renewToken(token: string): Promise<void> {
    const { session } = this.parts;
    return new Promise((resolve, reject) => {
      if (typeof token !== "string" || token === "") {
        throw new RtmError(RenewTokenError.INVALID_ARGUMENT, "The token is empty.");
      }
      session.submit({
        method: "renewToken",
        params: { token },
        onLoss: "repeat",
        errors: {
          failure: RenewTokenError.FAILURE,
          timeout: RenewTokenError.FAILURE,
          notLoggedIn: RenewTokenError.USER_NOT_LOGGED_IN,
          tooOften: RenewTokenError.TOO_OFTEN,
        },
        timeoutMillis: RENEW_MILLIS,
        done: () => {
          session.useToken(token);
          resolve();
        },
        failed: reject,
      });
    });
  }

  createLocalInvitation(calleeId: string): LocalInvitation {
    return asLocalApi(this.parts.desk.create(calleeId));
  }

  queryOpenCalls(): Promise<OpenCall[]> {
    return this.parts.desk.openCalls();
  }

  createMessage<T extends RtmMessage = RtmMessage>(message: Partial<T>): T {
    const raw = "rawMessage" in message && message.rawMessage !== undefined;
    return { messageType: raw ? "RAW" : "TEXT", ...message } as T;
  }

  sendMessageToPeer(
    message: RtmMessage,
    peerId: string,
    _options?: object,
  ): Promise<PeerMessageSendResult> {
    return this.parts.peers.send(message, peerId);
  }

  queryPeersOnlineStatus(peerIds: string[]): Promise<PeersOnlineStatusResult> {
    return this.parts.peers.query(peerIds);
  }

  subscribePeersOnlineStatus(peerIds: string[]): Promise<void> {
    return this.parts.peers.subscribe(peerIds);
  }

  unsubscribePeersOnlineStatus(peerIds: string[]): Promise<void> {
    return this.parts.peers.unsubscribe(peerIds);
  }

  queryPeersBySubscriptionOption(option: string): Promise<string[]> {
    return this.parts.peers.subscriptions(option);
  }

  createChannel(_channelId: string): never {
    const text = "The invitation bridge has calls and messages between two users, no channels.";
    throw new RtmError(CreateChannelError.INVALID_ARGUMENT, text);
  }

  updateConfig(config: RtmParameters): void {
    this.parts.log.use(config?.logFilter);
    const url = config?.["bridge.url"];
    const own = config?.confPriCloudAddr;
    if (url) {
      this.parts.address = bridgeAddress(url);
    } else if (own) {
      const scheme = own.Wss ? "wss" : "ws";
      const port = own.Port === undefined ? "" : `:${own.Port}`;
      this.parts.address = bridgeAddress(`${scheme}://${own.ServerAdd}${port}`);
    }
  }

  setParameters(parameters: RtmParameters): void {
    this.updateConfig(parameters);
  }

  private address(): string {
    let found: string | undefined;
    try {
      found = this.parts.address ?? findBridge();
    } catch (error) {
      throw this.loginError((error as Error).message);
    }
    if (found === undefined) {
      throw this.loginError(
        "Nobody said where the bridge is: call configure({url}), or set RTM_BRIDGE_URL.",
      );
    }
    return found;
  }

  private loginError(text: string): RtmError {
    return new RtmError(this.parts.dialect.login(LoginError.INVALID_ARGUMENT), text);
  }

  private listener(): SessionListener {
    return {
      stateChanged: (state, reason) => this.stateChanged(state, reason),
      tokenExpired: () => this.tell("TokenExpired"),
      notified: (notification) => this.notified(notification),
      sessionOver: (why) => this.parts.desk.sessionOver(why),
      sessionReplaced: () => this.parts.peers.subscribeAgain(),
    };
  }

  private stateChanged(state: ConnectionState, reason: ConnectionChangeReason): void {
    this.connectionState = state;
    this.tell("ConnectionStateChanged", state, reason);
  }

  private notified(notification: Notification): void {
    const { method, fields } = notification;
    if (this.parts.desk.take(notification)) {
      return;
    }
    switch (method) {
      case "messageFromPeer": {
        const properties = { serverReceivedTs: fields.integer("serverReceivedTs", 0) };
        this.tell("MessageFromPeer", receivedMessage(fields), fields.text("peerId"), properties);
        break;
      }
      case "peersOnlineStatusChanged":
        this.tell("PeersOnlineStatusChanged", onlineStates(fields));
        break;
      case "tokenPrivilegeWillExpire":
        this.tell("TokenPrivilegeWillExpire");
        break;
      case "tokenExpired":
        this.tell("TokenExpired");
        break;
      default:
        this.parts.log.info(`Ignored a ${method}, which this version does not know.`);
    }
  }

  private tell(event: string, ...args: unknown[]): void {
    this.parts.callbacks.post(() => this.emit(event, ...args));
  }
}

/** Only says to the compiler that the class has the shape that apps see. */
export const asClientApi = (client: RtmClient): Api => client as unknown as Api;
