// Changes of a call's media, and the progress of a call: both beyond RTM 1.x.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Stage } from "../support/stage.mjs";

const { deepEqual, equal, rejects } = assert;
const code = (number) => ({ name: "RtmError", code: number });

describe("changes of the media", () => {
  let stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.login();
  });
  afterEach(() => stage.end());

  const answerCall = async () => {
    const invitation = await stage.ring();
    const { invitationId } = invitation;
    invitation.accept();
    await stage.bridge.answer(stage.bridge.request("accept"));
    await stage.notify("remoteInvitationAccepted", { invitationId });
    stage.news();
    return invitation;
  };

  it("an offer is sent, and its answer is told", async () => {
    const call = await stage.inviteAndConnect();
    const { invitationId } = call;
    const offered = call.changeSession("offer", "mine");
    const request = stage.bridge.request("changeSession");
    deepEqual(request.params, { invitationId, change: "offer", content: "mine" });
    await stage.bridge.answer(request);
    equal(await offered, undefined);
    await stage.notify("sessionChanged", { invitationId, change: "answer", content: "theirs" });
    deepEqual(stage.news(), [["SessionChanged", { change: "answer", content: "theirs" }]]);
  });

  it("an offer of the other side is told, and a refusal needs no content", async () => {
    const call = await answerCall();
    const { invitationId } = call;
    await stage.notify("sessionChanged", { invitationId, change: "offer", content: "theirs" });
    deepEqual(stage.news(), [["SessionChanged", { change: "offer", content: "theirs" }]]);
    const refused = call.changeSession("refusal");
    const request = stage.bridge.request("changeSession");
    deepEqual(request.params, { invitationId, change: "refusal" });
    await stage.bridge.answer(request);
    await refused;
    deepEqual(stage.news(), []);
  });

  it("a transfer is told, followed and reported", async () => {
    const call = await answerCall();
    const { invitationId } = call;
    const content = '{"target":"2001"}';
    await stage.notify("sessionChanged", { invitationId, change: "transfer", content });
    deepEqual(stage.news(), [["SessionChanged", { change: "transfer", content }]]);
    for (const change of [
      "transfer-trying",
      "transfer-done",
      "transfer-failed",
      "transfer-withdrawn",
      "transfer",
    ]) {
      const said = call.changeSession(change);
      const request = stage.bridge.request("changeSession");
      equal(request.params.change, change);
      await stage.bridge.answer(request);
      await said;
    }
  });

  it("a change leaves the call as it is, and tells words of a later bridge", async () => {
    const call = await stage.inviteAndConnect();
    const { invitationId } = call;
    await stage.notify("sessionChanged", { invitationId, change: "hint", reason: "why" });
    deepEqual(stage.news(), [["SessionChanged", { change: "hint", content: "" }]]);
    deepEqual(
      [call.state, call.response, call.endReason, call.inCall],
      ["ACCEPTED_BY_REMOTE", "yes", "", true],
    );
  });

  it("malformed, outside a call, or of nobody: dropped and acknowledged", async () => {
    const call = await stage.inviteAndConnect();
    const { invitationId } = call;
    await stage.notify("sessionChanged", { invitationId, change: 17 });
    await stage.notify("sessionChanged", { change: "offer" });
    await stage.notify("sessionChanged", { invitationId: "unknown", change: "offer" });
    await stage.notify("localInvitationProgress", { invitationId, code: "183" });
    await stage.notify("localInvitationProgress", { invitationId, code: 183 });
    const sent = await stage.invite();
    await stage.notify("sessionChanged", { invitationId: sent.invitationId, change: "offer" });
    const ringing = await stage.ring();
    const ringingId = ringing.invitationId;
    await stage.notify("sessionChanged", { invitationId: ringingId, change: "offer" });
    ringing.accept();
    await stage.notify("sessionChanged", { invitationId: ringingId, change: "offer" });
    deepEqual(stage.news(), []);
    await stage.pass(1_000);
    equal(stage.bridge.acks().at(-1), stage.seq);
  });

  it("before the accept NOT_STARTED, after the end ALREADY_END", async () => {
    await rejects(stage.client.createLocalInvitation("bob").changeSession("offer"), code(2));
    await rejects((await stage.invite()).changeSession("offer"), code(2));
    const ringing = await stage.ring();
    await rejects(ringing.changeSession("offer"), code(2));
    ringing.accept();
    await rejects(ringing.changeSession("offer"), code(2));
    const call = await stage.inviteAndConnect();
    await stage.notify("callEnded", { invitationId: call.invitationId, reason: "x", info: "" });
    await rejects(call.changeSession("offer"), code(3));
    const refusing = await stage.ring("n1-x.2");
    refusing.refuse();
    await rejects(refusing.changeSession("offer"), code(3));
  });

  it("a wrong word and a wrong content are INVALID_ARGUMENT", async () => {
    const call = await stage.inviteAndConnect();
    const eightKilobytes = "é".repeat(4096);
    for (const wrong of ["", "hold", "OFFER", undefined, null, 17, {}]) {
      await rejects(call.changeSession(wrong), code(1));
    }
    await rejects(call.changeSession("offer", `${eightKilobytes}x`), code(1));
    await rejects(call.changeSession("offer", { sdp: "v=0" }), code(1));
    deepEqual(stage.bridge.requests(), []);
    void call.changeSession("offer", eightKilobytes);
    equal(stage.bridge.request("changeSession").params.content, eightKilobytes);
  });

  it("the bridge's refusal is the promise's", async () => {
    const call = await stage.inviteAndConnect();
    const refused = rejects(call.changeSession("offer", "mine"), code(6));
    await stage.bridge.refuse(stage.bridge.request("changeSession"), 6);
    await refused;
    const silent = rejects(call.changeSession("offer", "mine"), code(7));
    await stage.passAnswered(10_000);
    await silent;
  });

  it("after a loss it is not sent twice", async () => {
    const call = await stage.inviteAndConnect();
    const lost = rejects(call.changeSession("offer", "mine"), code(7));
    stage.bridge.requests();
    await stage.bridge.close();
    await lost;
    await stage.pass(1_000);
    await stage.accept("s1", true);
    deepEqual(stage.bridge.requests(), []);
    equal(call.inCall, true);
  });

  it("progress is told before and after the receipt, and changes nothing", async () => {
    const sent = await stage.invite();
    const { invitationId } = sent;
    await stage.notify("localInvitationProgress", { invitationId, code: 182, content: "" });
    equal(sent.state, "SENT_TO_REMOTE");
    await stage.notify("localInvitationReceivedByPeer", { invitationId });
    await stage.notify("localInvitationProgress", { invitationId, code: 183, content: "early" });
    deepEqual(stage.news(), [
      ["LocalInvitationProgress", { code: 182, content: "" }],
      ["LocalInvitationReceivedByPeer"],
      ["LocalInvitationProgress", { code: 183, content: "early" }],
    ]);
    deepEqual([sent.state, sent.response, sent.endReason], ["RECEIVED_BY_REMOTE", "", ""]);
  });
});
