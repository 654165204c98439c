// A one-to-one call page over call invitations. All that is not RTM 1.x is marked "extension".
const { AgoraRTM } = globalThis;
const $ = (id) => document.getElementById(id);
const phone = document.querySelector(".phone");

const FAILURES = {
  PEER_OFFLINE: "not reachable",
  PEER_NO_RESPONSE: "no response",
  INVITATION_EXPIRE: "no answer",
  NOT_LOGGEDIN: "the connection was lost",
  ACCEPT_FAILURE: "the caller is gone",
};
const CONNECTIONS = {
  CONNECTING: "connecting",
  CONNECTED: "online",
  RECONNECTING: "reconnecting",
  DISCONNECTED: "offline",
  ABORTED: "signed in elsewhere",
};

let client;
/** The one invitation on the screen, of either kind; undefined while idle. */
let current;
let clock;

/** Shows one of: signed-out, idle, calling, ringing, in-call. */
function show(view, progress = "") {
  phone.dataset.view = view;
  for (const part of document.querySelectorAll("[data-in]")) {
    part.hidden = !part.dataset.in.split(" ").includes(view);
  }
  $("progress").textContent = progress;
  document.title = view === "ringing" ? `☎ ${$("peer").textContent} is calling` : "Call";
  const focus = { "signed-out": "name", idle: "callee", ringing: "accept", "in-call": "end" }[view];
  if (focus) {
    $(focus).focus();
  }
}

function showPeer(name) {
  $("peer").textContent = name;
  $("face").textContent = Array.from(name)[0];
}

function note(name, text) {
  const entry = document.createElement("li");
  const who = document.createElement("b");
  const what = document.createElement("span");
  const when = document.createElement("time");
  who.textContent = name;
  what.textContent = text;
  when.textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  entry.append(who, what, when);
  $("history").prepend(entry);
  $("history-title").hidden = false;
}

// Signing in and out.

$("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  $("sign-in-problem").textContent = "";
  try {
    AgoraRTM.configure({ url: $("bridge").value }); // extension
    client = AgoraRTM.createInstance($("app-id").value);
    client.on("ConnectionStateChanged", showConnection);
    client.on("RemoteInvitationReceived", ring);
    await client.login({ uid: $("name").value.trim(), token: $("token").value || null });
    $("me").textContent = $("name").value.trim();
    sessionStorage.setItem("name", $("me").textContent);
    $("connection").hidden = false;
    show("idle");
  } catch (error) {
    $("sign-in-problem").textContent = `That did not work. ${error.message}`;
  } finally {
    button.disabled = false;
  }
});

$("sign-out").addEventListener("click", signOut);
addEventListener("pagehide", () => client?.logout());

function signOut() {
  client.logout();
  client.removeAllListeners();
  $("me").textContent = "Call";
  $("connection").hidden = true;
  show("signed-out");
}

function showConnection(state, reason) {
  $("connection").dataset.state = state;
  $("connection-word").textContent = CONNECTIONS[state];
  if (state === "ABORTED") {
    signOut();
    $("sign-in-problem").textContent =
      reason === "REMOTE_LOGIN"
        ? "Somebody signed in under this name elsewhere."
        : `The server ended the session: ${reason}.`;
  }
}

// Calling.

$("dial").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = $("callee").value.trim();
  $("dial-problem").textContent = "";
  try {
    call(name);
  } catch (error) {
    $("dial-problem").textContent = error.message;
  }
});

function call(name) {
  const invitation = client.createLocalInvitation(name);
  invitation.channelId = `call-${Date.now()}`;
  invitation.content = JSON.stringify({ Mode: 1 });
  invitation.send();
  current = invitation;
  showPeer(name);
  show("calling", "calling …");
  invitation.on("LocalInvitationReceivedByPeer", () => show("calling", "ringing …"));
  invitation.on("LocalInvitationAccepted", () => talk(invitation, name));
  invitation.on("LocalInvitationRefused", () => {
    const busy = invitation.response === "busy";
    finish(invitation, name, busy ? "was busy" : "refused");
  });
  invitation.on("LocalInvitationCanceled", () => finish(invitation, name, "you gave up"));
  invitation.on("LocalInvitationFailure", (reason) =>
    finish(invitation, name, FAILURES[reason] ?? "the call failed"),
  );
}

$("cancel").addEventListener("click", () => attempt(() => current.cancel()));

// Being called.

function ring(invitation) {
  const name = invitation.callerName || invitation.callerId; // callerName: extension
  if (current) {
    invitation.response = "busy";
    invitation.refuse();
    note(name, "called while you were busy");
    return;
  }
  current = invitation;
  showPeer(name);
  show("ringing", "is calling you");
  invitation.on("RemoteInvitationAccepted", () => talk(invitation, name));
  invitation.on("RemoteInvitationRefused", () => finish(invitation, name, "you refused"));
  invitation.on("RemoteInvitationCanceled", () => {
    const why = invitation.endReason; // extension
    finish(invitation, name, why.endsWith("-elsewhere") ? why.replace("-", " ") : "missed");
  });
  invitation.on("RemoteInvitationFailure", (reason) =>
    finish(invitation, name, FAILURES[reason] ?? "the call failed"),
  );
}

$("accept").addEventListener("click", () => {
  attempt(() => current.accept());
  $("progress").textContent = "connecting …";
});
$("refuse").addEventListener("click", () => attempt(() => current.refuse()));

// In a call.

function talk(invitation, name) {
  const begun = Date.now();
  show("in-call", "00:00");
  clock = setInterval(() => ($("progress").textContent = duration(begun)), 250);
  // Extension: RTM 1.x has no end of a call.
  invitation.on("CallEnded", () => finish(invitation, name, `talked for ${duration(begun)}`));
}

$("end").addEventListener("click", () => attempt(() => current.endCall())); // extension

function finish(invitation, name, text) {
  note(name, text);
  if (invitation === current) {
    clearInterval(clock);
    current = undefined;
    if (phone.dataset.view !== "signed-out") {
      show("idle");
    }
  }
}

/** A call that has just ended needs no answer any more: the event that says so is on its way. */
function attempt(action) {
  try {
    action();
  } catch (error) {
    console.info(error.message);
  }
}

function duration(begun) {
  const seconds = Math.floor((Date.now() - begun) / 1000);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

// The fields as they are at first: ?name=…&bridge=…&app=…&token=… of the page's address, or a bridge
// with the trial configuration on the machine that the page came from.
const asked = new URLSearchParams(location.search);
const host = location.hostname || "localhost";
const secure = location.protocol === "https:";
$("name").value = asked.get("name") ?? sessionStorage.getItem("name") ?? "";
$("app-id").value = asked.get("app") ?? "trial";
$("token").value = asked.get("token") ?? "";
$("bridge").value =
  asked.get("bridge") ?? (secure ? `wss://${location.host}/rtm` : `ws://${host}:8080/rtm`);
show("signed-out");
