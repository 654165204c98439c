package io.invitebridge.client.internal.facade;

import io.invitebridge.client.RtmMessage;
import io.invitebridge.client.RtmMessageType;
import org.jspecify.annotations.Nullable;

/** A message as a plain object. */
final class PlainMessage extends RtmMessage {
  private final long serverReceivedTs;
  private @Nullable String text;
  private byte @Nullable [] raw;

  PlainMessage(@Nullable String text, byte @Nullable [] raw, long serverReceivedTs) {
    this.text = text;
    this.raw = raw == null ? null : raw.clone();
    this.serverReceivedTs = serverReceivedTs;
  }

  @Override
  public void setText(@Nullable String text) {
    this.text = text;
  }

  @Override
  public String getText() {
    return text == null ? "" : text;
  }

  @Override
  public void setRawMessage(byte @Nullable [] rawMessage) {
    raw = rawMessage == null ? null : rawMessage.clone();
  }

  @Override
  public byte @Nullable [] getRawMessage() {
    return raw == null ? null : raw.clone();
  }

  @Override
  public int getMessageType() {
    if (raw != null) {
      return RtmMessageType.RAW;
    }
    return text == null ? RtmMessageType.UNDEFINED : RtmMessageType.TEXT;
  }

  @Override
  public long getServerReceivedTs() {
    return serverReceivedTs;
  }

  @Override
  public boolean isOfflineMessage() {
    return false;
  }
}
