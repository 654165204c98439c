import type { ConnectionChangeReason } from "../api/constants.js";
import { type Dialect, RtmError, RtmErrorCode } from "../api/errors.js";
import type { Log } from "../log.js";
import { Backoff } from "./backoff.js";
import {
  type Fields,
  type Incoming,
  type Notification,
  type Params,
  decode,
  notificationFrame,
  requestFrame,
} from "./codec.js";
import type { Credentials } from "./credentials.js";
import { Outbox, type Request } from "./outbox.js";
import { PONG_MILLIS, Pulse } from "./pulse.js";
import type { SessionListener } from "./session-listener.js";
import { type FindWebSocket, Socket } from "./socket.js";
import { Timers } from "./timers.js";

const LOGIN_MILLIS = 10_000;
/** How long a loss is kept from the app. */
const INTERRUPTION_MILLIS = 4_000;
const PRESENCE_SECONDS = 30;
const PING_SECONDS = 5;
/** The close code of a session that is over (docs/protocol.md). */
const CLOSE_ABORTED = 4001;

const { LoginError } = RtmErrorCode;

type Phase = "out" | "logging-in" | "online" | "recovering" | "aborted";

interface LoginReply {
  resolve(): void;
  reject(error: RtmError): void;
}

/** One socket and how far its login has come. */
interface Link {
  readonly socket: Socket;
  loginId: number;
  /** The session that the login asked to resume. */
  resuming: string | undefined;
  loggedIn: boolean;
}

/**
 * The login of one user, over as many sockets as it takes.
 *
 * Theory: a session is out until login, then logging-in, then online. When the socket is lost it is
 * recovering, with one attempt after another, until it is online again; the app hears of that only
 * after 4 s. A session that could not be resumed within the presence window is given up: that is
 * told once, and recovery goes on with a new session. Aborted is the bridge's decision and lasts
 * until logout.
 */
export class Session {
  private phase: Phase = "out";
  private url = "";
  private credentials: Credentials = { appId: "", userId: "", token: "", device: "" };
  private loginReply: LoginReply | undefined;
  private lastProblem = "";
  private link: Link | undefined;
  private sessionId: string | undefined;
  /** The last notification that was taken; a new session counts from 1. */
  private lastSeq = 0;
  private presenceMillis = PRESENCE_SECONDS * 1000;
  private interruptionTold = false;
  private readonly outbox = new Outbox();
  private readonly timers = new Timers();
  private readonly backoff = new Backoff();
  private readonly pulse = new Pulse(
    this.timers,
    () => this.link?.socket.send(requestFrame(this.outbox.nextId(), "ping", {})),
    () => this.drop("a ping was not answered", PONG_MILLIS),
  );

  constructor(
    private readonly findWebSocket: FindWebSocket,
    private readonly listener: SessionListener,
    private readonly dialect: Dialect,
    private readonly log: Log,
  ) {}

  login(url: string, credentials: Credentials, reply: LoginReply): void {
    if (this.phase !== "out") {
      const text = "Already logged in, or aborted: log out first.";
      reply.reject(this.loginError(LoginError.ALREADY_LOGIN, text));
      return;
    }
    this.phase = "logging-in";
    this.url = url;
    this.credentials = credentials;
    this.loginReply = reply;
    this.lastProblem = "the bridge did not answer";
    this.backoff.reset();
    this.listener.stateChanged("CONNECTING", "LOGIN");
    this.timers.start("login", LOGIN_MILLIS, () => this.loginTimedOut());
    this.connect();
  }

  /** Ends the session; false when there is none. */
  logout(): boolean {
    if (this.phase === "out") {
      return false;
    }
    if (this.link?.loggedIn) {
      this.link.socket.send(requestFrame(this.outbox.nextId(), "logout", {}));
    }
    const interrupted = this.loginReply;
    this.end("out", "logged-out");
    this.listener.stateChanged("DISCONNECTED", "LOGOUT");
    const text = "The login was ended by a logout.";
    interrupted?.reject(new RtmError(this.dialect.loginEndedByLogout, text));
    return true;
  }

  /** Whether requests can be made: logged in, though perhaps without a connection right now. */
  isLoggedIn(): boolean {
    return this.phase === "online" || this.phase === "recovering";
  }

  /** Sends a request, now or as soon as the connection is back. */
  submit(request: Request): void {
    if (!this.isLoggedIn()) {
      request.failed(new RtmError(request.errors.notLoggedIn, "The user is not logged in."), false);
      return;
    }
    this.outbox.submit(request, this.phase === "online" ? this.link?.socket : undefined);
  }

  /** Uses another token from the next connection on. */
  useToken(token: string): void {
    this.credentials = { ...this.credentials, token };
  }

