package io.invitebridge.core.model;

import java.nio.charset.StandardCharsets;

/** The checks that the values of this package share. */
final class Rules {
  private Rules() {}

  static void notEmpty(String what, String value) {
    if (value.isEmpty()) {
      throw new InvalidValueException(what + " must not be empty.");
    }
  }

  static void utf8AtMost(String what, String value, int bytes) {
    if (value.length() > bytes || utf8Length(value) > bytes) {
      throw new InvalidValueException(what + " must be at most " + bytes + " bytes of UTF-8.");
    }
  }

  static void noControls(String what, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new InvalidValueException(what + " must not contain control characters.");
      }
    }
  }

  static void onlyFrom(String what, String value, String extra) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && extra.indexOf(c) < 0) {
        throw new InvalidValueException(
            what + " may contain only letters a-z A-Z, digits and " + extra + " .");
      }
    }
  }

  private static int utf8Length(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }
}
