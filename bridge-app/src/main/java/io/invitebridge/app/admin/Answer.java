package io.invitebridge.app.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the client gets.
 *
 * @param status an HTTP status
 * @param type the media type of the body
 * @param headers further ones
 * @param note what was done, in words for the audit log; empty for what only reads
 */
public record Answer(
    int status, String type, String body, Map<String, String> headers, String note) {
  private static final String JSON = "application/json";

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer json(int status, JsonNode body) {
    return new Answer(status, JSON, body.toPrettyString() + "\n", Map.of(), "");
  }

  public static Answer text(int status, String body) {
    return new Answer(status, "text/plain; charset=utf-8", body, Map.of(), "");
  }

  /** In Prometheus' text format. */
  public static Answer metrics(String body) {
    return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", body, Map.of(), "");
  }

  /** An error in a sentence, as {@code {"error": ...}}. */
  public static Answer error(int status, String sentence) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", sentence);
    return json(status, body);
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, type, body, more, note);
  }

  /** The same, and the audit log says this. */
  public Answer noting(String what) {
    return new Answer(status, type, body, headers, what);
  }
}