  /** The network may be back, or gone without a word: finds out now. */
  wake(): void {
    if (this.phase === "online") {
      this.pulse.check();
    } else if (this.phase === "recovering" && !this.link) {
      this.backoff.reset();
      this.connect();
    }
  }

  // Connecting.

  private connect(): void {
    this.timers.cancel("retry");
    const link: Link = {
      socket: new Socket(this.findWebSocket, this.url, {
        opened: () => this.ifCurrent(link, () => this.sendLogin(link)),
        received: (frame) => this.ifCurrent(link, () => this.received(link, frame)),
        closed: (code, reason) => this.ifCurrent(link, () => this.closed(code, reason)),
      }),
      loginId: 0,
      resuming: undefined,
      loggedIn: false,
    };
    this.link = link;
    const limit = `no answer within ${LOGIN_MILLIS} ms`;
    this.timers.start("attempt", LOGIN_MILLIS, () => this.drop(limit, 0));
  }

  /** A socket that was given up has nothing to say: its session goes on elsewhere or is over. */
  private ifCurrent(link: Link, action: () => void): void {
    if (link === this.link) {
      action();
    }
  }

  private sendLogin(link: Link): void {
    const resume = this.sessionId && { sessionId: this.sessionId, lastSeq: this.lastSeq };
    link.loginId = this.outbox.nextId();
    link.resuming = this.sessionId;
    const params: Params = { ...this.credentials, resume: resume || undefined };
    link.socket.send(requestFrame(link.loginId, "login", params));
  }

  private loggedIn(link: Link, result: Fields): void {
    const id = result.text("sessionId");
    const resumed = link.resuming !== undefined && result.truth("resumed");
    this.presenceMillis = 1000 * bounded(result.integer("presenceSeconds", PRESENCE_SECONDS));
    const pingMillis = 1000 * bounded(result.integer("pingSeconds", PING_SECONDS));
    const recovered = this.phase === "recovering";
    link.loggedIn = true;
    this.timers.cancelAll();
    this.backoff.reset();
    if (!resumed) {
      if (this.sessionId !== undefined) {
        this.sessionLost();
      }
      this.lastSeq = 0;
    }
    this.sessionId = id;
    this.phase = "online";
    this.log.info(`Logged in${resumed ? `, resumed after ${this.lastSeq}` : ""}.`);
    if (!recovered || this.interruptionTold) {
      this.interruptionTold = false;
      this.listener.stateChanged("CONNECTED", "LOGIN_SUCCESS");
    }
    const waiting = this.loginReply;
    this.loginReply = undefined;
    waiting?.resolve();
    if (recovered && !resumed) {
      this.listener.sessionReplaced();
    }
    this.outbox.flush(link.socket);
    this.pulse.start(pingMillis);
  }

  private loginRefused(code: number, message: string): void {
    this.lastProblem = message || `login error ${code}`;
    if (this.phase === "logging-in") {
      this.loginFailed(this.loginError(code < 1 ? LoginError.UNKNOWN : code, message));
      return;
    }
    switch (code) {
      case LoginError.INVALID_TOKEN:
      case LoginError.TOKEN_EXPIRED:
        this.abort("TOKEN_EXPIRED");
        break;
      case LoginError.INVALID_ARGUMENT:
      case LoginError.INVALID_APP_ID:
      case LoginError.NOT_AUTHORIZED:
        this.abort("BANNED_BY_SERVER");
        break;
      default: // Too often, or the bridge is stopping: another time.
        this.drop(`the login was refused for now: ${this.lastProblem}`, 0);
    }
  }

  private loginTimedOut(): void {
    const text = `No login within ${LOGIN_MILLIS} ms: ${this.lastProblem}.`;
    this.loginFailed(this.loginError(LoginError.TIMEOUT, text), "LOGIN_TIMEOUT");
  }

  private loginFailed(error: RtmError, reason: ConnectionChangeReason = "LOGIN_FAILURE"): void {
    this.log.warn(`The login failed: ${error.message}`);
    const waiting = this.loginReply;
    this.end("out", "logged-out");
    this.listener.stateChanged("DISCONNECTED", reason);
    waiting?.reject(error);
  }

  private loginError(code: number, message: string): RtmError {
    return new RtmError(this.dialect.login(code), message);
  }

  // Losing.

  /** Gives the present socket up; what follows is the same as if it had been lost. */
  private drop(why: string, silentMillis: number): void {
    const dropped = this.link;
    if (dropped) {
      this.link = undefined;
      dropped.socket.abandon();
      this.socketLost(why, silentMillis);
    }
  }

