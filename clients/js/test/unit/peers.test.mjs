// Messages to single users and their presence.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Stage } from "../support/stage.mjs";

const { deepEqual, equal, rejects, throws } = assert;
const code = (number) => ({ name: "RtmError", code: number });

let stage;
beforeEach(async () => {
  stage = new Stage();
  await stage.login();
});
afterEach(() => stage.end());

describe("messages", () => {
  it("resolve with whether the peer has it", async () => {
    for (const hasPeerReceived of [true, false]) {
      const sent = stage.client.sendMessageToPeer({ text: "hello" }, "bob", {});
      const request = stage.bridge.request("message");
      deepEqual(request.params, { peerId: "bob", text: "hello" });
      await stage.bridge.answer(request, { hasPeerReceived });
      deepEqual(await sent, { hasPeerReceived });
    }
  });

  it("may be bytes", async () => {
    const rawMessage = Uint8Array.from([0, 128, 255]);
    const message = stage.client.createMessage({ rawMessage, description: "three" });
    equal(message.messageType, "RAW");
    const sent = stage.client.sendMessageToPeer(message, "bob");
    const request = stage.bridge.request("message");
    deepEqual(request.params, { peerId: "bob", raw: "AID/", description: "three" });
    await stage.bridge.answer(request, { hasPeerReceived: true });
    await sent;
  });

  for (const [what, number] of [
    ["FAILURE", 1],
    ["TIMEOUT", 2],
    ["TOO_OFTEN", 5],
  ]) {
    it(`reject with the bridge's ${what}`, async () => {
      const refused = rejects(stage.client.sendMessageToPeer({ text: "x" }, "bob"), code(number));
      await stage.bridge.refuse(stage.bridge.request("message"), number);
      await refused;
    });
  }

  it("reject with INVALID_USERID (6)", async () => {
    for (const peer of ["", "null", undefined, "a".repeat(65), "ä"]) {
      await rejects(stage.client.sendMessageToPeer({ text: "x" }, peer), code(6));
    }
  });

  it("reject with INVALID_MESSAGE (7), from one byte more than 32 KB on", async () => {
    const limit = "é".repeat(16 * 1024);
    const escapes = { text: "\u0000".repeat(12 * 1024) };
    const tooLong = { rawMessage: new Uint8Array(32 * 1024 - 1), description: "ab" };
    for (const message of [
      undefined,
      {},
      { text: "" },
      { text: 7 },
      { text: `${limit}x` },
      tooLong,
      escapes,
    ]) {
      await rejects(stage.client.sendMessageToPeer(message, "bob"), code(7));
    }
    void stage.client.sendMessageToPeer({ text: limit }, "bob");
    equal(stage.bridge.request("message").params.text, limit);
  });

  it("reject with TIMEOUT (2) after 10 s, and when the connection breaks before the answer", async () => {
    const slow = rejects(stage.client.sendMessageToPeer({ text: "x" }, "bob"), code(2));
    await stage.passAnswered(10_000);
    await slow;
    const cut = rejects(stage.client.sendMessageToPeer({ text: "x" }, "bob"), code(2));
    await stage.bridge.close();
    await cut;
  });

  it("reject with USER_NOT_LOGGED_IN (102)", async () => {
    await stage.client.logout();
    await rejects(stage.client.sendMessageToPeer({ text: "x" }, "bob"), code(102));
  });

  it("arrive as plain objects that the app may change", async () => {
    const params = { peerId: "bob", text: '{"Cmd":"EndCall"}', serverReceivedTs: 1234 };
    await stage.notify("messageFromPeer", params);
    const [[event, message, peerId, properties]] = stage.news();
    equal(event, "MessageFromPeer");
    deepEqual(message, { messageType: "TEXT", text: '{"Cmd":"EndCall"}' });
    equal(peerId, "bob");
    deepEqual(properties, { serverReceivedTs: 1234 });
    message.text = JSON.parse(message.text);
    equal(message.text.Cmd, "EndCall");
  });

  it("of bytes arrive as bytes", async () => {
    await stage.notify("messageFromPeer", { peerId: "bob", raw: "AID/", description: "three" });
    const [[, message]] = stage.news();
    deepEqual([...message.rawMessage], [0, 128, 255]);
    equal(message.description, "three");
  });
});

