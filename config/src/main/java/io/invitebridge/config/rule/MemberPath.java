package io.invitebridge.config.rule;

import com.fasterxml.jackson.core.JsonPointer;

/** A place in JSON content, written {@code caller.name} or as a pointer {@code /caller/name}. */
public record MemberPath(JsonPointer pointer) {
  public static MemberPath parse(String text) {
    if (text.isEmpty() || text.equals("/")) {
      throw new IllegalArgumentException("The name of a content member is missing.");
    }
    try {
      return new MemberPath(
          JsonPointer.compile(text.startsWith("/") ? text : "/" + text.replace('.', '/')));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("This is not a JSON pointer (RFC 6901).", e);
    }
  }

  @Override
  public String toString() {
    return pointer.toString();
  }
}
