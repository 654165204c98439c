// A user with a client of its own, and what the client told it.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import AgoraRTM from "../../dist/node.js";
import { APP_ID } from "./bridge.mjs";

const WAIT_MILLIS = 10_000;

export class User {
  constructor(name) {
    this.name = name;
    this.client = AgoraRTM.createInstance(APP_ID);
    this.told = [];
    this.waiting = [];
    this.remotes = [];
    this.lines = [];
    for (const event of ["MessageFromPeer", "ConnectionStateChanged", "PeersOnlineStatusChanged"]) {
      this.client.on(event, (...args) => this.hear(event, ...args));
    }
    this.client.on("RemoteInvitationReceived", (invitation) => {
      this.note("RemoteInvitationReceived", invitation);
      this.remotes.push(this.watch(invitation));
      this.hear("RemoteInvitationReceived", invitation);
    });
  }

  async login() {
    await this.client.login({ uid: this.name });
    return this;
  }

  call(callee, fill = {}) {
    const invitation = Object.assign(this.client.createLocalInvitation(callee), fill);
    invitation.send();
    return this.watch(invitation);
  }

  watch(invitation) {
    for (const side of ["Local", "Remote"]) {
      for (const event of ["ReceivedByPeer", "Accepted", "Refused", "Canceled", "Failure"]) {
        const name = `${side}Invitation${event}`;
        invitation.on(name, (...args) => {
          this.note(name, invitation, ...args);
          this.hear(name, ...args);
        });
      }
    }
    for (const event of ["LocalInvitationProgress", "SessionChanged"]) {
      invitation.on(event, (what) => this.hear(event, what));
    }
    invitation.on("CallEnded", (end) => {
      this.lines.push(`CallEnded ${end.reason}`);
      this.hear("CallEnded", end);
    });
    return invitation;
  }

  /** The arguments of the next event of this name. */
  async next(event) {
    const index = this.told.findIndex(([name]) => name === event);
    if (index >= 0) {
      return this.told.splice(index, 1)[0].slice(1);
    }
    return new Promise((done, failed) => {
      const text = `${this.name} did not hear ${event}, but ${JSON.stringify(this.told)}`;
      const timer = setTimeout(() => failed(new Error(text)), WAIT_MILLIS).unref();
      this.waiting.push({ event, done, timer });
    });
  }

  /** The next invitation for this user. */
  async rings() {
    const [invitation] = await this.next("RemoteInvitationReceived");
    return invitation;
  }

  /**
   * Waits until these are all events about invitations since the login or the last `forgets`, and
   * no others: the event, the state of the invitation at that moment, and what came along.
   */
  async hears(...lines) {
    const until = Date.now() + WAIT_MILLIS;
    while (!isDeepStrictEqual(this.lines, lines) && Date.now() < until) {
      await pause(20);
    }
    assert.deepEqual(this.lines, lines, this.name);
  }

  /** Waits until this was heard, among others. */
  async hearsAmongOthers(line) {
    const until = Date.now() + WAIT_MILLIS;
    while (!this.lines.includes(line) && Date.now() < until) {
      await pause(20);
    }
    assert.ok(this.lines.includes(line), `${this.name}: ${line}, but ${this.lines.join("; ")}`);
  }

  /** What was heard so far is not looked at again by `hears`. */
  forgets() {
    this.lines = [];
  }

  /** The names of all events about invitations that nobody has waited for. */
  unexpected() {
    return this.told.map(([name]) => name).filter((name) => /Invitation|CallEnded/.test(name));
  }

  note(event, invitation, ...args) {
    this.lines.push([event.replace("Invitation", ""), invitation.state, ...args].join(" "));
  }

  hear(event, ...args) {
    const index = this.waiting.findIndex((one) => one.event === event);
    if (index < 0) {
      this.told.push([event, ...args]);
      return;
    }
    const [{ done, timer }] = this.waiting.splice(index, 1);
    clearTimeout(timer);
    done(args);
  }
}
