package io.invitebridge.app.admin;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be asked of the bridge over HTTP.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path segments in braces stand for any text: {@code /calls/{id}}
 * @param parameters those of the query; others are refused
 * @param handler called on an admin thread; throws {@link ComplaintException} for what is the
 *     client's fault
 */
public record Operation(
    String method, String path, Access access, List<String> parameters, Handler handler) {

  /** Who may. */
  public enum Access {
    /** Whoever reaches the listener: probes of load balancers cannot send a token. */
    OPEN,
    /** Who has one of the tokens. */
    READ,
    /** Who has the token of operators. Audited. */
    CHANGE
  }

  /** Answers requests. */
  @FunctionalInterface
  public interface Handler {
    Answer answer(Request request);
  }

  public Operation {
    parameters = List.copyOf(parameters);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("A path begins with a slash.");
    }
    if (method.equals("GET") == (access == Access.CHANGE)) {
      throw new IllegalArgumentException("GET, and nothing else, changes nothing.");
    }
  }

  /** A page for everybody. */
  public static Operation open(String path, Handler handler) {
    return new Operation("GET", path, Access.OPEN, List.of(), handler);
  }

  /** A page for those who may look. */
  public static Operation read(String path, Handler handler, String... parameters) {
    return new Operation("GET", path, Access.READ, List.of(parameters), handler);
  }

  /** Something for those who may change things. */
  public static Operation change(String method, String path, Handler handler) {
    return new Operation(method, path, Access.CHANGE, List.of(), handler);
  }

  /** HEAD is GET without a body. */
  boolean takes(String asked) {
    return method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
  }

  /**
   * What stands at the names in braces; empty when the path is another one.
   *
   * @param segments of the path, decoded
   */
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> mine = segments(path);
    if (mine.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < mine.size(); i++) {
      String segment = mine.get(i);
      if (segment.startsWith("{")) {
        values.put(segment.substring(1, segment.length() - 1), segments.get(i));
      } else if (!segment.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }
}
