package io.invitebridge.core.model;

/**
 * The user part of a SIP URI, percent-decoded (RFC 3261 section 19.1.2): an extension, a number or
 * a name. At most 128 bytes of UTF-8, no controls; empty stands for a URI without a user part.
 */
public record SipUser(String value) {
  public SipUser {
    Rules.utf8AtMost("A SIP user", value, 128);
    Rules.noControls("A SIP user", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
