package io.invitebridge.core.model;

/**
 * The IP address that a request came from, as a literal without brackets: {@code 192.0.2.7}, {@code
 * 2001:db8::1}. At most 45 characters.
 */
public record SourceAddress(String value) {
  public SourceAddress {
    Rules.notEmpty("An IP address", value);
    Rules.utf8AtMost("An IP address", value, 45);
    for (int i = 0; i < value.length(); i++) {
      if ("0123456789abcdefABCDEF:.".indexOf(value.charAt(i)) < 0) {
        throw new InvalidValueException("An IP address has only hexadecimal digits, : and .");
      }
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
