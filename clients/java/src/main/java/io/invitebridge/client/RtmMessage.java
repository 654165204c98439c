package io.invitebridge.client;

/** A message between two users, at most 32 KB. A plain mutable object; not thread-safe. */
public abstract class RtmMessage {
  /** The text, or the description of raw bytes; null clears it. */
  public abstract void setText(String text);

  /** The text, or the description of raw bytes; never null. */
  public abstract String getText();

  /** Makes it a message of bytes; the array is copied, null clears it. */
  public abstract void setRawMessage(byte[] rawMessage);

  /** A copy of the bytes; null for a message of text. */
  public abstract byte[] getRawMessage();

  /** One of {@link RtmMessageType}. */
  public abstract int getMessageType();

  /** When the bridge took the message, in milliseconds since 1970; 0 for one's own messages. */
  public abstract long getServerReceivedTs();

  /** Whether the message was stored for an absent user: always false, the bridge stores none. */
  public abstract boolean isOfflineMessage();
}
