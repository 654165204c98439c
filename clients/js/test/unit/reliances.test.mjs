// What public Web applications rely on, and what the package adds.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { afterEach, beforeEach, describe, it } from "node:test";
import ArRTM from "../../dist/anyrtc.node.js";
import * as library from "../../dist/node.js";
import { APP_ID, Stage, settle } from "../support/stage.mjs";

const { deepEqual, equal, ok, rejects, throws } = assert;
const code = (number) => ({ name: "RtmError", code: number });
const AgoraRTM = library.default;

describe("1.10 reliances of Web applications", () => {
  let stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  it("1: a login without a token, promises that nobody looks at", async () => {
    void stage.client.login({ uid: "alice" });
    await stage.accept("s1");
    equal(stage.client.connectionState, "CONNECTED");
    void stage.client.logout();
  });

  it("2: listeners may be attached after send(): no event fires inside a call of the app", async () => {
    await stage.login();
    const sent = stage.client.createLocalInvitation("bob");
    let inside = true;
    stage.client.on("ConnectionStateChanged", () => equal(inside, false));
    sent.on("LocalInvitationFailure", () => equal(inside, false));
    sent.send();
    sent.cancel();
    const left = stage.client.logout();
    inside = false;
    stage.watch(sent);
    await left;
    deepEqual(stage.news()[0], ["LocalInvitationFailure", "NOT_LOGGEDIN"]);
  });

  it("3: ReceivedByPeer comes before Accepted and Refused, even if the news of it is missing", async () => {
    await stage.login();
    for (const [method, event] of [
      ["localInvitationAccepted", "LocalInvitationAccepted"],
      ["localInvitationRefused", "LocalInvitationRefused"],
    ]) {
      const invitation = await stage.invite();
      const { invitationId } = invitation;
      const states = [];
      invitation.on("LocalInvitationReceivedByPeer", () => states.push(invitation.state));
      invitation.on(event, () => states.push(invitation.state));
      await stage.notify(method, { invitationId, response: "" });
      deepEqual(stage.news(), [["LocalInvitationReceivedByPeer"], [event, ""]]);
      deepEqual(states, ["RECEIVED_BY_REMOTE", invitation.state]);
    }
  });

  it("4: a refuse inside the received handler follows the acknowledgement, so the caller hears both", async () => {
    await stage.login();
    stage.client.on("RemoteInvitationReceived", (invitation) => invitation.refuse());
    await stage.ring();
    const methods = stage.socket.frames.map(({ method }) => method);
    deepEqual(methods.slice(-2), ["ack", "refuse"]);
  });

  it("6: listeners set before the login serve", async () => {
    const heard = [];
    stage.client.on("RemoteInvitationReceived", ({ callerId }) => heard.push(callerId));
    await stage.login();
    await stage.ring();
    deepEqual(heard, ["bob"]);
  });

  it("7: logout as the first call is harmless", async () => {
    const uncaught = [];
    const note = (error) => uncaught.push(error);
    process.on("unhandledRejection", note);
    stage.client.logout();
    await settle();
    await settle();
    process.off("unhandledRejection", note);
    deepEqual(uncaught, []);
    await stage.login();
  });

  it("8: the token may be null, empty or left out", async () => {
    for (const options of [{ token: null }, { token: "" }, {}]) {
      const done = stage.client.login({ uid: "alice", ...options });
      const { params } = await stage.accept("s");
      equal(params.token, "");
      await done;
      await stage.client.logout();
    }
  });

  it("9: cancel after the accept is ALREADY_END and does no harm", async () => {
    await stage.login();
    const call = await stage.inviteAndConnect();
    throws(() => call.cancel(), code(3));
    equal(call.inCall, true);
  });

  it("10: refuse of an invitation that was cancelled is ALREADY_END and does no harm", async () => {
    await stage.login();
    const invitation = await stage.ring();
    const { invitationId } = invitation;
    await stage.notify("remoteInvitationCanceled", {
      invitationId,
      content: "",
      reason: "canceled",
    });
    throws(() => invitation.refuse(), code(3));
    equal(invitation.state, "CANCELED");
  });

  it("14b: cancel of an invitation that was refused as busy is ALREADY_END", async () => {
    await stage.login();
    const invitation = await stage.invite();
    const { invitationId } = invitation;
    await stage.notify("localInvitationRefused", {
      invitationId,
      response: "busy",
      reason: "busy",
    });
    throws(() => invitation.cancel(), code(3));
    equal(invitation.response, "busy");
  });

  it("14c, 17: several invitations ring side by side, and one that is ignored disturbs no other", async () => {
    await stage.login();
    const [first, second] = [
      await stage.ring("n1-a.1"),
      await stage.ring("n1-b.1", { callerId: "carol" }),
    ];
    first.accept();
    await stage.bridge.answer(stage.bridge.request("accept"));
    await stage.notify("remoteInvitationAccepted", { invitationId: "n1-a.1" });
    await stage.notify("remoteInvitationFailure", { invitationId: "n1-b.1", code: 3, reason: "" });
    deepEqual([first.state, second.state], ["ACCEPTED", "FAILURE"]);
    equal(
      stage.remotes.find(({ callerId }) => callerId === "bob"),
      first,
    );
  });

  it("18: unknown parameters are accepted", () => {
    stage.client.setParameters({ "rtm.log_filter": 65535 });
    stage.client.updateConfig({ enableLogUpload: true, enableCloudProxy: false });
    AgoraRTM.setArea({ areaCodes: [AgoraRTM.AreaCode.GLOBAL] });
    AgoraRTM.createInstance(APP_ID, { enableLogUpload: false }, ["GLOBAL"]);
  });
});

