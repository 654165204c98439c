// The callee's rows: what leads from one state of a remote invitation to another.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Stage } from "../support/stage.mjs";

const { deepEqual, equal, throws } = assert;
const code = (number) => ({ name: "RtmError", code: number });

describe("2.3 transitions, callee", () => {
  let stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.login();
  });
  afterEach(() => stage.end());

  const said = async (method, invitation, params) =>
    stage.notify(method, { invitationId: invitation.invitationId, ...params });

  const accepting = async () => {
    const invitation = await stage.ring();
    invitation.accept();
    await stage.bridge.answer(stage.bridge.request("accept"));
    equal(invitation.state, "ACCEPT_SENT_TO_LOCAL");
    deepEqual(stage.news(), []);
    return invitation;
  };

  it("- | an invitation arrives | INVITATION_RECEIVED", async () => {
    const offer = { callerName: "Bob at the desk" };
    const invitation = await stage.ring("n1-x.1", offer);
    equal(invitation.state, "INVITATION_RECEIVED");
    equal(invitation.callerId, "bob");
    equal(invitation.callerName, "Bob at the desk");
    equal(invitation.content, "hi");
    equal(invitation.channelId, "room");
    deepEqual(stage.bridge.acks(), [1]);
  });

  it("INVITATION_RECEIVED | accept | ACCEPT_SENT_TO_LOCAL", async () => {
    const invitation = await stage.ring();
    invitation.response = "with pleasure";
    equal(invitation.accept(), undefined);
    equal(invitation.state, "ACCEPT_SENT_TO_LOCAL");
    const { params } = stage.bridge.request("accept");
    deepEqual(params, { invitationId: "n1-x.1", response: "with pleasure" });
  });

  it("ACCEPT_SENT_TO_LOCAL | the caller has it | ACCEPTED", async () => {
    const invitation = await accepting();
    await said("remoteInvitationAccepted", invitation);
    equal(invitation.state, "ACCEPTED");
    equal(invitation.inCall, true);
    deepEqual(stage.news(), [["RemoteInvitationAccepted"]]);
  });

  for (const [number, reason] of [
    [1, "PEER_OFFLINE"],
    [2, "ACCEPT_FAILURE"],
    [99, "UNKNOWN"],
  ]) {
    it(`ACCEPT_SENT_TO_LOCAL | failure ${number} | FAILURE, ${reason}`, async () => {
      const invitation = await accepting();
      await said("remoteInvitationFailure", invitation, { code: number, reason: "why" });
      equal(invitation.state, "FAILURE");
      deepEqual(stage.news(), [["RemoteInvitationFailure", reason]]);
    });
  }

  it("ACCEPT_SENT_TO_LOCAL | the caller's cancel was first | CANCELED", async () => {
    const invitation = await stage.ring();
    invitation.accept();
    const request = stage.bridge.request("accept");
    await said("remoteInvitationCanceled", invitation, { content: "", reason: "canceled" });
    await stage.bridge.refuse(request, 3);
    equal(invitation.state, "CANCELED");
    deepEqual(stage.news(), [["RemoteInvitationCanceled", "hi"]]);
  });

  it("INVITATION_RECEIVED | refuse | REFUSED", async () => {
    const invitation = await stage.ring();
    invitation.response = "busy";
    equal(invitation.refuse(), undefined);
    const request = stage.bridge.request("refuse");
    deepEqual(request.params, { invitationId: "n1-x.1", response: "busy" });
    await stage.bridge.answer(request);
    await said("remoteInvitationRefused", invitation);
    equal(invitation.state, "REFUSED");
    deepEqual(stage.news(), [["RemoteInvitationRefused"]]);
  });

  it("INVITATION_RECEIVED | the caller cancels | CANCELED", async () => {
    const invitation = await stage.ring();
    await said("remoteInvitationCanceled", invitation, { content: "late", reason: "canceled" });
    equal(invitation.state, "CANCELED");
    equal(invitation.endReason, "canceled");
    deepEqual(stage.news(), [["RemoteInvitationCanceled", "late"]]);
  });

  it("INVITATION_RECEIVED | answered elsewhere | CANCELED", async () => {
    const invitation = await stage.ring();
    const params = { content: "", reason: "answered-elsewhere" };
    await said("remoteInvitationCanceled", invitation, params);
    equal(invitation.endReason, "answered-elsewhere");
    deepEqual(stage.news(), [["RemoteInvitationCanceled", "hi"]]);
  });

  it("INVITATION_RECEIVED | 60 s without an answer | FAILURE, INVITATION_EXPIRE", async () => {
    const invitation = await stage.ring();
    await said("remoteInvitationFailure", invitation, { code: 3, reason: "expired" });
    equal(invitation.state, "FAILURE");
    deepEqual(stage.news(), [["RemoteInvitationFailure", "INVITATION_EXPIRE"]]);
  });

  it("ACCEPT_SENT_TO_LOCAL | accept or refuse | ALREADY_ACCEPT", async () => {
    const invitation = await accepting();
    throws(() => invitation.accept(), code(4));
    throws(() => invitation.refuse(), code(4));
    equal(invitation.state, "ACCEPT_SENT_TO_LOCAL");
  });

  it("ACCEPTED | accept | ALREADY_ACCEPT, refuse | ALREADY_END", async () => {
    const invitation = await accepting();
    await said("remoteInvitationAccepted", invitation);
    throws(() => invitation.accept(), code(4));
    throws(() => invitation.refuse(), code(3));
    equal(invitation.state, "ACCEPTED");
  });

  for (const [state, method, params] of [
    ["REFUSED", "remoteInvitationRefused", {}],
    ["CANCELED", "remoteInvitationCanceled", { content: "", reason: "canceled" }],
    ["FAILURE", "remoteInvitationFailure", { code: 3, reason: "expired" }],
  ]) {
    it(`${state} | accept, refuse | ALREADY_END`, async () => {
      const invitation = await stage.ring();
      await said(method, invitation, params);
      equal(invitation.state, state);
      stage.news();
      throws(() => invitation.accept(), code(3));
      throws(() => invitation.refuse(), code(3));
      await said("remoteInvitationAccepted", invitation);
      equal(invitation.state, state);
      deepEqual(stage.news(), []);
      deepEqual(stage.bridge.requests(), []);
    });
  }

  it("a refuse that is under way is the last word of the app", async () => {
    const invitation = await stage.ring();
    invitation.refuse();
    throws(() => invitation.accept(), code(3));
    throws(() => invitation.refuse(), code(3));
    equal(invitation.state, "INVITATION_RECEIVED");
  });

  it("an answer that came too often is given again, as the caller is waiting for it", async () => {
    const invitation = await stage.ring();
    invitation.refuse();
    await stage.bridge.refuse(stage.bridge.request("refuse"), 6);
    deepEqual(stage.bridge.requests(), []);
    await stage.pass(1000);
    await stage.bridge.answer(stage.bridge.request("refuse"));
    await said("remoteInvitationRefused", invitation);
    deepEqual(stage.news(), [["RemoteInvitationRefused"]]);
  });

  it("an accept that the bridge cannot take fails with ACCEPT_FAILURE", async () => {
    const invitation = await stage.ring();
    invitation.accept();
    await stage.bridge.refuse(stage.bridge.request("accept"), 3);
    equal(invitation.state, "FAILURE");
    deepEqual(stage.news(), [["RemoteInvitationFailure", "ACCEPT_FAILURE"]]);
  });

  it("a response over 8 KB is INVALID_ARGUMENT and leaves the invitation as it was", async () => {
    const invitation = await stage.ring();
    invitation.response = `${"é".repeat(4096)}x`;
    throws(() => invitation.accept(), code(1));
    throws(() => invitation.refuse(), code(1));
    equal(invitation.state, "INVITATION_RECEIVED");
    invitation.response = "é".repeat(4096);
    invitation.accept();
    equal(stage.bridge.request("accept").params.response, invitation.response);
  });

  it("a logout ends what rings and what was accepted", async () => {
    const ringing = await stage.ring("n1-x.1");
    const accepted = await stage.ring("n1-y.1");
    accepted.accept();
    await stage.client.logout();
    equal(ringing.state, "FAILURE");
    equal(accepted.state, "FAILURE");
    deepEqual(stage.news().slice(0, 2), [
      ["RemoteInvitationFailure", "INVITATION_EXPIRE"],
      ["RemoteInvitationFailure", "ACCEPT_FAILURE"],
    ]);
  });

  it("an invitation that arrives again is no second one", async () => {
    await stage.ring("n1-x.1");
    await said("remoteInvitationReceived", { invitationId: "n1-x.1" }, { callerId: "bob" });
    deepEqual(stage.news(), []);
  });
});
