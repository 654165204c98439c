// Login, loss, resume and end of a session.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { configure } from "../../dist/node.js";
import { APP_ID, Stage, settle } from "../support/stage.mjs";

const { deepEqual, equal, ok, rejects, throws } = assert;
const code = (number) => ({ name: "RtmError", code: number });
const state = (...words) => ["ConnectionStateChanged", ...words];

let stage;
beforeEach(() => (stage = new Stage()));
afterEach(() => stage.end());

describe("login and logout", () => {
  it("goes through CONNECTING and tells the bridge who it is", async () => {
    const done = stage.client.login({ uid: "alice", token: "secret" });
    equal(stage.socket.url, "ws://bridge.example.com/rtm");
    deepEqual(stage.socket.protocols, ["rtm-invite.v1"]);
    const { params } = await stage.accept("s1");
    await done;
    const { device, ...rest } = params;
    deepEqual(rest, { appId: APP_ID, userId: "alice", token: "secret" });
    ok(/^[0-9a-v]{20}$/.test(device));
    deepEqual(stage.news(), [state("CONNECTING", "LOGIN"), state("CONNECTED", "LOGIN_SUCCESS")]);
    equal(stage.client.connectionState, "CONNECTED");
  });

  for (const [number, name] of [
    [2, "REJECTED"],
    [4, "INVALID_APP_ID"],
    [5, "INVALID_TOKEN"],
    [6, "TOKEN_EXPIRED"],
    [7, "NOT_AUTHORIZED"],
    [10, "TOO_OFTEN"],
  ]) {
    it(`is refused with ${name} (${number})`, async () => {
      const refused = rejects(stage.client.login({ uid: "alice" }), code(number));
      await refuseLogin(number);
      await refused;
      deepEqual(stage.news(), [
        state("CONNECTING", "LOGIN"),
        state("DISCONNECTED", "LOGIN_FAILURE"),
      ]);
      await stage.login(); // Another try is possible at once.
    });
  }

  it("counts a bridge that does not understand as UNKNOWN (1)", async () => {
    const refused = rejects(stage.client.login({ uid: "alice" }), code(1));
    await refuseLogin(-32602);
    await refused;
  });

  for (const options of [
    undefined,
    {},
    { uid: "" },
    { uid: "null" },
    { uid: 17 },
    { uid: "a".repeat(65) },
    { uid: "a/b" },
    { uid: "alice", token: 17 },
  ]) {
    it(`refuses ${JSON.stringify(options)} itself with INVALID_ARGUMENT (3)`, async () => {
      await rejects(stage.client.login(options), code(3));
      equal(stage.connections, 0);
    });
  }

  it("gives up after 10 s with TIMEOUT (9), having tried again and again", async () => {
    const refused = rejects(stage.client.login({ uid: "alice" }), {
      code: 9,
      message: /closed with 1006/,
    });
    for (let i = 0; i < 20; i++) {
      stage.socket.onclose?.({ code: 1006, reason: "" });
      await stage.pass(500);
    }
    await refused;
    ok(stage.connections > 3 && stage.connections < 8);
    deepEqual(stage.news(), [state("CONNECTING", "LOGIN"), state("DISCONNECTED", "LOGIN_TIMEOUT")]);
  });

  it("twice is ALREADY_LOGIN (8), also while the first is under way", async () => {
    const first = stage.client.login({ uid: "alice" });
    await rejects(stage.client.login({ uid: "alice" }), code(8));
    await stage.accept("s1");
    await first;
    await rejects(stage.client.login({ uid: "bob" }), code(8));
  });

  it("logout says goodbye and allows another login", async () => {
    const bridge = await stage.login();
    await stage.client.logout();
    bridge.request("logout");
    equal(stage.socket.closedBy, undefined); // The bridge closes, or else the client after 1.5 s.
    await stage.pass(1500);
    equal(stage.socket.closedBy.code, 1000);
    deepEqual(stage.news(), [state("DISCONNECTED", "LOGOUT")]);
    await stage.login("s2");
  });

  it("a logout ends a login that is under way", async () => {
    const refused = rejects(stage.client.login({ uid: "alice" }), code(2));
    await stage.client.logout();
    await refused;
    deepEqual(stage.news().at(-1), state("DISCONNECTED", "LOGOUT"));
  });

  it("logout without a login is USER_NOT_LOGGED_IN (102)", async () => {
    await rejects(stage.client.logout(), code(102));
  });

  it("createInstance wants an app id", () => {
    throws(() => stage.library.createInstance(""), code(1));
    throws(() => stage.library.createInstance(), code(1));
  });

  it("renewToken hands the token to the bridge and uses it for the next connection", async () => {
    await stage.login();
    await rejects(stage.client.renewToken(""), code(2));
    const renewed = stage.client.renewToken("fresh");
    const request = stage.bridge.request("renewToken");
    deepEqual(request.params, { token: "fresh" });
    await stage.bridge.answer(request);
    await renewed;
    await stage.bridge.close();
    await stage.pass(500);
    equal((await stage.accept("s1", true)).params.token, "fresh");
  });

  it("renewToken without a login is USER_NOT_LOGGED_IN (102)", async () => {
    await rejects(stage.client.renewToken("fresh"), code(102));
  });

  it("a token that will expire is announced", async () => {
    await stage.login();
    await stage.notify("tokenPrivilegeWillExpire", {});
    deepEqual(stage.news(), [["TokenPrivilegeWillExpire"]]);
  });

  async function refuseLogin(number) {
    await stage.pass(0);
    stage.socket.onopen({});
    const { id } = stage.socket.frames[0];
    const error = { code: number, message: "no" };
    stage.socket.onmessage({ data: JSON.stringify({ jsonrpc: "2.0", id, error }) });
    await settle();
  }
});

