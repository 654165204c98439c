import type { PeerOnlineState } from "../api/constants.js";
import { type Dialect, type ErrorGroup, RtmError, RtmErrorCode } from "../api/errors.js";
import type {
  PeerMessageSendResult,
  PeersOnlineStatusMap,
  PeersOnlineStatusResult,
  ReceivedMessage,
} from "../api/types.js";
import { type Fields, type Params, WireError } from "../connection/codec.js";
import type { OnLoss } from "../connection/outbox.js";
import type { Session } from "../connection/session.js";
import {
  ESCAPED_MESSAGE_BYTES,
  MESSAGE_BYTES,
  QUERY_PEERS,
  SUBSCRIBED_PEERS,
  areUserIds,
  fits,
  isUserId,
  utf8Length,
} from "../limits.js";
import { fromBase64, toBase64 } from "./base64.js";

const ANSWER_MILLIS = 10_000;

const { PeerMessageError, QueryPeersOnlineStatusError, PeerSubscriptionStatusError } = RtmErrorCode;
const MESSAGE: ErrorGroup = group(PeerMessageError);
const QUERY: ErrorGroup = group(QueryPeersOnlineStatusError);
const SUBSCRIPTION: ErrorGroup = group(PeerSubscriptionStatusError);

/** Messages to single users, and who of them is online. */
export class Peers {
  private readonly subscribed = new Set<string>();

  constructor(
    private readonly session: Session,
    private readonly dialect: Dialect,
    private readonly sent: (peerId: string, text: string) => void,
  ) {}

  async send(message: unknown, peerId: unknown): Promise<PeerMessageSendResult> {
    if (!isUserId(peerId)) {
      throw new RtmError(PeerMessageError.INVALID_USERID, "The peer id is not valid.");
    }
    const body = messageParams(message);
    const result = await this.request("message", { peerId, ...body }, "fail", MESSAGE);
    if (typeof body.text === "string") {
      this.sent(peerId, body.text);
    }
    return { hasPeerReceived: result.truth("hasPeerReceived") };
  }

  async query(peerIds: unknown): Promise<PeersOnlineStatusResult> {
    try {
      const ids = users(peerIds, QUERY_PEERS, QueryPeersOnlineStatusError.INVALID_ARGUMENT);
      const result = await this.request(
        "queryPeersOnlineStatus",
        { peerIds: ids },
        "repeat",
        QUERY,
      );
      const states = result.texts("status");
      return Object.fromEntries(ids.map((id) => [id, states.get(id) === "ONLINE"]));
    } catch (error) {
      if (error instanceof RtmError) {
        throw new RtmError(this.dialect.query(error.code), error.message);
      }
      throw error;
    }
  }

  async subscribe(peerIds: unknown): Promise<void> {
    const { INVALID_ARGUMENT, OVERFLOW } = PeerSubscriptionStatusError;
    const ids = users(peerIds, SUBSCRIBED_PEERS, INVALID_ARGUMENT);
    if (new Set([...this.subscribed, ...ids]).size > SUBSCRIBED_PEERS) {
      throw new RtmError(OVERFLOW, `At most ${SUBSCRIBED_PEERS} users can be subscribed to.`);
    }
    await this.changeSubscription("subscribePeersOnlineStatus", ids);
    ids.forEach((id) => this.subscribed.add(id));
  }

  async unsubscribe(peerIds: unknown): Promise<void> {
    const ids = users(peerIds, SUBSCRIBED_PEERS, PeerSubscriptionStatusError.INVALID_ARGUMENT);
    await this.changeSubscription("unsubscribePeersOnlineStatus", ids);
    ids.forEach((id) => this.subscribed.delete(id));
  }

  async subscriptions(option: unknown): Promise<string[]> {
    if (option !== "ONLINE_STATUS") {
      const { INVALID_ARGUMENT } = PeerSubscriptionStatusError;
      throw new RtmError(INVALID_ARGUMENT, "There is no such subscription option.");
    }
    return [...this.subscribed];
  }

  /** The bridge has a new session, which knows nothing of the old one's subscriptions. */
  subscribeAgain(): void {
    if (this.subscribed.size > 0) {
      const ids = [...this.subscribed];
      this.changeSubscription("subscribePeersOnlineStatus", ids).catch(() => {
        ids.forEach((id) => this.subscribed.delete(id)); // What the app is told must be true.
      });
    }
  }

  /** The user logged out. */
  forget(): void {
    this.subscribed.clear();
  }

  private async changeSubscription(method: string, peerIds: string[]): Promise<void> {
    for (let from = 0; from < peerIds.length; from += QUERY_PEERS) {
      const part = peerIds.slice(from, from + QUERY_PEERS); // The bridge takes so many at a time.
      await this.request(method, { peerIds: part }, "repeat", SUBSCRIPTION);
    }
  }

  private request(
    method: string,
    params: Params,
    onLoss: OnLoss,
    errors: ErrorGroup,
  ): Promise<Fields> {
    return new Promise((done, failed) => {
      this.session.submit({
        method,
        params,
        onLoss,
        errors,
        timeoutMillis: ANSWER_MILLIS,
        done,
        failed,
      });
    });
  }
}

/** A message that arrived. */
export function receivedMessage(fields: Fields): ReceivedMessage {
  if (!fields.has("raw")) {
    return { messageType: "TEXT", text: fields.text("text") };
  }
  const rawMessage = fromBase64(fields.text("raw"));
  if (!rawMessage) {
    throw new WireError("The raw message is not base64.");
  }
  return { messageType: "RAW", rawMessage, description: fields.textOr("description", "") };
}

/** The states of users; those of a later protocol are left out. */
export function onlineStates(fields: Fields): PeersOnlineStatusMap {
  const known = [...fields.texts("status")].filter(([, state]) =>
    ["ONLINE", "UNREACHABLE", "OFFLINE"].includes(state),
  );
  return Object.fromEntries(known) as Record<string, PeerOnlineState>;
}

function messageParams(message: unknown): Params {
  const { text, rawMessage, description } = (message ?? {}) as Record<string, unknown>;
  if (rawMessage instanceof Uint8Array) {
    const note = typeof description === "string" && description !== "" ? description : undefined;
    const bytes = rawMessage.length + (note ? utf8Length(note) : 0);
    if (rawMessage.length > 0 && bytes <= MESSAGE_BYTES) {
      return { raw: toBase64(rawMessage), description: note };
    }
  } else if (text !== "" && fits(text, MESSAGE_BYTES) && isFrameable(text)) {
    return { text };
  }
  const what = "A message is {text} or {rawMessage, description?}, not empty, at most 32 KB.";
  throw new RtmError(PeerMessageError.INVALID_MESSAGE, what);
}

function isFrameable(text: string): boolean {
  return utf8Length(JSON.stringify(text)) <= ESCAPED_MESSAGE_BYTES;
}

function users(peerIds: unknown, most: number, code: number): string[] {
  if (!areUserIds(peerIds, most)) {
    throw new RtmError(code, `Name 1 to ${most} valid user ids.`);
  }
  return [...new Set(peerIds)];
}

function group(numbers: {
  FAILURE: number;
  TIMEOUT: number;
  USER_NOT_LOGGED_IN: number;
  TOO_OFTEN: number;
}): ErrorGroup {
  return {
    failure: numbers.FAILURE,
    timeout: numbers.TIMEOUT,
    notLoggedIn: numbers.USER_NOT_LOGGED_IN,
    tooOften: numbers.TOO_OFTEN,
  };
}