describe("event emitters", () => {
  const emitter = () => AgoraRTM.createInstance(APP_ID).createLocalInvitation("bob");

  it("are Node's", () => {
    const invitation = emitter();
    const heard = [];
    const listener = function (response) {
      heard.push([this === invitation, response]);
    };
    equal(invitation.on("LocalInvitationAccepted", listener), invitation);
    invitation.once("LocalInvitationAccepted", listener);
    invitation.addListener("LocalInvitationAccepted", listener);
    equal(invitation.listenerCount("LocalInvitationAccepted"), 3);
    invitation.off("LocalInvitationAccepted", listener);
    deepEqual(invitation.listeners("LocalInvitationAccepted"), [listener, listener]);
    equal(invitation.emit("LocalInvitationAccepted", "a"), true);
    equal(invitation.emit("LocalInvitationAccepted", "b"), true);
    deepEqual(heard, [
      [true, "a"],
      [true, "a"],
      [true, "b"],
    ]);
    equal(invitation.removeAllListeners(), invitation);
    equal(invitation.emit("LocalInvitationAccepted", "c"), false);
    equal(invitation.constructor.defaultMaxListeners, 10);
    throws(() => invitation.on("LocalInvitationAccepted", undefined), TypeError);
  });

  it("call everybody even if one of them throws, which surfaces as uncaught", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const invitation = emitter();
    let heard = 0;
    invitation.on("LocalInvitationCanceled", () => {
      throw new Error("the app's own");
    });
    invitation.on("LocalInvitationCanceled", () => heard++);
    invitation.emit("LocalInvitationCanceled");
    equal(heard, 1);
    throws(() => context.mock.timers.tick(0), /the app's own/);
  });

  it("may be put into a store: their members are plain data", () => {
    const invitation = emitter();
    deepEqual(JSON.parse(JSON.stringify(invitation)), {
      calleeId: "bob",
      channelId: "",
      deliverySeconds: 0,
      ringSeconds: 0,
      data: "",
      content: "",
      endReason: "",
      invitationId: invitation.invitationId,
      response: "",
      state: "IDLE",
    });
  });

  it("work behind a proxy, as reactive frameworks put them", async () => {
    const stage = new Stage();
    await stage.login();
    const invitation = new Proxy(stage.client.createLocalInvitation("bob"), {});
    stage.watch(invitation).send();
    const { invitationId } = invitation;
    await stage.notify("localInvitationReceivedByPeer", { invitationId });
    equal(invitation.state, "RECEIVED_BY_REMOTE");
    deepEqual(stage.news(), [["LocalInvitationReceivedByPeer"]]);
    stage.end();
  });
});

