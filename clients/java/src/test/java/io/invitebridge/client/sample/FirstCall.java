package io.invitebridge.client.sample;

import io.invitebridge.client.*;

/** Accepts whoever calls, and calls. Arguments: address, app id, own user id, user id to call. */
public final class FirstCall extends RtmCallEventAdapter {
  private final RtmCallManager calls;

  FirstCall(String url, String appId, String me, String callee) {
    RtmClient client = RtmClient.createInstance(url, appId, null);
    calls = client.getRtmCallManager();
    calls.setEventListener(this);
    client.login(
        null, // a token, if the bridge asks for one
        me,
        new ResultCallback<Void>() {
          @Override
          public void onSuccess(Void nothing) {
            LocalInvitation invitation = calls.createLocalInvitation(callee);
            invitation.setContent("hello");
            calls.sendLocalInvitation(invitation, null);
          }

          @Override
          public void onFailure(ErrorInfo error) {
            System.out.println("no login: " + error);
          }
        });
  }

  @Override
  public void onLocalInvitationAccepted(LocalInvitation invitation, String response) {
    System.out.println("accepted: now join the media channel");
  }

  @Override
  public void onLocalInvitationFailure(LocalInvitation invitation, int errorCode) {
    System.out.println("failed: " + errorCode + " " + invitation.getEndReason());
  }

  @Override
  public void onRemoteInvitationReceived(RemoteInvitation invitation) {
    System.out.println(invitation.getCallerId() + " calls");
    calls.acceptRemoteInvitation(invitation, null);
  }

  public static void main(String[] args) throws InterruptedException {
    new FirstCall(args[0], args[1], args[2], args[3]);
    Thread.currentThread().join(); // the library's threads do not keep the process alive
  }
}
