package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.LocalInvitation;
import org.jspecify.annotations.Nullable;

/**
 * The caller's view. The app writes what it sends along, the loop thread everything else but the
 * shown state, which changes on the callback thread.
 */
final class LocalCall implements LocalInvitation {
  private final CallDesk desk;
  private final String id;
  private final String calleeId;
  private volatile @Nullable String content;
  private volatile @Nullable String channelId;
  private volatile int deliverySeconds;
  private volatile int ringSeconds;
  private volatile @Nullable String data;
  private volatile @Nullable String response;
  private volatile String endReason = "";
  private volatile String endInfo = "";
  private volatile int shownState = LocalState.IDLE.number();
  private LocalState state = LocalState.IDLE;

  LocalCall(CallDesk desk, String id, String calleeId) {
    this.desk = desk;
    this.id = id;
    this.calleeId = calleeId;
  }

  boolean belongsTo(CallDesk someDesk) {
    return desk == someDesk;
  }

  /** The state as the machine has it. Loop thread. */
  LocalState state() {
    return state;
  }

  void state(LocalState next) {
    state = next;
  }

  /** Lets the app see a state, on its own thread. */
  void show(LocalState visible) {
    shownState = visible.number();
  }

  void answer(@Nullable String text) {
    response = text;
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
  public void setDeliverySeconds(int seconds) {
    deliverySeconds = seconds;
  }

  @Override
  public int getDeliverySeconds() {
    return deliverySeconds;
  }

  @Override
  public void setRingSeconds(int seconds) {
    ringSeconds = seconds;
  }

  @Override
  public int getRingSeconds() {
    return ringSeconds;
  }

  @Override
  public void setData(@Nullable String data) {
    this.data = data;
  }

  @Override
  public @Nullable String getData() {
    return data;
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
    return "LocalInvitation{" + id + ", " + "state " + shownState + "}";
  }
}
