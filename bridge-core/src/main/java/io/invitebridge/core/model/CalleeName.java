package io.invitebridge.core.model;

/**
 * Whom the caller asked for, before a route says who that is: an RTM callee id, the user part of a
 * SIP Request-URI (percent-decoded), or a legacy account. 1 to 128 bytes of UTF-8, no controls.
 */
public record CalleeName(String value) {
  public CalleeName {
    Rules.notEmpty("A callee name", value);
    Rules.utf8AtMost("A callee name", value, 128);
    Rules.noControls("A callee name", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