describe("where the bridge is", () => {
  const loginUrl = async () => {
    const login = stage.client.login({ uid: "alice" });
    login.catch(() => {});
    const { url } = stage.socket;
    await stage.client.logout();
    return url;
  };
  afterEach(() => {
    delete globalThis.RTM_BRIDGE_URL;
    delete process.env.RTM_BRIDGE_URL;
    delete globalThis.location;
  });

  it("configure, then the global variable, then the environment, then the page's origin", async () => {
    globalThis.location = new URL("https://app.example.com/call/?x=1");
    configure({});
    equal(await loginUrl(), "wss://app.example.com/rtm");
    process.env.RTM_BRIDGE_URL = "ws://environment.example.com:8080/rtm";
    equal(await loginUrl(), "ws://environment.example.com:8080/rtm");
    globalThis.RTM_BRIDGE_URL = "wss://global.example.com";
    equal(await loginUrl(), "wss://global.example.com/rtm");
    configure({ url: "https://configured.example.com/other?tenant=1" });
    equal(await loginUrl(), "wss://configured.example.com/other?tenant=1");
  });

  it("a clone's private server belongs to the client", async () => {
    stage.client.setParameters({
      confPriCloudAddr: { ServerAdd: "private.example.com", Port: 7080, Wss: true },
    });
    equal(await loginUrl(), "wss://private.example.com:7080/rtm");
    stage.client.setParameters({ "bridge.url": "wss://own.example.com" });
    equal(await loginUrl(), "wss://own.example.com/rtm");
    throws(() => stage.client.setParameters({ "bridge.url": "own" }), TypeError);
  });

  it("nowhere is INVALID_ARGUMENT (3), and the text says what to do", async () => {
    configure({});
    await rejects(stage.client.login({ uid: "alice" }), { code: 3, message: /configure/ });
  });

  it("what is no address is refused where it is given", async () => {
    throws(() => configure({ url: "bridge.example.com" }), TypeError);
    throws(() => configure({ url: "ftp://bridge.example.com" }), TypeError);
    configure({});
    globalThis.RTM_BRIDGE_URL = "nonsense";
    await rejects(stage.client.login({ uid: "alice" }), code(3));
  });
});

