// A client of the protocol that checks nothing and acknowledges nothing unless told.
import WebSocket from "ws";
import { APP_ID } from "./bridge.mjs";

const WAIT_MILLIS = 10_000;

export class RawUser {
  static async connect(url) {
    const socket = new WebSocket(url, "rtm-invite.v1");
    const user = new RawUser(socket);
    await new Promise((done, failed) => {
      socket.once("open", done);
      socket.once("error", failed);
    });
    return user;
  }

  /** A user who is logged in. */
  static async online(url, userId) {
    const user = await RawUser.connect(url);
    const answer = await user.call("login", { appId: APP_ID, userId });
    if (!answer.result) {
      throw new Error(`No login: ${JSON.stringify(answer)}`);
    }
    return user;
  }

  constructor(socket) {
    this.socket = socket;
    this.frames = [];
    this.wanted = [];
    this.calls = 0;
    socket.on("message", (data) => this.received(JSON.parse(String(data))));
  }

  /** Resolves to the answer, a result or an error. */
  call(method, params) {
    const id = ++this.calls;
    this.socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return this.frame((frame) => frame.id === id, `the answer to ${method}`);
  }

  acknowledge(seq) {
    this.socket.send(JSON.stringify({ jsonrpc: "2.0", method: "ack", params: { seq } }));
  }

  /** Resolves to the params of the next notification with this method. */
  async notification(method) {
    return (await this.frame((frame) => frame.method === method, method)).params;
  }

  close() {
    this.socket.terminate();
  }

  frame(matches, what) {
    const index = this.frames.findIndex(matches);
    if (index >= 0) {
      return Promise.resolve(this.frames.splice(index, 1)[0]);
    }
    return new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`There is no ${what}.`)), WAIT_MILLIS);
      this.wanted.push({ matches, done, timer });
    });
  }

  received(frame) {
    const index = this.wanted.findIndex(({ matches }) => matches(frame));
    if (index < 0) {
      this.frames.push(frame);
      return;
    }
    const [{ done, timer }] = this.wanted.splice(index, 1);
    clearTimeout(timer);
    done(frame);
  }
}
