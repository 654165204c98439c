package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RemoteInvitation;
import org.jspecify.annotations.Nullable;

/**
 * The callee's view. The app writes the response, the loop thread everything else but the shown
 * state, which changes on the callback thread.
 */
final class RemoteCall implements RemoteInvitation {
  private final CallDesk desk;
  private final String id;
  private final String callerId;
  private final @Nullable String callerName;
  private final @Nullable String content;
  private final @Nullable String channelId;
  private final @Nullable String data;
  private volatile @Nullable String response;
  private volatile String endReason = "";
  private volatile String endInfo = "";
  private volatile int shownState = RemoteState.RECEIVED.number();
  private RemoteState state = RemoteState.RECEIVED;

  RemoteCall(
      CallDesk desk,
      String id,
      String callerId,
      @Nullable String callerName,
      @Nullable String content,
      @Nullable String channelId,
      @Nullable String data) {
    this.desk = desk;
    this.id = id;
    this.callerId = callerId;
    this.callerName = callerName;
    this.content = content;
    this.channelId = channelId;
    this.data = data;
  }

  boolean belongsTo(CallDesk someDesk) {
    return desk == someDesk;
  }

  /** The state as the machine has it. Loop thread. */
  RemoteState state() {
    return state;
  }

  void state(RemoteState next) {
    state = next;
  }

  /** Lets the app see a state, on its own thread. */
  void show(RemoteState visible) {
    shownState = visible.number();
  }

  void ended(String reason, String info) {
    endReason = reason;
    endInfo = info;
  }

  @Override
  public String getInvitationId() {
    return id;
  }

  @Override
  public String getCallerId() {
    return callerId;
  }

  @Override
  public @Nullable String getCallerName() {
    return callerName;
  }

  @Override
  public @Nullable String getContent() {
    return content;
  }

  @Override
  public @Nullable String getData() {
    return data;
  }

  @Override
  public @Nullable String getChannelId() {
    return channelId;
  }

  @Override
  public void setResponse(@Nullable String response) {
    this.response = response;
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
  public String getEndInfo() {
    return endInfo;
  }

  @Override
  public int getState() {
    return shownState;
  }

  @Override
  public String toString() {
    return "RemoteInvitation{" + id + ", " + "state " + shownState + "}";
  }
}
