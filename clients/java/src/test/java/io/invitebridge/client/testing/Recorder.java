package io.invitebridge.client.testing;

import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.RtmClientListener;
import io.invitebridge.client.RtmMessage;
import java.util.List;
import java.util.Map;

/** Writes down what the app hears, with the invitation's state at that moment. */
public final class Recorder implements RtmCallEventListener, RtmCallListener, RtmClientListener {
  private final List<String> heard;
  private RemoteInvitation lastRemote;
  private RtmMessage lastMessage;

  /** A recorder into a list. */
  public Recorder(List<String> heard) {
    this.heard = heard;
  }

  /** The invitation that arrived last. */
  public RemoteInvitation lastRemote() {
    return lastRemote;
  }

  /** The message that arrived last. */
  public RtmMessage lastMessage() {
    return lastMessage;
  }

  /** A callback that writes down its result. */
  public <T> ResultCallback<T> result(String name) {
    return new ResultCallback<>() {
      @Override
      public void onSuccess(T value) {
        heard.add(name + " ok" + (value == null ? "" : " " + value));
      }

      @Override
      public void onFailure(ErrorInfo errorInfo) {
        heard.add(name + " error " + errorInfo.getErrorCode());
      }
    };
  }

  @Override
  public void onLocalInvitationReceivedByPeer(LocalInvitation local) {
    heard.add("receivedByPeer state " + local.getState());
  }

  @Override
  public void onLocalInvitationAccepted(LocalInvitation local, String response) {
    heard.add("accepted '" + response + "' state " + local.getState());
  }

  @Override
  public void onLocalInvitationRefused(LocalInvitation local, String response) {
    heard.add("refused '" + response + "' state " + local.getState());
  }

  @Override
  public void onLocalInvitationCanceled(LocalInvitation local) {
    heard.add("canceled state " + local.getState());
  }

  @Override
  public void onLocalInvitationFailure(LocalInvitation local, int errorCode) {
    heard.add("failure " + errorCode + " state " + local.getState());
  }

  @Override
  public void onRemoteInvitationReceived(RemoteInvitation remote) {
    lastRemote = remote;
    heard.add("remote from " + remote.getCallerId() + " state " + remote.getState());
  }

  @Override
  public void onRemoteInvitationAccepted(RemoteInvitation remote) {
    heard.add("remote accepted state " + remote.getState());
  }

  @Override
  public void onRemoteInvitationRefused(RemoteInvitation remote) {
    heard.add("remote refused state " + remote.getState());
  }

  @Override
  public void onRemoteInvitationCanceled(RemoteInvitation remote) {
    heard.add("remote canceled state " + remote.getState());
  }

  @Override
  public void onRemoteInvitationFailure(RemoteInvitation remote, int errorCode) {
    heard.add("remote failure " + errorCode + " state " + remote.getState());
  }

  @Override
  public void onCallEnded(CallInvitation invitation, String reason, String info) {
    heard.add("call ended " + reason + " '" + info + "' state " + invitation.getState());
  }

  @Override
  public void onSessionChanged(CallInvitation invitation, String change, String content) {
    heard.add("session " + change + " '" + content + "' state " + invitation.getState());
  }

  @Override
  public void onLocalInvitationProgress(LocalInvitation local, int code, String content) {
    heard.add("progress " + code + " '" + content + "' state " + local.getState());
  }

  @Override
  public void onConnectionStateChanged(int state, int reason) {
    heard.add("connection " + state + " because " + reason);
  }

  @Override
  public void onMessageReceived(RtmMessage message, String peerId) {
    lastMessage = message;
    heard.add("message from " + peerId + " '" + message.getText() + "'");
  }

  @Override
  public void onTokenExpired() {
    heard.add("token expired");
  }

  @Override
  public void onPeersOnlineStatusChanged(Map<String, Integer> status) {
    heard.add("presence " + status);
  }
}