describe("presence", () => {
  it("is a truth value per user", async () => {
    const asked = stage.client.queryPeersOnlineStatus(["bob", "carol", "dave", "erin"]);
    const request = stage.bridge.request("queryPeersOnlineStatus");
    deepEqual(request.params, { peerIds: ["bob", "carol", "dave", "erin"] });
    const status = { bob: "ONLINE", carol: "OFFLINE", dave: "UNREACHABLE" };
    await stage.bridge.answer(request, { status });
    deepEqual(await asked, { bob: true, carol: false, dave: false, erin: false });
  });

  it("of too many or invalid users is INVALID_ARGUMENT (2)", async () => {
    const many = Array.from({ length: 257 }, (_, i) => `user${i}`);
    for (const ids of [[], ["ok", ""], "bob", undefined, many]) {
      await rejects(stage.client.queryPeersOnlineStatus(ids), code(2));
    }
  });

  it("passes on TOO_OFTEN (5), and says TIMEOUT (4) after 10 s", async () => {
    const refused = rejects(stage.client.queryPeersOnlineStatus(["bob"]), code(5));
    await stage.bridge.refuse(stage.bridge.request("queryPeersOnlineStatus"), 5);
    await refused;
    const slow = rejects(stage.client.queryPeersOnlineStatus(["bob"]), code(4));
    await stage.passAnswered(10_000);
    await slow;
  });

  it("without a login is USER_NOT_LOGGED_IN (102)", async () => {
    await stage.client.logout();
    await rejects(stage.client.queryPeersOnlineStatus(["bob"]), code(102));
  });

  it("can be subscribed to", async () => {
    await subscribe(["bob", "carol"]);
    deepEqual(await stage.client.queryPeersBySubscriptionOption("ONLINE_STATUS"), ["bob", "carol"]);
    await stage.notify("peersOnlineStatusChanged", { status: { bob: "UNREACHABLE", carol: "?" } });
    deepEqual(stage.news(), [["PeersOnlineStatusChanged", { bob: "UNREACHABLE" }]]);
    const gone = stage.client.unsubscribePeersOnlineStatus(["bob"]);
    await stage.bridge.answer(stage.bridge.request("unsubscribePeersOnlineStatus"));
    await gone;
    deepEqual(await stage.client.queryPeersBySubscriptionOption("ONLINE_STATUS"), ["carol"]);
  });

  it("subscriptions end with OVERFLOW (6) beyond 512 users", async () => {
    const users = (from, to) => Array.from({ length: to - from }, (_, i) => `user${from + i}`);
    await subscribe(users(0, 256));
    await subscribe(users(256, 512));
    await rejects(stage.client.subscribePeersOnlineStatus(["one-more"]), code(6));
    await subscribe(users(0, 3));
    await rejects(stage.client.subscribePeersOnlineStatus([]), code(2));
    await rejects(stage.client.queryPeersBySubscriptionOption("?"), code(2));
  });

  it("subscriptions are made again in a new session", async () => {
    await subscribe(["bob"]);
    await stage.bridge.close();
    await stage.pass(500);
    await stage.accept("s2", false);
    deepEqual(stage.bridge.request("subscribePeersOnlineStatus").params, { peerIds: ["bob"] });
  });

  async function subscribe(ids) {
    const done = stage.client.subscribePeersOnlineStatus(ids);
    const request = stage.bridge.request("subscribePeersOnlineStatus");
    deepEqual(request.params, { peerIds: ids });
    await stage.bridge.answer(request);
    await done;
  }
});

it("channels are not served, and that is said", () => {
  throws(() => stage.client.createChannel("room"), code(1));
});
