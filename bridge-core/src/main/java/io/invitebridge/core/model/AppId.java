package io.invitebridge.core.model;

/**
 * The tenant that app users belong to. The vendor's ids are 32 hex digits; we take 1 to 64 of a-z
 * A-Z 0-9 _ and -.
 */
public record AppId(String value) {
  public AppId {
    Rules.notEmpty("An app id", value);
    Rules.utf8AtMost("An app id", value, 64);
    Rules.onlyFrom("An app id", value, "_-");
  }

  @Override
  public String toString() {
    return value;
  }
}
