package io.invitebridge.core.model;

/**
 * Where a media gateway or conference is called: a {@code sip:} or {@code sips:} URI as it goes on
 * the wire, complete and escaped (RFC 3261 section 19.1). At most 512 bytes, no spaces, no
 * controls.
 */
public record GatewayUri(String value) {
  public GatewayUri {
    Rules.utf8AtMost("A gateway URI", value, 512);
    Rules.noControls("A gateway URI", value);
    if (!value.regionMatches(true, 0, "sip:", 0, 4)
        && !value.regionMatches(true, 0, "sips:", 0, 5)) {
      throw new InvalidValueException("A gateway URI must begin with sip: or sips: .");
    }
    if (value.indexOf(' ') >= 0 || value.indexOf('<') >= 0 || value.indexOf('>') >= 0) {
      throw new InvalidValueException("A gateway URI must not contain spaces or < > .");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
