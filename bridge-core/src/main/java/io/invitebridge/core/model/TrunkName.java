package io.invitebridge.core.model;

/** The configuration's name of a SIP peer. 1 to 64 of a-z A-Z 0-9 _ . and -. */
public record TrunkName(String value) {
  public TrunkName {
    Rules.notEmpty("A trunk name", value);
    Rules.utf8AtMost("A trunk name", value, 64);
    Rules.onlyFrom("A trunk name", value, "_.-");
  }

  @Override
  public String toString() {
    return value;
  }
}
