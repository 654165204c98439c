// The rows of docs/conformance.md, against the real bridge with its clocks made short. A title
// begins with the rows that the test is for; a test of the project compares them with that page.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import AgoraRTM from "../../dist/node.js";
import { startBridge, whyNoBridge } from "../support/bridge.mjs";
import { startProxy } from "../support/proxy.mjs";
import { RawUser } from "../support/raw-user.mjs";
import { User } from "../support/user.mjs";

const { deepEqual, equal, ok, throws } = assert;
const code = (number) => ({ name: "RtmError", code: number });

/** 30 s, 60 s and 5 s of the product as 2 s, 3 s and 2 s. */
const CLOCKS = `timers:
  trunk-probe: 500ms
  delivery: 2s
  login-window: 2s
  ring: 3s
  confirm: 2s
`;

const RINGS = "RemoteReceived INVITATION_RECEIVED";
const RECEIVED = "LocalReceivedByPeer RECEIVED_BY_REMOTE";
const CANCELED = "LocalCanceled CANCELED";

describe("conformance", { skip: whyNoBridge() }, () => {
  let bridge;
  let alice;
  let bob;
  let run = 0;

  before(async () => (bridge = await startBridge(CLOCKS)));
  after(() => bridge.stop());
  beforeEach(async () => {
    run++; // Users of their own for each test: what one leaves behind does not ring at another.
    [alice, bob] = [user("alice"), user("bob")];
    await alice.login();
  });
  afterEach(async () => {
    await Promise.allSettled([alice.client.logout(), bob.client.logout()]);
  });

  it("2.2 row 1: create gives IDLE and tells nobody", () => {
    equal(alice.client.createLocalInvitation(bob.name).state, "IDLE");
    deepEqual(alice.lines, []);
  });

  it("2.2 row 2: send gives SENT_TO_REMOTE and returns nothing", () => {
    const invitation = alice.watch(alice.client.createLocalInvitation(bob.name));
    equal(invitation.send(), undefined);
    equal(invitation.state, "SENT_TO_REMOTE");
    deepEqual(alice.lines, []);
  });

  it("2.2 row 3, 3.1 local NOT_LOGGEDIN: send while not logged in fails", async () => {
    bob.call(alice.name);
    await bob.hears("LocalFailure FAILURE NOT_LOGGEDIN");
  });

  it("2.2 row 4, 3.1 api NOT_STARTED: cancel before send is an error and changes nothing", () => {
    const invitation = alice.client.createLocalInvitation(bob.name);
    throws(() => invitation.cancel(), code(2));
    equal(invitation.state, "IDLE");
  });

  it("2.2 row 5: the callee's client has it: RECEIVED_BY_REMOTE", async () => {
    await bob.login();
    alice.call(bob.name);
    await alice.hears(RECEIVED);
  });

  it("2.2 row 6, 3.1 local PEER_OFFLINE: the callee is offline all the time", async () => {
    alice.call(bob.name);
    await alice.hears("LocalFailure FAILURE PEER_OFFLINE");
  });

  it("2.2 row 7, 3.1 local PEER_NO_RESPONSE: the callee is online and silent", async () => {
    const silent = await RawUser.online(bridge.url, bob.name);
    alice.call(bob.name);
    await silent.notification("remoteInvitationReceived");
    await alice.hears("LocalFailure FAILURE PEER_NO_RESPONSE");
    silent.close();
  });

  it("2.2 row 8: cancel while sent and while received", async () => {
    alice.call(bob.name).cancel();
    await alice.hears(CANCELED);
    await bob.login();
    alice.forgets();
    const received = alice.call(bob.name);
    await alice.hears(RECEIVED);
    received.cancel();
    await alice.hears(RECEIVED, CANCELED);
    await bob.hears(RINGS, "RemoteCanceled CANCELED ");
  });

  it("2.2 row 9: the callee accepts: ACCEPTED_BY_REMOTE with the response", async () => {
    const { sent } = await accepted("yes");
    await alice.hears(RECEIVED, "LocalAccepted ACCEPTED_BY_REMOTE yes");
    equal(sent.response, "yes");
  });

  it("2.2 row 10: the callee refuses: REFUSED_BY_REMOTE with the response", async () => {
    const { sent } = await refused("no");
    await alice.hears(RECEIVED, "LocalRefused REFUSED_BY_REMOTE no");
    equal(sent.response, "no");
  });

  it("2.2 row 11, 3.1 local INVITATION_EXPIRE: received, and nobody does anything", async () => {
    await ringing();
    await alice.hears(RECEIVED, "LocalFailure FAILURE INVITATION_EXPIRE");
  });

  it("2.2 row 12, 3.1 api ALREADY_END: any method in each final state", async () => {
    const yes = (await accepted("")).sent;
    await alice.hearsAmongOthers("LocalAccepted ACCEPTED_BY_REMOTE ");
    const no = (await refused("")).sent;
    await alice.hearsAmongOthers("LocalRefused REFUSED_BY_REMOTE ");
    const canceled = alice.call(bob.name);
    canceled.cancel();
    await alice.hearsAmongOthers(CANCELED);
    const failed = alice.call("nobody");
    await alice.hearsAmongOthers("LocalFailure FAILURE PEER_OFFLINE");
    for (const ended of [yes, no, canceled, failed]) {
      const { state } = ended;
      throws(() => ended.send(), code(3), state);
      throws(() => ended.cancel(), code(3), state);
      equal(ended.state, state);
    }
  });

  it("2.2 row 13, 3.1 api ALREADY_SENT: send again while sent and while received", async () => {
    const sent = alice.call(bob.name);
    throws(() => sent.send(), code(5));
    await bob.login();
    await alice.hears(RECEIVED);
    throws(() => sent.send(), code(5));
    await bob.hears(RINGS);
  });

  it("2.3 row 1: an invitation arrives: INVITATION_RECEIVED, with content and channel", async () => {
    const { rung } = await ringing({ content: "content ä😀", channelId: "room" });
    await bob.hears(RINGS);
    deepEqual([rung.callerId, rung.content, rung.channelId], [alice.name, "content ä😀", "room"]);
  });

  it("2.3 row 2: accept gives ACCEPT_SENT_TO_LOCAL and tells nobody", async () => {
    const { rung, caller } = await rawRinging();
    equal(rung.accept(), undefined);
    equal(rung.state, "ACCEPT_SENT_TO_LOCAL");
    await caller.notification("localInvitationAccepted");
    await bob.hears(RINGS);
    caller.close();
  });

  it("2.3 row 3: the caller has confirmed: ACCEPTED", async () => {
    await accepted("yes");
    await bob.hears(RINGS, "RemoteAccepted ACCEPTED");
  });

  it("2.3 row 4, 3.1 remote PEER_OFFLINE: the caller is gone before it confirms", async () => {
    const { rung, caller } = await rawRinging();
    rung.accept();
    await caller.notification("localInvitationAccepted");
    await caller.call("logout", {});
    await bob.hears(RINGS, "RemoteFailure FAILURE PEER_OFFLINE");
    caller.close();
  });

  it("2.3 row 5, 3.1 remote ACCEPT_FAILURE: the caller does not confirm in time", async () => {
    const { rung, caller } = await rawRinging();
    rung.accept();
    await bob.hears(RINGS, "RemoteFailure FAILURE ACCEPT_FAILURE");
    caller.close();
  });

  it("a caller who confirms too late hears of the accept and of its end", async () => {
    const proxy = await startProxy(bridge.url);
    const frozen = new User(`frozen-${run}`);
    frozen.client.setParameters({ "bridge.url": proxy.url });
    await frozen.login();
    await bob.login();
    const sent = frozen.call(bob.name);
    const rung = await bob.rings();
    await frozen.next("LocalInvitationReceivedByPeer");
    proxy.freeze();
    rung.accept();
    await bob.hears(RINGS, "RemoteFailure FAILURE ACCEPT_FAILURE");
    proxy.thaw();
    const accept = "LocalAccepted ACCEPTED_BY_REMOTE ";
    await frozen.hears(RECEIVED, accept, "CallEnded accept-failure");
    equal(sent.inCall, false);
    await frozen.client.logout();
    proxy.stop();
  });

  it("2.3 row 6: refuse: REFUSED", async () => {
    await refused("no");
    await bob.hears(RINGS, "RemoteRefused REFUSED");
  });

  it("2.3 row 7: the caller cancels: CANCELED", async () => {
    const { sent } = await ringing({ content: "hi" });
    sent.cancel();
    await bob.hears(RINGS, "RemoteCanceled CANCELED hi");
  });

  it("2.3 row 8, 3.1 remote INVITATION_EXPIRE: nobody does anything", async () => {
    await ringing();
    await bob.hears(RINGS, "RemoteFailure FAILURE INVITATION_EXPIRE");
  });

  it("2.3 row 9, 3.1 api ALREADY_ACCEPT: accept again, under way and when accepted", async () => {
    const { rung, caller } = await rawRinging();
    rung.accept();
    throws(() => rung.accept(), code(4));
    const { seq } = await caller.notification("localInvitationAccepted");
    caller.acknowledge(seq);
    await bob.hears(RINGS, "RemoteAccepted ACCEPTED");
    throws(() => rung.accept(), code(4));
    equal(rung.state, "ACCEPTED");
    caller.close();
  });

  it("2.3 row 10, 3.1 api ALREADY_END: accept and refuse in each final state", async () => {
    const no = (await refused("")).rung;
    const { sent, rung: canceled } = await ringing();
    sent.cancel();
    await bob.hearsAmongOthers("RemoteCanceled CANCELED ");
    const { rung: expired } = await ringing();
    await bob.hearsAmongOthers("RemoteFailure FAILURE INVITATION_EXPIRE");
    for (const ended of [no, canceled, expired]) {
      const { state } = ended;
      throws(() => ended.accept(), code(3), state);
      throws(() => ended.refuse(), code(3), state);
      equal(ended.state, state);
    }
  });

  it("3.1 api INVALID_ARGUMENT: texts that are too long, a callee that cannot be", () => {
    for (const [callee, fill] of [
      [bob.name, { content: "x".repeat(8193) }],
      [bob.name, { channelId: "x".repeat(65) }],
      ["a/b", {}],
    ]) {
      const invitation = Object.assign(alice.client.createLocalInvitation(callee), fill);
      throws(() => invitation.send(), code(1));
      equal(invitation.state, "IDLE");
    }
  });

  it("3.1 local UNKNOWN, 3.1 remote UNKNOWN: the words are there", () => {
    equal(AgoraRTM.LocalInvitationFailureReason.UNKNOWN, "UNKNOWN");
    equal(AgoraRTM.RemoteInvitationFailureReason.UNKNOWN, "UNKNOWN");
  });

  it("1.10 row 1: promises that nobody looks at", async () => {
    void bob.client.login({ uid: bob.name });
    await until(() => bob.client.connectionState === "CONNECTED");
    void alice.client.sendMessageToPeer({ text: "hi" }, bob.name);
    void alice.client.queryPeersOnlineStatus([bob.name]);
    const [message] = await bob.next("MessageFromPeer");
    equal(message.text, "hi");
    // Answered behind the others: bob's client acknowledges one message after the other.
    await alice.client.sendMessageToPeer({ text: "more" }, bob.name);
  });

  it("1.10 row 2: a listener that is attached after send() hears everything", async () => {
    await bob.login();
    const sent = alice.client.createLocalInvitation(bob.name);
    sent.send();
    alice.watch(sent);
    await alice.hears(RECEIVED);
    const unsent = bob.client.createLocalInvitation(alice.name);
    await bob.client.logout();
    unsent.send();
    bob.forgets();
    bob.watch(unsent);
    await bob.hears("LocalFailure FAILURE NOT_LOGGEDIN");
  });

  it("1.10 row 3, 1.10 row 4: received by peer comes before an answer, however quick", async () => {
    bob.client.on("RemoteInvitationReceived", (rung) => {
      rung.response = "busy";
      rung.refuse();
    });
    await bob.login();
    for (let i = 0; i < 20; i++) {
      alice.forgets();
      alice.call(bob.name);
      await alice.hears(RECEIVED, "LocalRefused REFUSED_BY_REMOTE busy");
    }
  });

  it("1.10 row 6: listeners may be set before the login and after it", async () => {
    await bob.login(); // Its listener was set before.
    const later = [];
    bob.client.on("RemoteInvitationReceived", (rung) => later.push(rung.callerId));
    alice.call(bob.name);
    await bob.hears(RINGS);
    deepEqual(later, [alice.name]);
  });

  it("1.10 row 7, 1.10 row 8: logout first is harmless; the token may be empty", async () => {
    void bob.client.logout();
    await bob.client.login({ uid: bob.name, token: "" });
    await bob.client.logout();
    await bob.client.login({ uid: bob.name, token: null });
    equal(bob.client.connectionState, "CONNECTED");
  });

  it("1.10 row 9: cancel after the accept is ALREADY_END", async () => {
    const { sent } = await accepted("");
    await alice.hearsAmongOthers("LocalAccepted ACCEPTED_BY_REMOTE ");
    throws(() => sent.cancel(), code(3));
  });

  it("1.10 row 10: refuse of a canceled invitation does no harm", async () => {
    const { sent, rung } = await ringing();
    sent.cancel();
    await bob.hears(RINGS, "RemoteCanceled CANCELED ");
    throws(() => rung.refuse(), code(3));
    await bob.hears(RINGS, "RemoteCanceled CANCELED ");
  });

  it("1.10 row 11: a message that arrived is a plain object that the app may change", async () => {
    await bob.login();
    await alice.client.sendMessageToPeer({ text: '{"Cmd":"EndCall"}' }, bob.name);
    const [message] = await bob.next("MessageFromPeer");
    message.text = JSON.parse(message.text);
    deepEqual(message.text, { Cmd: "EndCall" });
  });

  it("1.10 row 14b: cancel of an invitation refused as busy is ALREADY_END", async () => {
    const { sent } = await refused("busy");
    await alice.hearsAmongOthers("LocalRefused REFUSED_BY_REMOTE busy");
    throws(() => sent.cancel(), code(3));
    equal(sent.response, "busy");
  });

  it("1.10 row 14c: an invitation that is ignored expires and disturbs no other", async () => {
    await accepted("");
    await bob.hears(RINGS, "RemoteAccepted ACCEPTED");
    bob.forgets();
    const carol = await user("carol").login();
    carol.call(bob.name);
    await carol.hears(RECEIVED, "LocalFailure FAILURE INVITATION_EXPIRE");
    await bob.hears(RINGS, "RemoteFailure FAILURE INVITATION_EXPIRE");
    await alice.hears(RECEIVED, "LocalAccepted ACCEPTED_BY_REMOTE ");
    await carol.client.logout();
  });

  it("1.10 row 16: queryPeersOnlineStatus before sending gives a boolean for each id", async () => {
    await bob.login();
    const online = await alice.client.queryPeersOnlineStatus([bob.name, "nobody"]);
    deepEqual(online, { [bob.name]: true, nobody: false });
  });

  it("1.10 row 17: several invitations ring at once, also two from the same caller", async () => {
    const first = await ringing({ content: "1" });
    const second = await ringing({ content: "2" });
    first.rung.refuse();
    await alice.hearsAmongOthers("LocalRefused REFUSED_BY_REMOTE ");
    second.rung.accept();
    await alice.hearsAmongOthers("LocalAccepted ACCEPTED_BY_REMOTE ");
    deepEqual([first.sent.state, second.sent.state], ["REFUSED_BY_REMOTE", "ACCEPTED_BY_REMOTE"]);
    ok(first.rung.callerId === second.rung.callerId);
  });

  it("1.10 row 18: unknown keys in setParameters are accepted", () => {
    alice.client.setParameters({ "rtm.log_filter": 65535 });
  });

  function user(name) {
    const one = new User(`${name}-${run}`);
    one.client.setParameters({ "bridge.url": bridge.url });
    return one;
  }

  /** Alice calls bob, who is logged in, and it rings. */
  async function ringing(fill = {}) {
    if (bob.client.connectionState === "DISCONNECTED") {
      await bob.login();
    }
    const sent = alice.call(bob.name, fill);
    const rung = await bob.rings();
    await alice.next("LocalInvitationReceivedByPeer");
    return { sent, rung };
  }

  async function accepted(response) {
    const { sent, rung } = await ringing();
    rung.response = response;
    rung.accept();
    await bob.next("RemoteInvitationAccepted");
    return { sent, rung };
  }

  async function refused(response) {
    const { sent, rung } = await ringing();
    rung.response = response;
    rung.refuse();
    await bob.next("RemoteInvitationRefused");
    return { sent, rung };
  }

  /** A caller who confirms nothing calls bob, and it rings. */
  async function rawRinging() {
    await bob.login();
    const caller = await RawUser.online(bridge.url, `raw-${run}`);
    await caller.call("invite", { invitationId: "raw", calleeId: bob.name });
    const rung = await bob.rings();
    await caller.notification("localInvitationReceivedByPeer");
    return { rung, caller };
  }

  async function until(condition) {
    const end = Date.now() + 10_000;
    while (!condition() && Date.now() < end) {
      await new Promise((done) => setTimeout(done, 20));
    }
    ok(condition());
  }
});
