package io.invitebridge.core.model;

/**
 * The free text that travels with an invitation, an answer or a hang-up: RTM's content and
 * response. At most 8,192 bytes of UTF-8 (RTM 1.x limit). Its text is private to the users: {@link
 * #toString} gives only the length, so that it cannot reach a log by accident.
 */
public record Content(String value) {
  /** RTM 1.x: content and response are at most 8 KB. */
  public static final int MAX_BYTES = 8 * 1024;

  public static final Content EMPTY = new Content("");

  public Content {
    Rules.utf8AtMost("Content", value, MAX_BYTES);
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return "content of " + value.length() + " characters";
  }
}
