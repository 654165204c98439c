// Limits at the limit and one byte beyond it, in the client and past the client.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startBridge, whyNoBridge } from "../support/bridge.mjs";
import { RawUser } from "../support/raw-user.mjs";
import { User } from "../support/user.mjs";

const { deepEqual, equal, rejects, throws } = assert;
/** 8,192 bytes of UTF-8 of every length. */
const FULL = "ä€😀漢".repeat(682) + "😀漢x";
const INVALID = { code: 1, name: "INVITATION_API_CALL_ERR_INVALID_ARGUMENT" };
const LAWFUL = ["aZ09 !#$%&()+-:;<=.>?@[]^_{}|~,", "x".repeat(64)];
const UNLAWFUL = ["", " a", "null", "ä", "a/b", "a\\b", 'a"b', "a\u007fb", "x".repeat(65)];

describe("sizes", { skip: whyNoBridge() }, () => {
  let bridge;
  let alice;
  let bob;
  let raw;
  before(async () => {
    bridge = await startBridge();
    [alice, bob] = await Promise.all([user("alice").login(), user("bob").login()]);
    raw = await RawUser.online(bridge.url, "raw");
  });
  after(async () => {
    raw?.close();
    await Promise.allSettled([alice?.client.logout(), bob?.client.logout()]);
    await bridge.stop();
  });

  it("content and response of 8192 bytes of UTF-8 pass, also when JSON escapes them", async () => {
    equal(Buffer.byteLength(FULL), 8192);
    for (const text of [FULL, "\u0001".repeat(8192), '"'.repeat(8192)]) {
      const sent = alice.call(bob.name, { content: text, data: "\u0001".repeat(2048) });
      const rung = await bob.rings();
      deepEqual([rung.content, rung.data.length], [text, 2048]);
      rung.response = text;
      rung.accept();
      deepEqual(await alice.next("LocalInvitationAccepted"), [text]);
      await bob.next("RemoteInvitationAccepted");
      sent.endCall();
      await bob.next("CallEnded");
    }
  });

  it("one byte more is INVALID_ARGUMENT in the client, and the invitation still lives", async () => {
    const sent = alice.client.createLocalInvitation(bob.name);
    sent.content = FULL + "x";
    throws(() => sent.send(), { code: 1 });
    sent.content = "short";
    sent.channelId = "ä".repeat(32) + "x";
    throws(() => sent.send(), { code: 1 });
    sent.channelId = "ä".repeat(32);
    sent.send();
    alice.watch(sent);
    const rung = await bob.rings();
    equal(rung.channelId, "ä".repeat(32));
    rung.response = FULL + "x";
    throws(() => rung.accept(), { code: 1 });
    throws(() => rung.refuse(), { code: 1 });
    rung.response = "no";
    rung.refuse();
    deepEqual(await alice.next("LocalInvitationRefused"), ["no"]);
  });

  it("past the client, the bridge refuses the same by the same number", async () => {
    const calleeId = bob.name;
    for (const [invitationId, more] of Object.entries({
      a: { content: FULL + "x" },
      b: { channelId: "x".repeat(65) },
      c: { data: "x".repeat(2049) },
      d: { ringSeconds: 180 },
      e: { deliverySeconds: 31 },
      "f/": {},
    })) {
      const { error } = await raw.call("invite", { invitationId, calleeId, ...more });
      deepEqual({ code: error.code, name: error.data.name }, INVALID);
    }
    const full = { invitationId: "full", calleeId, content: FULL, channelId: "x".repeat(64) };
    deepEqual((await raw.call("invite", full)).result, {});
    const rung = await bob.rings();
    deepEqual([rung.content, rung.channelId], [FULL, "x".repeat(64)]);
    await raw.call("cancel", { invitationId: "full" });
    await bob.next("RemoteInvitationCanceled");
  });

  it("past the client, a response of 8193 bytes is refused and the call still rings", async () => {
    alice.call("raw");
    const { invitationId, seq } = await raw.notification("remoteInvitationReceived");
    raw.acknowledge(seq);
    for (const method of ["accept", "refuse"]) {
      const { error } = await raw.call(method, { invitationId, response: FULL + "x" });
      deepEqual({ code: error.code, name: error.data.name }, INVALID);
    }
    await raw.call("refuse", { invitationId, response: FULL });
    deepEqual(await alice.next("LocalInvitationRefused"), [FULL]);
  });

  for (const id of LAWFUL) {
    it(`the user id ${id} logs in, in client and bridge`, async () => {
      const one = await user(id).login();
      await one.client.logout();
    });
  }

  for (const id of UNLAWFUL) {
    it(`the user id ${JSON.stringify(id)} is INVALID_ARGUMENT 3, in client and bridge`, async () => {
      await rejects(user(id).login(), { code: 3 });
      const stranger = await RawUser.connect(bridge.url);
      const { error } = await stranger.call("login", { appId: "trial", userId: id });
      deepEqual([error.code, error.data.name], [3, "LOGIN_ERR_INVALID_ARGUMENT"]);
      stranger.close();
    });
  }

  function user(name) {
    const one = new User(name);
    one.client.setParameters({ "bridge.url": bridge.url });
    return one;
  }
});
