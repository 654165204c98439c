package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.LocalInvitation;
import org.jspecify.annotations.Nullable;

/** The caller's view. The app writes content and channel id, the loop thread everything else. */
final class LocalCall implements LocalInvitation {
  private final CallDesk desk;
  private final String id;
  private final String calleeId;
  private volatile @Nullable String content;
  private volatile @Nullable String channelId;
  private volatile @Nullable String response;
  private volatile String endReason = "";
  private volatile LocalState state = LocalState.IDLE;

  LocalCall(CallDesk desk, String id, String calleeId) {
    this.desk = desk;
    this.id = id;
    this.calleeId = calleeId;
  }

  boolean belongsTo(CallDesk someDesk) {
    return desk == someDesk;
  }

  LocalState state() {
    return state;
  }

  void state(LocalState next) {
    state = next;
  }

  void answer(@Nullable String text) {
    response = text;
  }

  void endReason(String reason) {
    endReason = reason;
  }

  @Override
  public String getInvitationId() {
    return id;
  }

  @Override
  public String getCalleeId() {
    return calleeId;
  }

  @Override
  public void setContent(@Nullable String content) {
    this.content = content;
  }

  @Override
  public @Nullable String getContent() {
    return content;
  }

  @Override
  public void setChannelId(@Nullable String channelId) {
    this.channelId = channelId;
  }

  @Override
  public @Nullable String getChannelId() {
    return channelId;
  }

  @Override
  public @Nullable String getResponse() {
    return response;
  }

  @Override
  public String getEndReason() {
    return endReason;
  }

  @Override
  public int getState() {
    return state.number();
  }

  @Override
  public String toString() {
    return "LocalInvitation{" + id + ", " + state + "}";
  }
}