  /** @param silentMillis how long nothing had been heard before the loss was noticed */
  private socketLost(why: string, silentMillis: number): void {
    this.log.info(`The connection was lost: ${why}.`);
    this.lastProblem = why;
    this.timers.cancel("attempt");
    this.pulse.stop();
    if (this.phase === "online") {
      this.phase = "recovering";
      this.outbox.socketLost();
      const hidden = Math.max(0, INTERRUPTION_MILLIS - silentMillis);
      this.timers.start("interruption", hidden, () => this.tellInterruption());
      this.timers.start("presence", this.presenceMillis, () => this.presenceOver());
    }
    if (this.phase === "recovering" || this.phase === "logging-in") {
      const urgent = this.sessionId !== undefined || this.phase === "logging-in";
      this.timers.start("retry", this.backoff.next(urgent), () => this.connect());
    }
  }

  private tellInterruption(): void {
    this.interruptionTold = true;
    this.listener.stateChanged("RECONNECTING", "INTERRUPTED");
  }

  private presenceOver(): void {
    this.sessionLost();
    if (this.link?.resuming !== undefined) {
      this.drop("the session was given up", 0);
    }
  }

  private sessionLost(): void {
    this.sessionId = undefined;
    this.lastSeq = 0;
    this.listener.sessionOver("connection-lost");
    this.outbox.sessionLost();
  }

  private closed(code: number, reason: string): void {
    this.link = undefined;
    if (code === CLOSE_ABORTED && this.isLoggedIn()) {
      this.abort("REMOTE_LOGIN"); // The notification that says why was lost; this is why mostly.
    } else {
      this.socketLost(`closed with ${code}${reason ? ` ${reason}` : ""}`, 0);
    }
  }

  private abort(reason: ConnectionChangeReason): void {
    this.log.warn(`The bridge ended the session: ${reason}.`);
    if (reason === "TOKEN_EXPIRED") {
      this.listener.tokenExpired();
    }
    this.end("aborted", "aborted");
    this.listener.stateChanged("ABORTED", reason);
  }

  private end(next: "out" | "aborted", why: string): void {
    const hadSession = this.isLoggedIn();
    this.phase = next;
    this.loginReply = undefined;
    this.sessionId = undefined;
    this.lastSeq = 0;
    this.interruptionTold = false;
    this.timers.cancelAll();
    if (this.link?.loggedIn) {
      this.link.socket.leave();
    } else {
      this.link?.socket.abandon();
    }
    this.link = undefined;
    if (hadSession) {
      this.listener.sessionOver(why);
      this.outbox.loggedOut();
    }
  }

  // Receiving.

  private received(link: Link, frame: unknown): void {
    this.pulse.heard();
    try {
      this.take(link, decode(frame));
    } catch (error) {
      this.log.warn(`Ignored a frame of the bridge. ${(error as Error).message}`);
    }
  }

  private take(link: Link, frame: Incoming): void {
    if (frame.kind === "notification") {
      this.notified(link, frame);
    } else if (frame.id === link.loginId && !link.loggedIn) {
      if (frame.kind === "result") {
        this.loggedIn(link, frame.fields);
      } else {
        this.loginRefused(frame.code, frame.message);
      }
    } else if (frame.kind === "failure" && frame.id === undefined) {
      this.log.warn(`The bridge could not read a frame: ${frame.message}`);
    } else {
      this.outbox.answered(frame);
    }
  }

  private notified(link: Link, notification: Notification): void {
    if (notification.method === "aborted") {
      this.abort(abortReason(notification.fields.textOr("reason", "")));
      return;
    }
    if (!link.loggedIn) {
      this.log.warn(`Ignored a notification before the login: ${notification.method}.`);
      return;
    }
    const { seq } = notification;
    if (seq > this.lastSeq + 1) {
      this.drop(`the notifications between ${this.lastSeq} and ${seq} are missing`, 0);
      return;
    }
    if (seq === 0 || this.isNew(link, seq)) {
      this.listener.notified(notification);
    }
  }

  /**
   * Acknowledges a notification, also a replay of one that we have, before the app hears of it: what
   * the app does then comes after the acknowledgement at the bridge.
   */
  private isNew(link: Link, seq: number): boolean {
    const isNew = seq > this.lastSeq;
    this.lastSeq = Math.max(seq, this.lastSeq);
    link.socket.send(notificationFrame("ack", { seq: this.lastSeq }));
    return isNew;
  }
}

function bounded(seconds: number): number {
  return Math.max(1, Math.min(seconds, 3600));
}

/** A name that is not known, or none, counts as REMOTE_LOGIN, by far the most frequent. */
function abortReason(name: string): ConnectionChangeReason {
  return name === "BANNED_BY_SERVER" || name === "TOKEN_EXPIRED" ? name : "REMOTE_LOGIN";
}
