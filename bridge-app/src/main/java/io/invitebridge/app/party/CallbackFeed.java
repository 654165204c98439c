package io.invitebridge.app.party;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.RtmClientListener;
import io.invitebridge.client.RtmMessage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the library's three listeners into one stream of callbacks, in their order. */
final class CallbackFeed implements RtmClientListener, RtmCallEventListener, RtmCallListener {
  private final Consumer<AppCallback> heard;

  CallbackFeed(Consumer<AppCallback> heard) {
    this.heard = heard;
  }

  @Override
  public void onLocalInvitationReceivedByPeer(LocalInvitation invitation) {
    local(Kind.LOCAL_RECEIVED_BY_PEER, invitation, Map.of());
  }

  @Override
  public void onLocalInvitationAccepted(LocalInvitation invitation, @Nullable String response) {
    local(Kind.LOCAL_ACCEPTED, invitation, fields("response", response));
  }

  @Override
  public void onLocalInvitationRefused(LocalInvitation invitation, @Nullable String response) {
    local(Kind.LOCAL_REFUSED, invitation, fields("response", response));
  }

  @Override
  public void onLocalInvitationCanceled(LocalInvitation invitation) {
    local(Kind.LOCAL_CANCELED, invitation, Map.of());
  }

  @Override
  public void onLocalInvitationFailure(LocalInvitation invitation, int errorCode) {
    Map<String, String> fields = fields("response", invitation.getResponse());
    fields.put("error", StatusNames.localError(errorCode));
    local(Kind.LOCAL_FAILURE, invitation, fields);
  }

  @Override
  public void onRemoteInvitationReceived(RemoteInvitation invitation) {
    Map<String, String> fields = fields("content", invitation.getContent());
    fields.putAll(fields("channel", invitation.getChannelId()));
    fields.putAll(fields("callerName", invitation.getCallerName()));
    remote(Kind.REMOTE_RECEIVED, invitation, fields);
  }

  @Override
  public void onRemoteInvitationAccepted(RemoteInvitation invitation) {
    remote(Kind.REMOTE_ACCEPTED, invitation, Map.of());
  }

  @Override
  public void onRemoteInvitationRefused(RemoteInvitation invitation) {
    remote(Kind.REMOTE_REFUSED, invitation, Map.of());
  }

  @Override
  public void onRemoteInvitationCanceled(RemoteInvitation invitation) {
    remote(Kind.REMOTE_CANCELED, invitation, Map.of());
  }

  @Override
  public void onRemoteInvitationFailure(RemoteInvitation invitation, int errorCode) {
    remote(Kind.REMOTE_FAILURE, invitation, Map.of("error", StatusNames.remoteError(errorCode)));
  }

  @Override
  public void onCallEnded(CallInvitation invitation, String reason, String info) {
    Map<String, String> fields = fields("reason", reason);
    fields.putAll(fields("info", info));
    tell(Kind.CALL_ENDED, peer(invitation), Optional.of(invitation), fields);
  }

  @Override
  public void onSessionChanged(CallInvitation invitation, String change, String content) {
    Map<String, String> fields = fields("change", change);
    fields.putAll(fields("content", content));
    tell(Kind.SESSION_CHANGED, peer(invitation), Optional.of(invitation), fields);
  }

  @Override
  public void onLocalInvitationProgress(LocalInvitation invitation, int code, String content) {
    Map<String, String> fields = fields("code", Integer.toString(code));
    fields.putAll(fields("content", content));
    local(Kind.LOCAL_PROGRESS, invitation, fields);
  }

  @Override
  public void onConnectionStateChanged(int state, int reason) {
    tell(
        Kind.CONNECTION,
        "",
        Optional.empty(),
        Map.of(
            "state",
            StatusNames.connectionState(state),
            "reason",
            StatusNames.connectionReason(reason)));
  }

  @Override
  public void onMessageReceived(RtmMessage message, String peerId) {
    tell(Kind.MESSAGE, peerId, Optional.empty(), fields("text", message.getText()));
  }

  @Override
  public void onTokenExpired() {
    tell(Kind.TOKEN_EXPIRED, "", Optional.empty(), Map.of());
  }

  @Override
  public void onTokenPrivilegeWillExpire() {
    tell(Kind.TOKEN_WILL_EXPIRE, "", Optional.empty(), Map.of());
  }

  @Override
  public void onPeersOnlineStatusChanged(Map<String, Integer> peersStatus) {
    Map<String, String> fields = new TreeMap<>();
    peersStatus.forEach((user, state) -> fields.put(user, StatusNames.peerState(state)));
    tell(Kind.PEERS_ONLINE, "", Optional.empty(), fields);
  }

  void requestFailed(CallInvitation invitation, String what, int code, String words) {
    Map<String, String> fields = fields("why", words);
    fields.put("request", what);
    fields.put("error", StatusNames.apiError(code));
    tell(Kind.REQUEST_FAILED, peer(invitation), Optional.of(invitation), fields);
  }

  private void local(Kind kind, LocalInvitation invitation, Map<String, String> fields) {
    tell(kind, invitation.getCalleeId(), Optional.of(invitation), ended(invitation, fields));
  }

  private void remote(Kind kind, RemoteInvitation invitation, Map<String, String> fields) {
    tell(kind, invitation.getCallerId(), Optional.of(invitation), ended(invitation, fields));
  }

  private static Map<String, String> ended(CallInvitation invitation, Map<String, String> fields) {
    Map<String, String> all = fields("reason", invitation.getEndReason());
    all.putAll(fields);
    return all;
  }

  private void tell(
      Kind kind, String peer, Optional<CallInvitation> invitation, Map<String, String> fields) {
    heard.accept(new AppCallback(kind, peer, invitation, fields));
  }

  private static String peer(CallInvitation invitation) {
    return invitation instanceof RemoteInvitation remote
        ? remote.getCallerId()
        : ((LocalInvitation) invitation).getCalleeId();
  }

  /** A map with this field, or an empty one when there is nothing to say. */
  private static Map<String, String> fields(String name, @Nullable String value) {
    Map<String, String> fields = new TreeMap<>();
    if (value != null && !value.isEmpty()) {
      fields.put(name, value);
    }
    return fields;
  }
}
