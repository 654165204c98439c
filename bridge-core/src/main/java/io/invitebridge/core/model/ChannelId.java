package io.invitebridge.core.model;

/** The channel both parties are to join. 1 to 64 bytes of UTF-8 (RTM 1.x limit), no controls. */
public record ChannelId(String value) {
  public ChannelId {
    Rules.notEmpty("A channel id", value);
    Rules.utf8AtMost("A channel id", value, 64);
    Rules.noControls("A channel id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
