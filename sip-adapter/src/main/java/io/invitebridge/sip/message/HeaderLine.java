package io.invitebridge.sip.message;

/** A header that is written as it is; the value must be free of line breaks. */
public record HeaderLine(String name, String value) {
  public HeaderLine {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("A header value must not contain a line break.");
    }
  }
}