describe("extension", () => {
  let stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.login();
  });
  afterEach(() => stage.end());

  it("endCall hangs up, on either side, and is told as CallEnded once", async () => {
    const call = await stage.inviteAndConnect();
    call.endCall("thank you");
    const request = stage.bridge.request("end");
    deepEqual(request.params, { invitationId: call.invitationId, info: "thank you" });
    await stage.bridge.answer(request);
    equal(call.inCall, false);
    equal(call.endReason, "hung-up");
    equal(call.state, "ACCEPTED_BY_REMOTE");
    deepEqual(stage.news(), [["CallEnded", { reason: "hung-up", info: "" }]]);
    throws(() => call.endCall(), code(3));
    await stage.notify("callEnded", { invitationId: call.invitationId, reason: "x", info: "" });
    deepEqual(stage.news(), []);
  });

  it("the other side's end is told as CallEnded", async () => {
    const invitation = await stage.ring();
    const { invitationId } = invitation;
    invitation.accept();
    await stage.notify("remoteInvitationAccepted", { invitationId });
    stage.news();
    await stage.notify("callEnded", { invitationId, reason: "hung-up", info: "bye" });
    deepEqual(stage.news(), [["CallEnded", { reason: "hung-up", info: "bye" }]]);
    equal(invitation.state, "ACCEPTED");
    equal(invitation.inCall, false);
  });

  it("endCall before the accept is NOT_STARTED", async () => {
    throws(() => stage.client.createLocalInvitation("bob").endCall(), code(2));
    const sent = await stage.invite();
    throws(() => sent.endCall(), code(2));
    const ringing = await stage.ring();
    throws(() => ringing.endCall(), code(2));
  });

  it("RTM's own end-call message ends the call too", async () => {
    const invitation = await stage.ring();
    const { invitationId } = invitation;
    invitation.accept();
    await stage.notify("remoteInvitationAccepted", { invitationId });
    stage.news();
    const text = `${AgoraRTM.END_CALL_PREFIX}_room_`;
    const sent = stage.client.sendMessageToPeer({ text }, "bob");
    await stage.bridge.answer(stage.bridge.request("message"), { hasPeerReceived: true });
    await sent;
    deepEqual(stage.news(), [["CallEnded", { reason: "hung-up", info: "" }]]);
  });

  it("times and data of an invitation are sent only when the app sets them", async () => {
    const plain = stage.client.createLocalInvitation("bob");
    plain.send();
    deepEqual(Object.keys(stage.bridge.request("invite").params), ["invitationId", "calleeId"]);
    const full = stage.client.createLocalInvitation("bob");
    Object.assign(full, { deliverySeconds: 30, ringSeconds: 179, data: "é".repeat(1024) });
    full.send();
    const { deliverySeconds, ringSeconds, data } = stage.bridge.request("invite").params;
    deepEqual([deliverySeconds, ringSeconds, data], [30, 179, "é".repeat(1024)]);
    const wrong = [
      { deliverySeconds: 31 },
      { ringSeconds: 180 },
      { ringSeconds: 1.5 },
      { ringSeconds: "60" },
      { deliverySeconds: -1 },
      { data: "é".repeat(1024) + "x" },
      { data: {} },
    ];
    for (const value of wrong) {
      const invitation = Object.assign(stage.client.createLocalInvitation("bob"), value);
      throws(() => invitation.send(), { code: 1 });
      equal(invitation.state, "IDLE");
    }
  });

  it("data arrives beside the content", async () => {
    equal((await stage.ring("n1-x.1", { data: "more" })).data, "more");
    equal((await stage.ring("n1-x.2")).data, "");
  });

  it("queryOpenCalls says what is on, with the app's own objects", async () => {
    const invitation = await stage.invite("bob");
    const { invitationId } = invitation;
    const asked = stage.client.queryOpenCalls();
    await stage.bridge.answer(stage.bridge.request("calls"), {
      calls: [
        { invitationId, side: "local", peerId: "bob", state: "received" },
        { invitationId: "r9", side: "remote", peerId: "eve", channelId: "room", state: "in-call" },
      ],
    });
    const [mine, other] = await asked;
    equal(mine.invitation, invitation);
    deepEqual([mine.isLocal, mine.channelId, mine.state], [true, "", "received"]);
    const { invitation: none, ...rest } = other;
    equal(none, undefined);
    deepEqual(rest, {
      invitationId: "r9",
      isLocal: false,
      peerId: "eve",
      channelId: "room",
      state: "in-call",
    });
    const tooOften = rejects(stage.client.queryOpenCalls(), { code: 6 });
    await stage.bridge.refuse(stage.bridge.request("calls"), 6);
    await tooOften;
    await stage.client.logout();
    await rejects(stage.client.queryOpenCalls(), { code: 102 });
  });

  it("refuse and cancel take a reason, and nothing else", async () => {
    const ringing = await stage.ring();
    ringing.refuse("busy");
    equal(stage.bridge.request("refuse").params.reason, "busy");
    const sent = await stage.invite();
    sent.cancel({ type: "click" });
    deepEqual(stage.bridge.request("cancel").params, { invitationId: sent.invitationId });
  });
});

