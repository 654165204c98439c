package io.invitebridge.legacy.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A mailbox line as a client sees it.
 *
 * @param body the text of an instant message, or the call's body as JSON
 */
public record Heard(long number, String from, String kind, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A member of a call's body. */
  public String of(String member) {
    try {
      return JSON.readTree(body).path(member).asText();
    } catch (JsonProcessingException broken) {
      throw new AssertionError("The server sent no JSON: " + body, broken);
    }
  }
}
