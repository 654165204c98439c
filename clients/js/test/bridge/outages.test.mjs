// The network is cut for 5, 20 and 40 s, on either side, in each state of an invitation: what is
// shorter than the presence of 30 s loses nothing and tells nothing twice, what is longer ends
// everything, once, on both sides. The clocks are the product's; all cuts are made at once.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startBridge, whyNoBridge } from "../support/bridge.mjs";
import { startProxy } from "../support/proxy.mjs";
import { User } from "../support/user.mjs";

const { deepEqual, equal } = assert;
const SHORT_SECONDS = [5, 20];
const LONG_SECONDS = 40;
const BACK_WITHIN_MILLIS = 25_000;

const RINGS = "RemoteReceived INVITATION_RECEIVED";
const RECEIVED = "LocalReceivedByPeer RECEIVED_BY_REMOTE";
const ACCEPTED = "LocalAccepted ACCEPTED_BY_REMOTE yes";
const CONFIRMED = "RemoteAccepted ACCEPTED";
const UNCONFIRMED = "RemoteFailure FAILURE ACCEPT_FAILURE";
const LOST = "CallEnded connection-lost";

/** What the caller and the callee hear, whichever of them was cut off for too long. */
const TOO_LATE = {
  sent: {
    caller: [["LocalFailure FAILURE NOT_LOGGEDIN"], []],
    callee: [["LocalFailure FAILURE PEER_NO_RESPONSE"], []],
  },
  ringing: {
    caller: [
      [RECEIVED, "LocalFailure FAILURE NOT_LOGGEDIN"],
      [RINGS, "RemoteCanceled CANCELED hi"],
    ],
    callee: [
      [RECEIVED, "LocalFailure FAILURE PEER_OFFLINE"],
      [RINGS, "RemoteFailure FAILURE INVITATION_EXPIRE"],
    ],
  },
  accepting: {
    caller: [
      [RECEIVED, "LocalFailure FAILURE NOT_LOGGEDIN"],
      [RINGS, UNCONFIRMED],
    ],
    callee: [
      [RECEIVED, "LocalFailure FAILURE PEER_OFFLINE"],
      [RINGS, UNCONFIRMED],
    ],
  },
  talking: {
    caller: [
      [RECEIVED, ACCEPTED, LOST],
      [RINGS, CONFIRMED, LOST],
    ],
    callee: [
      [RECEIVED, ACCEPTED, LOST],
      [RINGS, CONFIRMED, LOST],
    ],
  },
};

describe("outages", { skip: whyNoBridge(), concurrency: true }, () => {
  let bridge;
  before(async () => (bridge = await startBridge()));
  after(() => bridge.stop());

  for (const state of Object.keys(TOO_LATE)) {
    for (const side of ["caller", "callee"]) {
      for (const seconds of SHORT_SECONDS) {
        it(`${seconds} s, ${state}, the ${side} is cut off: nothing is lost`, async () => {
          const scene = await cutFor(seconds, state, side);
          await (isLateAccept(state, side) ? lateAccept(scene, seconds) : goesOn(scene));
          await finish(scene);
        });
      }

      it(`40 s, ${state}, the ${side} is cut off: over, once, on both sides`, async () => {
        const scene = await cutFor(LONG_SECONDS, state, side);
        const [caller, callee] = TOO_LATE[state][side];
        await scene.caller.hears(...caller);
        await scene.callee.hears(...callee);
        await pause(500); // Time for what must not come.
        await scene.caller.hears(...caller);
        await scene.callee.hears(...callee);
        await finish(scene);
      });
    }
  }

  /** As if nothing had been: the call comes about and is ended. */
  async function goesOn({ state, caller, callee, sent }) {
    const rung = callee.remotes[0] ?? (await callee.rings());
    if (state === "sent" || state === "ringing") {
      rung.response = "yes";
      rung.accept();
    }
    await caller.hears(RECEIVED, ACCEPTED);
    await callee.hears(RINGS, CONFIRMED);
    sent.endCall("bye");
    await caller.hears(RECEIVED, ACCEPTED, "CallEnded hung-up");
    await callee.hears(RINGS, CONFIRMED, "CallEnded hung-up");
  }

  /** The caller has 5 s to confirm an accept; back at just that time it may be either. */
  async function lateAccept({ caller, callee }, seconds) {
    await callee.hearsAmongOthers(RINGS);
    if (seconds === 5 && callee.lines.includes(CONFIRMED)) {
      await callee.hears(RINGS, CONFIRMED);
      await caller.hears(RECEIVED, ACCEPTED);
    } else {
      await callee.hears(RINGS, UNCONFIRMED);
      await caller.hears(RECEIVED, ACCEPTED, "CallEnded accept-failure");
    }
  }

  const isLateAccept = (state, side) => state === "accepting" && side === "caller";

  async function cutFor(seconds, state, side) {
    const proxy = await startProxy(bridge.url);
    const [caller, callee] = ["caller", "callee"].map((role) => {
      const user = new User(`${role}-${state}-${side}-${seconds}`);
      user.client.setParameters({ "bridge.url": role === side ? proxy.url : bridge.url });
      return user;
    });
    const scene = { proxy, state, side, caller, callee, off: side === "caller" ? caller : callee };
    await caller.login();
    await (state === "sent" ? untilSent(scene, seconds) : untilState(scene));
    await pause(seconds * 1000);
    proxy.restore();
    const until = Date.now() + BACK_WITHIN_MILLIS;
    while (scene.off.client.connectionState !== "CONNECTED" && Date.now() < until) {
      await pause(100);
    }
    equal(scene.off.client.connectionState, "CONNECTED");
    if (state === "sent" && side === "caller" && seconds === LONG_SECONDS) {
      await callee.login(); // Nothing waits for it any more.
    }
    return scene;
  }

  /** The invitation has not been received when the line is cut. */
  async function untilSent(scene, seconds) {
    const { proxy, side, caller, callee } = scene;
    if (side === "callee") {
      await callee.login();
      proxy.cut();
    }
    scene.sent = caller.call(callee.name, { content: "hi", channelId: "room" });
    await caller.client.queryPeersOnlineStatus([callee.name]); // Answered behind the invite.
    if (side === "caller") {
      proxy.cut();
      if (seconds < LONG_SECONDS) {
        await callee.login();
      }
    }
  }

  async function untilState(scene) {
    const { proxy, state, side, caller, callee } = scene;
    await callee.login();
    scene.sent = caller.call(callee.name, { content: "hi", channelId: "room" });
    const rung = await callee.rings();
    await caller.hears(RECEIVED);
    rung.response = "yes";
    if (state === "talking") {
      rung.accept();
      await caller.hears(RECEIVED, ACCEPTED);
      await callee.hears(RINGS, CONFIRMED);
    }
    proxy.cut();
    if (state === "accepting") {
      rung.accept();
      await (side === "caller" ? pause(100) : undefined); // The bridge has it then.
    }
  }

  async function finish({ proxy, caller, callee }) {
    await Promise.allSettled([caller.client.logout(), callee.client.logout()]);
    proxy.stop();
  }
});