describe("the package", () => {
  it("has the enumerations of RTM 1.x as words", () => {
    deepEqual(Object.values(AgoraRTM.LocalInvitationState), [
      "IDLE",
      "SENT_TO_REMOTE",
      "RECEIVED_BY_REMOTE",
      "ACCEPTED_BY_REMOTE",
      "REFUSED_BY_REMOTE",
      "CANCELED",
      "FAILURE",
    ]);
    deepEqual(Object.values(AgoraRTM.RemoteInvitationState), [
      "INVITATION_RECEIVED",
      "ACCEPT_SENT_TO_LOCAL",
      "REFUSED",
      "ACCEPTED",
      "CANCELED",
      "FAILURE",
    ]);
    equal(AgoraRTM.ConnectionChangeReason.REMOTE_LOGIN, "REMOTE_LOGIN");
    equal(AgoraRTM.LocalInvitationFailureReason.PEER_NO_RESPONSE, "PEER_NO_RESPONSE");
    equal(AgoraRTM.RemoteInvitationFailureReason.ACCEPT_FAILURE, "ACCEPT_FAILURE");
    equal(AgoraRTM.END_CALL_PREFIX, "AgoraRTMLegacyEndcallCompatibleMessagePrefix");
    deepEqual(library.PeerOnlineState, AgoraRTM.PeerOnlineState);
  });

  it("is the same for require: the library itself, with default and names", () => {
    const required = createRequire(import.meta.url)("../../dist/node.cjs");
    equal(typeof required.createInstance, "function");
    equal(required.default, required);
    deepEqual(
      Object.keys(library).sort(),
      Object.keys(required)
        .filter((k) => k in library)
        .sort(),
    );
    ok(required.createInstance(APP_ID).createLocalInvitation("bob").state === "IDLE");
  });

  it("for the clone has the clone's numbers", async () => {
    const stage = new Stage(ArRTM);
    await rejects(stage.client.login({ uid: "" }), code(2));
    const ended = rejects(stage.client.login({ uid: "alice" }), code(10));
    await rejects(stage.client.login({ uid: "alice" }), code(7));
    await stage.client.logout();
    await ended;
    await stage.login();
    await rejects(stage.client.queryPeersOnlineStatus([]), code(0));
    const refused = rejects(stage.client.queryPeersOnlineStatus(["bob"]), code(3));
    await stage.bridge.refuse(stage.bridge.request("queryPeersOnlineStatus"), 5);
    await refused;
    await stage.client.logout();
    await rejects(stage.client.queryPeersOnlineStatus(["bob"]), code(102));
    stage.end();
  });
});
