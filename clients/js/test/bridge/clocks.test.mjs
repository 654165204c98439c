// The rows of 2.2, 2.3 and 3.1 that a clock of the bridge brings about, with the clocks made short.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startBridge, whyNoBridge } from "../support/bridge.mjs";
import { startProxy } from "../support/proxy.mjs";
import { User } from "../support/user.mjs";

const { deepEqual, equal } = assert;
const CLOCKS = `timers:
  trunk-probe: 500ms
  delivery: 2s
  login-window: 2s
  ring: 3s
  confirm: 1s
`;

describe("clocks", { skip: whyNoBridge(), concurrency: true }, () => {
  let bridge;
  let proxy;
  before(async () => {
    bridge = await startBridge(CLOCKS);
    proxy = await startProxy(bridge.url);
  });
  after(async () => {
    proxy.stop();
    await bridge.stop();
  });

  it("2.2 SENT_TO_REMOTE | callee offline all the time | PEER_OFFLINE", async () => {
    const alice = await user("alice-1", bridge.url);
    const sent = alice.call("nobody");
    deepEqual(await alice.next("LocalInvitationFailure"), ["PEER_OFFLINE"]);
    equal(sent.state, "FAILURE");
    await alice.client.logout();
  });

  it("2.2, 2.3 nobody acts | INVITATION_EXPIRE on both sides", async () => {
    const [alice, bob] = [await user("alice-2", bridge.url), await user("bob-2", bridge.url)];
    const sent = alice.call(bob.name);
    const ringing = await bob.rings();
    await alice.next("LocalInvitationReceivedByPeer");
    deepEqual(await alice.next("LocalInvitationFailure"), ["INVITATION_EXPIRE"]);
    deepEqual(await bob.next("RemoteInvitationFailure"), ["INVITATION_EXPIRE"]);
    deepEqual([sent.state, ringing.state], ["FAILURE", "FAILURE"]);
    await Promise.all([alice.client.logout(), bob.client.logout()]);
  });

  it("2.2 SENT_TO_REMOTE | callee online and silent | PEER_NO_RESPONSE; 2.3 ACCEPT_SENT_TO_LOCAL | no confirmation | ACCEPT_FAILURE", async () => {
    const [alice, bob] = [await user("alice-3", proxy.url), await user("bob-3", bridge.url)];
    const sent = alice.call(bob.name);
    const ringing = await bob.rings();
    await alice.next("LocalInvitationReceivedByPeer");
    proxy.freeze();
    const unheard = bob.call(alice.name);
    ringing.accept();
    deepEqual(await bob.next("RemoteInvitationFailure"), ["ACCEPT_FAILURE"]);
    deepEqual(await bob.next("LocalInvitationFailure"), ["PEER_NO_RESPONSE"]);
    deepEqual([ringing.state, unheard.state], ["FAILURE", "FAILURE"]);
    proxy.thaw();
    await alice.next("LocalInvitationAccepted");
    deepEqual(await alice.next("CallEnded"), [{ reason: "accept-failure", info: "" }]);
    equal(sent.inCall, false);
    await Promise.all([alice.client.logout(), bob.client.logout()]);
  });

  async function user(name, url) {
    const one = new User(name);
    one.client.setParameters({ "bridge.url": url });
    return one.login();
  }
});
