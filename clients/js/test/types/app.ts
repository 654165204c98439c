// What applications written for RTM 1.x compile against, and what must not compile.
import AgoraRTM, {
  type LocalInvitation,
  type RemoteInvitation,
  type RtmClient,
  type RtmMessage,
  RtmError,
  configure,
} from "rtm-bridge-client";

configure({ url: "wss://bridge.example.com/rtm" });
AgoraRTM.setArea({ areaCodes: [AgoraRTM.AreaCode.GLOBAL] });
const client: RtmClient = AgoraRTM.createInstance("app", { logFilter: AgoraRTM.LOG_FILTER_OFF });

client.on("ConnectionStateChanged", (state, reason) => {
  if (state === AgoraRTM.ConnectionState.ABORTED && reason === "REMOTE_LOGIN") {
    void client.logout();
  }
});
client.on("MessageFromPeer", ({ text }, peerId: string, { serverReceivedTs }) => {
  const sentence: string | undefined = text;
  console.log(sentence, peerId, serverReceivedTs.toFixed());
});
client.on("RemoteInvitationReceived", (remote: RemoteInvitation) => {
  const from: string = remote.callerId;
  remote.response = from;
  remote.once("RemoteInvitationCanceled", (content: string) => console.log(content));
  remote.once("RemoteInvitationFailure", (reason) => {
    if (reason === AgoraRTM.RemoteInvitationFailureReason.ACCEPT_FAILURE) {
      remote.removeAllListeners();
    }
  });
  remote.accept();
});
client.on("PeersOnlineStatusChanged", (status) => {
  console.log(status.bob === "UNREACHABLE", AgoraRTM.PeerOnlineState.OFFLINE);
});

export async function call(callee: string): Promise<LocalInvitation> {
  await client.login({ uid: "alice", token: undefined });
  const online: { [id: string]: boolean } = await client.queryPeersOnlineStatus([callee]);
  const message: RtmMessage = client.createMessage({ text: "hello" });
  const { hasPeerReceived } = await client.sendMessageToPeer(message, callee);
  const invitation = client.createLocalInvitation(callee);
  invitation.content = JSON.stringify({ online, hasPeerReceived });
  invitation
    .on("LocalInvitationAccepted", (response: string) => console.log(response))
    .on("LocalInvitationRefused", (response: string) => console.log(response))
    .on("LocalInvitationFailure", (reason) => console.log(reason === "NOT_LOGGEDIN"));
  try {
    invitation.send();
  } catch (error) {
    if (error instanceof RtmError && error.code === 5) {
      console.log("sent before");
    }
  }
  invitation.ringSeconds = 90;
  invitation.data = JSON.stringify({ avatar: 1 });
  const [open] = await client.queryOpenCalls();
  console.log(open?.state === "in-call" && open.invitation === invitation);
  invitation.on("SessionChanged", ({ change, content }) => {
    if (change === "offer") {
      void invitation.changeSession("answer", content);
    }
  });
  invitation.on("LocalInvitationProgress", ({ code, content }) => console.log(code + 1, content));
  await invitation.changeSession("refusal");
  invitation.on("CallEnded", ({ reason, info }) => console.log(reason, info));
  return invitation;
}

export function mistakes(invitation: LocalInvitation): void {
  // @ts-expect-error there is no such event
  invitation.on("RemoteInvitationAccepted", () => {});
  // @ts-expect-error hold is an offer
  void invitation.changeSession("hold");
  // @ts-expect-error the callee is set when the invitation is made
  invitation.calleeId = "carol";
  // @ts-expect-error the uid is a text
  void client.login({ uid: 17 });
}
