package io.invitebridge.core.model;

/**
 * An app user's name, unique within an app. RTM 1.x rules: 1 to 64 bytes of letters, digits, space
 * and {@code !#$%&()+-:;<=.>?@[]^_{}|~,}; not empty, no leading space, and not the word {@code
 * null}.
 */
public record UserId(String value) {
  private static final String PUNCTUATION = " !#$%&()+-:;<=.>?@[]^_{}|~,";

  public UserId {
    Rules.notEmpty("A user id", value);
    Rules.utf8AtMost("A user id", value, 64);
    Rules.onlyFrom("A user id", value, PUNCTUATION);
    if (value.charAt(0) == ' ') {
      throw new InvalidValueException("A user id must not begin with a space.");
    }
    if (value.equals("null")) {
      throw new InvalidValueException("A user id must not be the word null.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
