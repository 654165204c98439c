// The caller's rows: what leads from one state of a local invitation to another.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Stage, settle } from "../support/stage.mjs";

const { deepEqual, equal, throws } = assert;
const code = (number) => ({ name: "RtmError", code: number });

describe("2.2 transitions, caller", () => {
  let stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  const said = async (method, invitation, params) =>
    stage.notify(method, { invitationId: invitation.invitationId, ...params });

  it("- | create | IDLE", () => {
    const invitation = stage.client.createLocalInvitation("bob");
    equal(invitation.state, "IDLE");
    equal(invitation.calleeId, "bob");
    deepEqual([invitation.content, invitation.channelId, invitation.response], ["", "", ""]);
  });

  it("IDLE | send | SENT_TO_REMOTE", async () => {
    await stage.login();
    const invitation = stage.watch(stage.client.createLocalInvitation("bob"));
    invitation.content = '{"Mode":0}';
    invitation.channelId = "room";
    equal(invitation.send(), undefined);
    equal(invitation.state, "SENT_TO_REMOTE");
    const { params } = stage.bridge.request("invite");
    const { invitationId } = invitation;
    deepEqual(params, { invitationId, calleeId: "bob", content: '{"Mode":0}', channelId: "room" });
    await settle();
    deepEqual(stage.news(), []);
  });

  it("IDLE | send while not logged in | FAILURE, NOT_LOGGEDIN", async () => {
    const invitation = stage.client.createLocalInvitation("bob");
    invitation.send();
    stage.watch(invitation);
    equal(invitation.state, "FAILURE");
    deepEqual(stage.news(), []);
    await settle();
    deepEqual(stage.news(), [["LocalInvitationFailure", "NOT_LOGGEDIN"]]);
  });

  it("IDLE | cancel | NOT_STARTED", async () => {
    await stage.login();
    const invitation = stage.client.createLocalInvitation("bob");
    throws(() => invitation.cancel(), code(2));
    equal(invitation.state, "IDLE");
  });

  it("SENT_TO_REMOTE | the callee's client has it | RECEIVED_BY_REMOTE", async () => {
    await stage.login();
    const invitation = await stage.invite();
    await said("localInvitationReceivedByPeer", invitation);
    equal(invitation.state, "RECEIVED_BY_REMOTE");
    deepEqual(stage.news(), [["LocalInvitationReceivedByPeer"]]);
  });

  for (const [number, reason] of [
    [1, "PEER_OFFLINE"],
    [2, "PEER_NO_RESPONSE"],
    [4, "NOT_LOGGEDIN"],
    [99, "UNKNOWN"],
  ]) {
    it(`SENT_TO_REMOTE | failure ${number} | FAILURE, ${reason}`, async () => {
      await stage.login();
      const invitation = await stage.invite();
      const response = '{"status":404}';
      await said("localInvitationFailure", invitation, { code: number, response, reason: "why" });
      equal(invitation.state, "FAILURE");
      equal(invitation.response, response);
      equal(invitation.endReason, "why");
      deepEqual(stage.news(), [["LocalInvitationFailure", reason]]);
    });
  }

  for (const from of ["SENT_TO_REMOTE", "RECEIVED_BY_REMOTE"]) {
    const reach = async () => {
      await stage.login();
      const invitation = await stage.invite();
      if (from === "RECEIVED_BY_REMOTE") {
        await said("localInvitationReceivedByPeer", invitation);
      }
      equal(invitation.state, from);
      stage.news();
      return invitation;
    };

    it(`${from} | cancel | CANCELED`, async () => {
      const invitation = await reach();
      equal(invitation.cancel(), undefined);
      const request = stage.bridge.request("cancel");
      deepEqual(request.params, { invitationId: invitation.invitationId });
      await stage.bridge.answer(request);
      deepEqual(stage.news(), []);
      await said("localInvitationCanceled", invitation);
      equal(invitation.state, "CANCELED");
      deepEqual(stage.news(), [["LocalInvitationCanceled"]]);
    });

    it(`${from} | cancel that crosses an accept | ACCEPTED_BY_REMOTE`, async () => {
      const invitation = await reach();
      invitation.cancel();
      await said("localInvitationReceivedByPeer", invitation);
      await said("localInvitationAccepted", invitation, { response: "yes" });
      await stage.bridge.refuse(stage.bridge.request("cancel"), 3);
      equal(invitation.state, "ACCEPTED_BY_REMOTE");
      deepEqual(stage.news().at(-1), ["LocalInvitationAccepted", "yes"]);
    });

    it(`${from} | send again | ALREADY_SENT`, async () => {
      const invitation = await reach();
      throws(() => invitation.send(), code(5));
      equal(invitation.state, from);
      deepEqual(stage.bridge.requests(), []);
    });

    it(`${from} | 60 s without an answer | FAILURE, INVITATION_EXPIRE`, async () => {
      const invitation = await reach();
      await said("localInvitationFailure", invitation, {
        code: 3,
        response: "",
        reason: "expired",
      });
      equal(invitation.state, "FAILURE");
      deepEqual(stage.news(), [["LocalInvitationFailure", "INVITATION_EXPIRE"]]);
    });

    it(`${from} | the session is lost | FAILURE`, async () => {
      const invitation = await reach();
      await stage.client.logout();
      equal(invitation.state, "FAILURE");
      deepEqual(stage.news()[0], ["LocalInvitationFailure", "NOT_LOGGEDIN"]);
    });
  }

  it("RECEIVED_BY_REMOTE | accept | ACCEPTED_BY_REMOTE", async () => {
    await stage.login();
    const invitation = await stage.invite();
    await said("localInvitationReceivedByPeer", invitation);
    await said("localInvitationAccepted", invitation, { response: "yes" });
    equal(invitation.state, "ACCEPTED_BY_REMOTE");
    equal(invitation.response, "yes");
    equal(invitation.inCall, true);
    deepEqual(stage.news(), [
      ["LocalInvitationReceivedByPeer"],
      ["LocalInvitationAccepted", "yes"],
    ]);
  });

  it("RECEIVED_BY_REMOTE | refuse | REFUSED_BY_REMOTE", async () => {
    await stage.login();
    const invitation = await stage.invite();
    await said("localInvitationReceivedByPeer", invitation);
    await said("localInvitationRefused", invitation, { response: "busy", reason: "busy" });
    equal(invitation.state, "REFUSED_BY_REMOTE");
    equal(invitation.response, "busy");
    equal(invitation.endReason, "busy");
    deepEqual(stage.news(), [
      ["LocalInvitationReceivedByPeer"],
      ["LocalInvitationRefused", "busy"],
    ]);
  });

  for (const [state, method, params] of [
    ["ACCEPTED_BY_REMOTE", "localInvitationAccepted", { response: "" }],
    ["REFUSED_BY_REMOTE", "localInvitationRefused", { response: "", reason: "declined" }],
    ["CANCELED", "localInvitationCanceled", {}],
    ["FAILURE", "localInvitationFailure", { code: 1, response: "", reason: "peer-offline" }],
  ]) {
    it(`${state} | any method | ALREADY_END`, async () => {
      await stage.login();
      const invitation = await stage.invite();
      await said(method, invitation, params);
      equal(invitation.state, state);
      stage.news();
      throws(() => invitation.cancel(), code(3));
      throws(() => invitation.send(), code(3));
      await said("localInvitationCanceled", invitation);
      await said("localInvitationReceivedByPeer", invitation);
      equal(invitation.state, state);
      deepEqual(stage.news(), []);
      deepEqual(stage.bridge.requests(), []);
    });
  }

  for (const [number, reason] of [
    [1, "UNKNOWN"],
    [6, "UNKNOWN"],
    [7, "UNKNOWN"],
    [102, "NOT_LOGGEDIN"],
    [-32602, "UNKNOWN"],
  ]) {
    it(`SENT_TO_REMOTE | the bridge answers with ${number} | FAILURE, ${reason}`, async () => {
      await stage.login();
      const invitation = stage.watch(stage.client.createLocalInvitation("bob"));
      invitation.send();
      await stage.bridge.refuse(stage.bridge.request("invite"), number);
      equal(invitation.state, "FAILURE");
      deepEqual(stage.news(), [["LocalInvitationFailure", reason]]);
    });
  }

  it("several invitations to the same callee are apart", async () => {
    await stage.login();
    const [first, second] = [await stage.invite(), await stage.invite()];
    await said("localInvitationReceivedByPeer", second);
    await said("localInvitationRefused", second, { response: "", reason: "declined" });
    equal(first.state, "SENT_TO_REMOTE");
    equal(second.state, "REFUSED_BY_REMOTE");
  });

  describe("limits, checked by send and not before", () => {
    const eightKilobytes = "é".repeat(4096);

    it("content of exactly 8 KB passes, one byte more is INVALID_ARGUMENT", async () => {
      await stage.login();
      const invitation = stage.client.createLocalInvitation("bob");
      invitation.content = `${eightKilobytes}x`;
      throws(() => invitation.send(), code(1));
      equal(invitation.state, "IDLE");
      invitation.content = eightKilobytes;
      invitation.send();
      equal(stage.bridge.request("invite").params.content, eightKilobytes);
    });

    it("a channelId of 64 bytes passes, 65 are INVALID_ARGUMENT", async () => {
      await stage.login();
      const invitation = stage.client.createLocalInvitation("bob");
      invitation.channelId = "c".repeat(65);
      throws(() => invitation.send(), code(1));
      invitation.channelId = "c".repeat(64);
      invitation.send();
      equal(invitation.state, "SENT_TO_REMOTE");
    });

    for (const callee of [
      "",
      "null",
      "a".repeat(65),
      "zo\u00eb",
      "a/b",
      "a'b",
      'a"b',
      "a*b",
      17,
      null,
    ]) {
      it(`the callee ${JSON.stringify(callee)} is INVALID_ARGUMENT`, async () => {
        await stage.login();
        throws(() => stage.client.createLocalInvitation(callee).send(), code(1));
      });
    }

    for (const callee of ["a".repeat(64), "+4930123456", "a b!#$%&()+-:;<=.>?@[]^_{}|~,"]) {
      it(`the callee ${callee} passes`, async () => {
        await stage.login();
        stage.client.createLocalInvitation(callee).send();
        equal(stage.bridge.request("invite").params.calleeId, callee);
      });
    }

    it("a content that is no text is INVALID_ARGUMENT, none at all is fine", async () => {
      await stage.login();
      const invitation = stage.client.createLocalInvitation("bob");
      invitation.content = { Mode: 0 };
      throws(() => invitation.send(), code(1));
      invitation.content = null;
      invitation.channelId = undefined;
      invitation.send();
      deepEqual(Object.keys(stage.bridge.request("invite").params), ["invitationId", "calleeId"]);
    });
  });
});