describe("a connection that is lost", () => {
  it("and back within 4 s is kept from the app; what is missing is replayed once", async () => {
    await stage.login();
    const invitation = await stage.invite();
    const { invitationId } = invitation;
    await stage.notify("localInvitationReceivedByPeer", { invitationId });
    await stage.bridge.close();
    await stage.pass(500);
    equal(stage.connections, 2);
    const { params } = await stage.accept("s1", true);
    deepEqual(params.resume, { sessionId: "s1", lastSeq: 1 });
    stage.seq = 0;
    await stage.notify("localInvitationReceivedByPeer", { invitationId });
    await stage.notify("localInvitationAccepted", { invitationId, response: "" });
    deepEqual(stage.news(), [["LocalInvitationReceivedByPeer"], ["LocalInvitationAccepted", ""]]);
    deepEqual(stage.bridge.acks(), [1, 2]); // The replay too.
  });

  it("for 4 s is RECONNECTING, and CONNECTED when it is back, without another login", async () => {
    await stage.login();
    await stage.bridge.close();
    await stage.pass(3500);
    deepEqual(stage.news(), []);
    await stage.pass(500);
    deepEqual(stage.news(), [state("RECONNECTING", "INTERRUPTED")]);
    await stage.accept("s1", true);
    deepEqual(stage.news(), [state("CONNECTED", "LOGIN_SUCCESS")]);
  });

  it("without a word is noticed by a ping that nobody answers for 4 s", async () => {
    await stage.login();
    await stage.passAnswered(20_000);
    equal(stage.connections, 1);
    deepEqual(stage.news(), []);
    await stage.pass(10_000);
    deepEqual(stage.news(), [state("RECONNECTING", "INTERRUPTED")]);
    ok(stage.connections > 1);
  });

  for (const seconds of [5, 20]) {
    it(`for ${seconds} s keeps invitations; calls made meanwhile are done after it`, async () => {
      await stage.login();
      const sent = await stage.invite("bob");
      const ringing = await stage.ring();
      await stage.bridge.close();
      await breakFor(seconds * 1000);
      ringing.accept();
      sent.cancel();
      const fresh = stage.client.createLocalInvitation("carol");
      fresh.send();
      equal(fresh.state, "SENT_TO_REMOTE");
      await stage.accept("s1", true);
      deepEqual(
        stage.bridge.requests().map(({ method, params }) => [method, params.invitationId]),
        [
          ["accept", ringing.invitationId],
          ["cancel", sent.invitationId],
          ["invite", fresh.invitationId],
        ],
      );
      equal(sent.state, "SENT_TO_REMOTE");
      deepEqual(
        stage.news().filter(([event]) => event !== "ConnectionStateChanged"),
        [],
      );
    });
  }

  it("for 40 s gives every invitation its final word, once, and goes on with a new session", async () => {
    await stage.login();
    const sent = await stage.invite("bob");
    const ringing = await stage.ring("n1-a.1");
    const accepted = await stage.ring("n1-b.1");
    accepted.accept();
    const call = await stage.inviteAndConnect("dave");
    await stage.bridge.close();
    await breakFor(40_000);
    deepEqual(
      [sent.state, ringing.state, accepted.state, call.state, call.inCall],
      ["FAILURE", "FAILURE", "FAILURE", "ACCEPTED_BY_REMOTE", false],
    );
    const { params } = await stage.accept("s2");
    equal(params.resume, undefined);
    deepEqual(stage.news(), [
      state("RECONNECTING", "INTERRUPTED"),
      ["LocalInvitationFailure", "NOT_LOGGEDIN"],
      ["CallEnded", { reason: "connection-lost", info: "" }],
      ["RemoteInvitationFailure", "INVITATION_EXPIRE"],
      ["RemoteInvitationFailure", "ACCEPT_FAILURE"],
      state("CONNECTED", "LOGIN_SUCCESS"),
    ]);
    deepEqual(stage.bridge.requests(), []);
  });

  it("and a bridge that does not know the session any more: the same at once", async () => {
    await stage.login();
    const sent = await stage.invite("bob");
    await stage.bridge.close(1012);
    await stage.pass(500);
    await stage.accept("s2", false);
    equal(sent.state, "FAILURE");
    deepEqual(stage.news(), [["LocalInvitationFailure", "NOT_LOGGEDIN"]]);
    await stage.ring("n1-a.1"); // The new session counts from 1.
    deepEqual(stage.bridge.acks(), [1]);
  });

  it("a request that was sent twice and done once has succeeded", async () => {
    await stage.login();
    const ringing = await stage.ring();
    ringing.accept();
    stage.bridge.request("accept");
    await stage.bridge.close();
    await stage.pass(500);
    await stage.accept("s1", true);
    await stage.bridge.refuse(stage.bridge.request("accept"), 4);
    equal(ringing.state, "ACCEPT_SENT_TO_LOCAL");
    deepEqual(stage.news(), []);
  });

  it("attempts are further and further apart: up to 4 s while the session lives, then up to 15 s", async () => {
    await stage.login();
    await stage.bridge.close();
    const moments = [];
    for (let millis = 0; millis < 70_000; millis += 500) {
      await stage.pass(500);
      if (stage.socket.onclose && stage.connections > moments.length + 1) {
        moments.push(millis + 500);
        stage.socket.onclose({ code: 1006, reason: "" });
      }
    }
    deepEqual(
      moments,
      [
        500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500, 39_500, 54_500,
        69_500,
      ],
    );
  });

  it("is tried at once when a browser hints that the network is back", async () => {
    const hints = new EventTarget();
    globalThis.document = { visibilityState: "visible" };
    globalThis.addEventListener = hints.addEventListener.bind(hints);
    stage.end();
    stage = new Stage();
    delete globalThis.document;
    delete globalThis.addEventListener;
    await stage.login();
    await stage.bridge.close();
    await stage.pass(500);
    stage.socket.onclose({ code: 1006, reason: "" });
    equal(stage.connections, 2);
    hints.dispatchEvent(new Event("online"));
    equal(stage.connections, 3);
    hints.dispatchEvent(new Event("online"));
    equal(stage.connections, 3);
    await stage.accept("s1", true);
    hints.dispatchEvent(new Event("offline"));
    await stage.pass(4000);
    deepEqual(stage.news(), [state("RECONNECTING", "INTERRUPTED")]);
  });

  it("a logout ends the attempts", async () => {
    await stage.login();
    await stage.bridge.close();
    await stage.client.logout();
    await stage.pass(60_000);
    equal(stage.connections, 1);
  });

  /** No attempt gets through; the last one is under way at the end. */
  async function breakFor(millis) {
    for (let left = millis; left > 500; left -= 500) {
      await stage.pass(500);
      stage.socket.onclose?.({ code: 1006, reason: "" });
      await settle();
    }
    await stage.pass(500);
    const before = stage.connections;
    while (stage.connections === before) {
      await stage.pass(500);
    }
  }
});

