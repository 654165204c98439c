// A client over a fake WebSocket, in fake time.
import { mock } from "node:test";
import AgoraRTM, { configure } from "../../dist/node.js";

export const APP_ID = "970CA35de60c44645bbae8a215061b33";

/** Lets everything run that waits for nothing but its turn. */
export const settle = () => new Promise((done) => setImmediate(done));

class FakeWebSocket {
  static all = [];

  constructor(url, protocols) {
    Object.assign(this, { url, protocols, frames: [], isOpen: false, closedBy: undefined });
    FakeWebSocket.all.push(this);
  }

  send(frame) {
    this.frames.push(JSON.parse(frame));
  }

  close(code) {
    this.closedBy ??= { side: "client", code };
  }
}

/** What the bridge sees and says on one connection. */
class BridgeEnd {
  constructor(socket) {
    this.socket = socket;
    this.taken = 0;
  }

  /** The frames that came since the last look, without pings and acknowledgements. */
  requests() {
    const frames = this.socket.frames.slice(this.taken);
    this.taken = this.socket.frames.length;
    return frames.filter(({ method }) => method !== "ack" && method !== "ping");
  }

  request(method) {
    const found = this.requests().filter((frame) => frame.method === method);
    if (found.length !== 1) {
      throw new Error(`${found.length} requests "${method}"`);
    }
    return found[0];
  }

  acks() {
    return this.socket.frames.filter(({ method }) => method === "ack").map((f) => f.params.seq);
  }

  async open() {
    this.socket.onopen({});
    await settle();
  }

  async raw(frame) {
    this.socket.onmessage?.({ data: frame });
    await settle();
  }

  async say(frame) {
    await this.raw(JSON.stringify({ jsonrpc: "2.0", ...frame }));
  }

  async answer(request, result = {}) {
    await this.say({ id: request.id, result });
  }

  async refuse(request, code, message = "no") {
    await this.say({ id: request.id, error: { code, message } });
  }

  async close(code = 1006, reason = "") {
    this.socket.onclose?.({ code, reason });
    await settle();
  }
}

/** One client, what it told its app, and the bridge's ends of its connections. */
export class Stage {
  constructor(library = AgoraRTM) {
    FakeWebSocket.all = [];
    globalThis.WebSocket = FakeWebSocket;
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
    mock.method(Math, "random", () => 1);
    configure({ url: "ws://bridge.example.com" });
    this.library = library;
    this.client = library.createInstance(APP_ID, { logFilter: library.LOG_FILTER_OFF });
    this.told = [];
    this.remotes = [];
    this.seq = 0;
    for (const event of [
      "MessageFromPeer",
      "ConnectionStateChanged",
      "TokenExpired",
      "TokenPrivilegeWillExpire",
      "PeersOnlineStatusChanged",
    ]) {
      this.client.on(event, (...args) => this.told.push([event, ...args]));
    }
    this.client.on("RemoteInvitationReceived", (invitation) => {
      this.told.push(["RemoteInvitationReceived"]);
      this.remotes.push(this.watch(invitation));
    });
  }

  /** Ends the fakes. */
  end() {
    mock.timers.reset();
    mock.restoreAll();
    delete globalThis.WebSocket;
    configure({});
  }

  get connections() {
    return FakeWebSocket.all.length;
  }

  get socket() {
    return FakeWebSocket.all.at(-1);
  }

  /** Time passes. */
  async pass(millis) {
    for (let left = millis; left > 0; left -= 500) {
      mock.timers.tick(Math.min(left, 500));
      await settle();
    }
  }

  /** What the app was told since the last look. */
  news() {
    const told = this.told;
    this.told = [];
    return told;
  }

  async login(session = "s1", uid = "alice") {
    const done = this.client.login({ uid, token: null });
    await this.accept(session);
    await done;
    this.news();
    return this.bridge;
  }

  /** The bridge takes the login that is due on the newest connection. */
  async accept(sessionId, resumed = false) {
    this.bridge = new BridgeEnd(this.socket);
    await this.bridge.open();
    const login = this.bridge.request("login");
    const seconds = { presenceSeconds: 30, pingSeconds: 5 };
    await this.bridge.answer(login, { sessionId, resumed, serverTime: 0, ...seconds });
    if (!resumed) {
      this.seq = 0;
    }
    return login;
  }

  /** The bridge's numbered notification. */
  async notify(method, params) {
    await this.bridge.say({ method, params: { ...params, seq: ++this.seq } });
  }

  /** Pongs come for so long. */
  async passAnswered(millis) {
    for (let left = millis; left > 0; left -= 500) {
      await this.pass(Math.min(left, 500));
      for (const ping of this.socket.frames.filter((f) => f.method === "ping" && !f.answered)) {
        ping.answered = true;
        await this.bridge.answer(ping);
      }
    }
  }

  watch(invitation) {
    for (const event of [
      "LocalInvitationReceivedByPeer",
      "LocalInvitationAccepted",
      "LocalInvitationRefused",
      "LocalInvitationCanceled",
      "LocalInvitationFailure",
      "RemoteInvitationAccepted",
      "RemoteInvitationRefused",
      "RemoteInvitationCanceled",
      "RemoteInvitationFailure",
      "LocalInvitationProgress",
      "SessionChanged",
      "CallEnded",
    ]) {
      invitation.on(event, (...args) => this.told.push([event, ...args]));
    }
    return invitation;
  }

  /** A sent invitation that the bridge has taken. */
  async invite(calleeId = "bob", content = "") {
    const invitation = this.client.createLocalInvitation(calleeId);
    invitation.content = content;
    invitation.send();
    await settle();
    await this.bridge.answer(this.bridge.request("invite"));
    return this.watch(invitation);
  }

  /** A sent invitation of which the callee has said yes. */
  async inviteAndConnect(calleeId = "bob") {
    const invitation = await this.invite(calleeId);
    const { invitationId } = invitation;
    await this.notify("localInvitationReceivedByPeer", { invitationId });
    await this.notify("localInvitationAccepted", { invitationId, response: "yes" });
    this.news();
    return invitation;
  }

  /** An invitation of bob's that rings. */
  async ring(invitationId = "n1-x.1", offer = {}) {
    const params = { invitationId, callerId: "bob", content: "hi", channelId: "room", ...offer };
    await this.notify("remoteInvitationReceived", params);
    this.news();
    return this.remotes.at(-1);
  }
}
