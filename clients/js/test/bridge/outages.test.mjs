// The network is cut for 5, 20 and 40 s, on either side, in the states of an invitation that last:
// what is shorter than the presence window of 30 s leaves no trace, what is longer ends everything,
// once, on both sides.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startBridge, whyNoBridge } from "../support/bridge.mjs";
import { startProxy } from "../support/proxy.mjs";
import { User } from "../support/user.mjs";

const { deepEqual, equal } = assert;
const BACK_WITHIN_MILLIS = 25_000;

/** What each side hears when the outage was too long, by state and by who was cut off. */
const LOST = {
  ringing: {
    caller: {
      alice: [["LocalInvitationFailure", "NOT_LOGGEDIN"]],
      bob: [["RemoteInvitationCanceled", "hi"]],
    },
    callee: {
      alice: [["LocalInvitationFailure", "PEER_OFFLINE"]],
      bob: [["RemoteInvitationFailure", "INVITATION_EXPIRE"]],
    },
  },
  talking: {
    caller: {
      alice: [["CallEnded", { reason: "connection-lost", info: "" }]],
      bob: [["CallEnded", { reason: "connection-lost", info: "" }]],
    },
    callee: {
      alice: [["CallEnded", { reason: "connection-lost", info: "" }]],
      bob: [["CallEnded", { reason: "connection-lost", info: "" }]],
    },
  },
};

describe("outages", { skip: whyNoBridge(), concurrency: true }, () => {
  let bridge;
  before(async () => (bridge = await startBridge()));
  after(() => bridge.stop());

  for (const state of ["ringing", "talking"]) {
    for (const side of ["caller", "callee"]) {
      for (const seconds of [5, 20]) {
        it(`${seconds} s, ${state}, the ${side} is cut off: as if nothing had been`, async () => {
          const scene = await begin(state, side, seconds);
          await cut(scene, seconds);
          deepEqual([scene.alice.unexpected(), scene.bob.unexpected()], [[], []]);
          if (state === "ringing") {
            scene.ringing.accept();
            await scene.alice.next("LocalInvitationAccepted");
            await scene.bob.next("RemoteInvitationAccepted");
          }
          scene.sent.endCall("bye");
          deepEqual(await scene.bob.next("CallEnded"), [{ reason: "hung-up", info: "bye" }]);
          await scene.alice.next("CallEnded");
          await finish(scene);
        });
      }

      it(`40 s, ${state}, the ${side} is cut off: over, once, on both sides`, async () => {
        const scene = await begin(state, side, 40);
        await cut(scene, 40);
        for (const [name, events] of Object.entries(LOST[state][side])) {
          for (const [event, ...args] of events) {
            deepEqual(await scene[name].next(event), args);
          }
        }
        await finish(scene);
      });
    }
  }

  async function begin(state, side, seconds) {
    const proxy = await startProxy(bridge.url);
    const [alice, bob] = ["caller", "callee"].map((role) => {
      const user = new User(`${role}-${state}-${side}-${seconds}`);
      user.client.setParameters({ "bridge.url": role === side ? proxy.url : bridge.url });
      return user;
    });
    await Promise.all([alice.login(), bob.login()]);
    const sent = alice.call(bob.name, { content: "hi", channelId: "room" });
    const ringing = await bob.rings();
    await alice.next("LocalInvitationReceivedByPeer");
    if (state === "talking") {
      ringing.accept();
      await alice.next("LocalInvitationAccepted");
      await bob.next("RemoteInvitationAccepted");
    }
    return { proxy, alice, bob, sent, ringing, off: side === "caller" ? alice : bob };
  }

  async function cut({ proxy, off }, seconds) {
    proxy.cut();
    await pause(seconds * 1000);
    proxy.restore();
    const until = Date.now() + BACK_WITHIN_MILLIS;
    while (off.client.connectionState !== "CONNECTED" && Date.now() < until) {
      await pause(100);
    }
    equal(off.client.connectionState, "CONNECTED");
    await pause(500); // Time for what must not come.
  }

  async function finish({ proxy, alice, bob }) {
    deepEqual([alice.unexpected(), bob.unexpected()], [[], []]);
    await Promise.all([alice.client.logout(), bob.client.logout()]);
    proxy.stop();
  }
});
