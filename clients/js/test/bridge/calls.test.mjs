// Two Node clients and a real bridge.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import AgoraRTM, { configure } from "../../dist/node.js";
import { startBridge, whyNoBridge } from "../support/bridge.mjs";
import { startProxy } from "../support/proxy.mjs";
import { User } from "../support/user.mjs";

const { deepEqual, equal, ok, rejects, throws } = assert;
const code = (number) => ({ name: "RtmError", code: number });

describe("against the real bridge", { skip: whyNoBridge() }, () => {
  let bridge;
  let proxy;
  let alice;
  let bob;
  let run = 0;
  before(async () => (bridge = await startBridge()));
  after(() => bridge.stop());
  beforeEach(async () => {
    run++; // Users of their own for each test: what one leaves behind does not ring at another.
    proxy = await startProxy(bridge.url);
    configure({ url: proxy.url });
    [alice, bob] = [new User(`alice-${run}`), new User(`bob-${run}`)];
    await Promise.all([alice.login(), bob.login()]);
  });
  afterEach(() => {
    void alice.client.logout();
    void bob.client.logout();
    proxy.stop();
  });

  it("accept: content, channel and response cross; then a hang-up", async () => {
    const sent = alice.call(bob.name, { content: '{"Mode":0}', channelId: "room" });
    const ringing = await bob.rings();
    deepEqual(
      [ringing.callerId, ringing.content, ringing.channelId, ringing.state],
      [alice.name, '{"Mode":0}', "room", "INVITATION_RECEIVED"],
    );
    await alice.next("LocalInvitationReceivedByPeer");
    equal(sent.state, "RECEIVED_BY_REMOTE");
    ringing.response = "with pleasure";
    ringing.accept();
    equal(ringing.state, "ACCEPT_SENT_TO_LOCAL");
    deepEqual(await alice.next("LocalInvitationAccepted"), ["with pleasure"]);
    await bob.next("RemoteInvitationAccepted");
    deepEqual([sent.state, ringing.state], ["ACCEPTED_BY_REMOTE", "ACCEPTED"]);
    throws(() => sent.cancel(), code(3));
    throws(() => ringing.accept(), code(4));
    ringing.endCall("bye");
    deepEqual(await alice.next("CallEnded"), [{ reason: "hung-up", info: "bye" }]);
    await bob.next("CallEnded");
    deepEqual([alice.unexpected(), bob.unexpected()], [[], []]);
  });

  it("refuse", async () => {
    const sent = alice.call(bob.name);
    const ringing = await bob.rings();
    ringing.response = "busy";
    ringing.refuse();
    await bob.next("RemoteInvitationRefused");
    await alice.next("LocalInvitationReceivedByPeer");
    deepEqual(await alice.next("LocalInvitationRefused"), ["busy"]);
    deepEqual([sent.state, ringing.state], ["REFUSED_BY_REMOTE", "REFUSED"]);
    equal(sent.endReason, "busy");
    throws(() => sent.cancel(), code(3));
  });

  it("cancel", async () => {
    const sent = alice.call(bob.name, { content: "hi" });
    const ringing = await bob.rings();
    await alice.next("LocalInvitationReceivedByPeer");
    sent.cancel();
    await alice.next("LocalInvitationCanceled");
    deepEqual(await bob.next("RemoteInvitationCanceled"), ["hi"]);
    deepEqual([sent.state, ringing.state], ["CANCELED", "CANCELED"]);
    throws(() => ringing.refuse(), code(3));
  });

  it("cancel in the line after send", async () => {
    const sent = alice.call(bob.name);
    sent.cancel();
    await alice.next("LocalInvitationCanceled");
    equal(sent.state, "CANCELED");
  });

  it("cancel and accept at once: both sides hear the same", async () => {
    const sent = alice.call(bob.name);
    const ringing = await bob.rings();
    await alice.next("LocalInvitationReceivedByPeer");
    ringing.accept();
    sent.cancel();
    const outcome = await Promise.race([
      alice.next("LocalInvitationAccepted").then(() => "accepted"),
      alice.next("LocalInvitationCanceled").then(() => "canceled"),
    ]);
    await bob.next(
      outcome === "accepted" ? "RemoteInvitationAccepted" : "RemoteInvitationCanceled",
    );
    deepEqual(
      [sent.state, ringing.state],
      outcome === "accepted" ? ["ACCEPTED_BY_REMOTE", "ACCEPTED"] : ["CANCELED", "CANCELED"],
    );
  });

  it("a callee who logs in while the invitation waits gets it", async () => {
    const carol = new User(`carol-${run}`);
    const sent = alice.call(carol.name);
    await carol.login();
    (await carol.rings()).refuse();
    await alice.next("LocalInvitationRefused");
    equal(sent.state, "REFUSED_BY_REMOTE");
    await carol.client.logout();
  });

  it("several invitations to the same callee", async () => {
    const [first, second] = ["1", "2"].map((content) => alice.call(bob.name, { content }));
    const ringing = [await bob.rings(), await bob.rings()];
    ringing.find(({ content }) => content === "2").refuse();
    await alice.next("LocalInvitationRefused");
    ringing.find(({ content }) => content === "1").accept();
    await alice.next("LocalInvitationAccepted");
    deepEqual([first.state, second.state], ["ACCEPTED_BY_REMOTE", "REFUSED_BY_REMOTE"]);
  });

  it("8 KB of UTF-8 in content and response, a channelId of 64 bytes", async () => {
    const text = "é".repeat(4096);
    const sent = alice.call(bob.name, { content: text, channelId: "c".repeat(64) });
    const ringing = await bob.rings();
    equal(ringing.content, text);
    ringing.response = text;
    ringing.accept();
    await alice.next("LocalInvitationAccepted");
    equal(sent.response, text);
  });

  it("messages, with the peer's receipt; presence", async () => {
    const nobody = `nobody-${run}`;
    const { client } = alice;
    const status = await client.queryPeersOnlineStatus([bob.name, nobody]);
    deepEqual(status, { [bob.name]: true, [nobody]: false });
    deepEqual(await client.sendMessageToPeer({ text: "hello" }, bob.name), {
      hasPeerReceived: true,
    });
    const [message, peerId, { serverReceivedTs }] = await bob.next("MessageFromPeer");
    deepEqual([message, peerId], [{ messageType: "TEXT", text: "hello" }, alice.name]);
    ok(Math.abs(serverReceivedTs - Date.now()) < 60_000);
    deepEqual(await client.sendMessageToPeer({ text: "hello" }, nobody), {
      hasPeerReceived: false,
    });
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
    await client.sendMessageToPeer({ rawMessage: bytes, description: "all" }, bob.name);
    const [raw] = await bob.next("MessageFromPeer");
    deepEqual([[...raw.rawMessage], raw.description], [[...bytes], "all"]);
  });

  it("presence by subscription", async () => {
    await alice.client.subscribePeersOnlineStatus([bob.name]);
    deepEqual(await alice.next("PeersOnlineStatusChanged"), [{ [bob.name]: "ONLINE" }]);
    await bob.client.logout();
    deepEqual(await alice.next("PeersOnlineStatusChanged"), [{ [bob.name]: "OFFLINE" }]);
  });

  it("RTM's end-call message ends the call at the other side", async () => {
    alice.call(bob.name, { channelId: "room" });
    (await bob.rings()).accept();
    await alice.next("LocalInvitationAccepted");
    await bob.next("RemoteInvitationAccepted");
    const text = `${AgoraRTM.END_CALL_PREFIX}_room_`;
    await alice.client.sendMessageToPeer({ text }, bob.name);
    await bob.next("CallEnded");
    await alice.next("CallEnded");
  });

  it("beyond RTM: data, ring time, reasons, and which calls are on", async () => {
    const refused = alice.call(bob.name, { content: "hi", data: '{"avatar":1}' });
    const first = await bob.rings();
    deepEqual([first.content, first.data], ["hi", '{"avatar":1}']);
    first.refuse("unavailable");
    await alice.next("LocalInvitationRefused");
    equal(refused.endReason, "unavailable");

    const brief = alice.call(bob.name, { ringSeconds: 1 });
    await bob.rings();
    deepEqual(await alice.next("LocalInvitationFailure"), ["INVITATION_EXPIRE"]);
    deepEqual(await bob.next("RemoteInvitationFailure"), ["INVITATION_EXPIRE"]);
    equal(brief.endReason, "expired");

    const canceled = alice.call(bob.name);
    await bob.rings();
    canceled.cancel("found somebody else");
    deepEqual(await bob.next("RemoteInvitationCanceled"), ["found somebody else"]);

    deepEqual(await alice.client.queryOpenCalls(), []);
    const sent = alice.call(bob.name, { channelId: "room" });
    const rung = await bob.rings();
    rung.accept();
    await alice.next("LocalInvitationAccepted");
    await bob.next("RemoteInvitationAccepted");
    proxy.cut();
    proxy.restore();
    const [mine] = await alice.client.queryOpenCalls();
    const [theirs] = await bob.client.queryOpenCalls();
    deepEqual(
      [mine, theirs].map(({ isLocal, channelId, state }) => [isLocal, channelId, state]),
      [
        [true, "room", "in-call"],
        [false, "room", "in-call"],
      ],
    );
    ok(mine.invitation === sent && theirs.invitation === rung);
    sent.endCall();
    await bob.next("CallEnded");
    deepEqual(await bob.client.queryOpenCalls(), []);
  });

  it("beyond RTM: a change of the media, both ways", async () => {
    const sent = alice.call(bob.name);
    const ringing = await bob.rings();
    await rejects(sent.changeSession("offer", "mine"), code(2));
    ringing.accept();
    await alice.next("LocalInvitationAccepted");
    await bob.next("RemoteInvitationAccepted");
    await sent.changeSession("offer", '{"sdp":"hold"}');
    deepEqual(await bob.next("SessionChanged"), [{ change: "offer", content: '{"sdp":"hold"}' }]);
    await ringing.changeSession("answer", '{"sdp":"held"}');
    deepEqual(await alice.next("SessionChanged"), [
      { change: "answer", content: '{"sdp":"held"}' },
    ]);
    await ringing.changeSession("offer", '{"sdp":"video"}');
    await alice.next("SessionChanged");
    await sent.changeSession("refusal");
    deepEqual(await bob.next("SessionChanged"), [{ change: "refusal", content: "" }]);
    sent.endCall();
    await bob.next("CallEnded");
    await alice.next("CallEnded");
    await rejects(ringing.changeSession("offer"), code(3));
    deepEqual([sent.state, ringing.state], ["ACCEPTED_BY_REMOTE", "ACCEPTED"]);
  });

  it("the network is cut for a moment: nothing lost, nothing twice, nothing told", async () => {
    const sent = alice.call(bob.name);
    const ringing = await bob.rings();
    await alice.next("LocalInvitationReceivedByPeer");
    proxy.cut();
    ringing.accept();
    proxy.restore();
    await alice.next("LocalInvitationAccepted");
    await bob.next("RemoteInvitationAccepted");
    deepEqual([sent.state, ringing.state], ["ACCEPTED_BY_REMOTE", "ACCEPTED"]);
    deepEqual([alice.unexpected(), bob.unexpected()], [[], []]);
    equal(alice.client.connectionState, "CONNECTED");
  });

  it("a login elsewhere ends the older one", async () => {
    const elsewhere = await new User(alice.name).login();
    for (;;) {
      const [state, reason] = await alice.next("ConnectionStateChanged");
      if (state === "ABORTED") {
        equal(reason, "REMOTE_LOGIN");
        break;
      }
    }
    await rejects(alice.client.login({ uid: alice.name }), code(8));
    await elsewhere.client.logout();
  });

  it("an app id that the bridge does not serve", async () => {
    const stranger = AgoraRTM.createInstance("stranger");
    await rejects(stranger.login({ uid: "eve" }), code(4));
  });
});
