package io.invitebridge.core.model;

/**
 * What an app sends along with its invitation for the callee's app, beside the content that users
 * may see: an extension of RTM 1.x. At most 2,048 bytes of UTF-8, so that together with a full
 * content it fits into a frame. Only app networks that know it carry it. Private to the users, as
 * {@link Content} is.
 */
public record CustomData(String value) {
  public static final int MAX_BYTES = 2 * 1024;

  public static final CustomData NONE = new CustomData("");

  public CustomData {
    Rules.utf8AtMost("Custom data", value, MAX_BYTES);
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return "custom data of " + value.length() + " characters";
  }
}
