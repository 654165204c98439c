package io.invitebridge.client.sample;

import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallManager;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.RtmClientListener;
import io.invitebridge.client.RtmMessage;

/** Logs in, calls the user that the arguments name, and accepts whoever calls. */
public final class FirstCall implements RtmCallEventListener, RtmClientListener {
  private final RtmCallManager calls;

  FirstCall(String url, String appId, String me, String callee) {
    RtmClient client = RtmClient.createInstance(url, appId, this);
    calls = client.getRtmCallManager();
    calls.setEventListener(this);
    client.login(
        null,
        me,
        new ResultCallback<Void>() {
          @Override
          public void onSuccess(Void nothing) {
            LocalInvitation invitation = calls.createLocalInvitation(callee);
            invitation.setContent("{\"Mode\":0}");
            calls.sendLocalInvitation(invitation, null);
          }

          @Override
          public void onFailure(ErrorInfo error) {
            System.out.println("no login: " + error);
          }
        });
  }

  public static void main(String[] args) throws InterruptedException {
    new FirstCall(args[0], args[1], args[2], args[3]);
    Thread.currentThread().join(); // The library's threads do not keep a process alive.
  }

  public void onLocalInvitationReceivedByPeer(LocalInvitation call) {
    System.out.println("ringing at " + call.getCalleeId());
  }

  public void onLocalInvitationAccepted(LocalInvitation call, String response) {
    System.out.println("accepted: join your media channel now");
  }

  public void onLocalInvitationRefused(LocalInvitation call, String response) {
    System.out.println("refused: " + response);
  }

  public void onLocalInvitationCanceled(LocalInvitation call) {}

  public void onLocalInvitationFailure(LocalInvitation call, int errorCode) {
    System.out.println("failed: " + errorCode);
  }

  public void onRemoteInvitationReceived(RemoteInvitation call) {
    calls.acceptRemoteInvitation(call, null);
  }

  public void onRemoteInvitationAccepted(RemoteInvitation call) {
    System.out.println("in a call with " + call.getCallerId());
  }

  public void onRemoteInvitationRefused(RemoteInvitation call) {}

  public void onRemoteInvitationCanceled(RemoteInvitation call) {}

  public void onRemoteInvitationFailure(RemoteInvitation call, int errorCode) {}

  public void onConnectionStateChanged(int state, int reason) {}

  public void onMessageReceived(RtmMessage message, String peerId) {}

  public void onTokenExpired() {}
}
