package io.invitebridge.client;

/**
 * An attribute of a message channel. The bridge carries calls and has no message channels; this
 * type is here so that apps that name it compile.
 */
public class RtmChannelAttribute {
  private String key = "";
  private String value = "";

  /** An attribute without key and value. */
  public RtmChannelAttribute() {}

  /** An attribute. */
  public RtmChannelAttribute(String key, String value) {
    this.key = key;
    this.value = value;
  }

  /** The key. */
  public String getKey() {
    return key;
  }

  /** Sets the key. */
  public void setKey(String key) {
    this.key = key;
  }

  /** The value. */
  public String getValue() {
    return value;
  }

  /** Sets the value. */
  public void setValue(String value) {
    this.value = value;
  }
}
