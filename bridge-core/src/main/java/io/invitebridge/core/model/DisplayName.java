package io.invitebridge.core.model;

/** A caller's name for people to read. 1 to 128 bytes of UTF-8, no controls (so no line breaks). */
public record DisplayName(String value) {
  public DisplayName {
    Rules.notEmpty("A display name", value);
    Rules.utf8AtMost("A display name", value, 128);
    Rules.noControls("A display name", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