describe("the bridge ends the session", () => {
  for (const reason of ["REMOTE_LOGIN", "BANNED_BY_SERVER", "TOKEN_EXPIRED"]) {
    it(`${reason}: ABORTED until logout`, async () => {
      await stage.login();
      const sent = await stage.invite();
      await stage.bridge.say({ method: "aborted", params: { reason } });
      const told = stage.news();
      deepEqual(told.pop(), state("ABORTED", reason));
      deepEqual(told.pop(), ["LocalInvitationFailure", "NOT_LOGGEDIN"]);
      deepEqual(told, reason === "TOKEN_EXPIRED" ? [["TokenExpired"]] : []);
      equal(sent.state, "FAILURE");
      await stage.pass(60_000);
      equal(stage.connections, 1);
      await rejects(stage.client.login({ uid: "alice" }), code(8));
      await stage.client.logout();
      deepEqual(stage.news(), [state("DISCONNECTED", "LOGOUT")]);
      await stage.login("s2");
    });
  }

  it("close code 4001 alone counts as REMOTE_LOGIN", async () => {
    await stage.login();
    await stage.bridge.close(4001);
    deepEqual(stage.news(), [state("ABORTED", "REMOTE_LOGIN")]);
  });

  it("a reconnect that is refused for good is ABORTED", async () => {
    await stage.login();
    await stage.bridge.close();
    await stage.pass(500);
    stage.socket.onopen({});
    const { id } = stage.socket.frames[0];
    const error = { code: 6, message: "expired" };
    stage.socket.onmessage({ data: JSON.stringify({ jsonrpc: "2.0", id, error }) });
    await settle();
    deepEqual(stage.news(), [["TokenExpired"], state("ABORTED", "TOKEN_EXPIRED")]);
  });
});

describe("frames that make no sense", () => {
  for (const frame of [
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "{}",
    '{"jsonrpc":"1.0","method":"aborted"}',
    '{"jsonrpc":"2.0","id":99,"result":17}',
    '{"jsonrpc":"2.0","id":99,"result":{}}',
    '{"jsonrpc":"2.0","method":"localInvitationAccepted","params":{"seq":"one"}}',
    '{"jsonrpc":"2.0","method":"localInvitationAccepted","params":{"invitationId":"nobody"}}',
    '{"jsonrpc":"2.0","method":"remoteInvitationReceived","params":{"invitationId":7}}',
    '{"jsonrpc":"2.0","method":"remoteInvitationReceived","params":[]}',
    '{"jsonrpc":"2.0","method":"messageFromPeer","params":{"peerId":"bob","raw":"%%%"}}',
    '{"jsonrpc":"2.0","method":"messageFromPeer","params":{"peerId":"bob"}}',
    '{"jsonrpc":"2.0","method":"peersOnlineStatusChanged","params":{"status":null}}',
    '{"jsonrpc":"2.0","method":"constructor","params":{"invitationId":"x"}}',
    '{"jsonrpc":"2.0","method":"ofALaterProtocol","params":{}}',
    '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"what?"}}',
    new ArrayBuffer(3),
  ]) {
    it(`${typeof frame === "string" ? frame || "nothing" : "a binary frame"} is ignored`, async () => {
      await stage.login();
      await stage.bridge.raw(frame);
      deepEqual(stage.news(), []);
      await stage.ring();
      equal(stage.remotes.length, 1);
    });
  }

  it("a gap in the count is closed by a resume", async () => {
    await stage.login();
    stage.seq = 5;
    await stage.ring();
    equal(stage.remotes.length, 0);
    await stage.pass(500);
    deepEqual((await stage.accept("s1", true)).params.resume, { sessionId: "s1", lastSeq: 0 });
    stage.seq = 0;
    await stage.ring();
    equal(stage.remotes.length, 1);
  });

  it("half a surrogate pair is not sent, as the bridge would not take it", async () => {
    await stage.login();
    await stage.invite("bob", "a\ud800b \u{1f600}").catch(() => {});
    const [, { params }] = stage.socket.frames;
    equal(params.content, "a\ufffdb \u{1f600}");
  });
});
