package io.invitebridge.app.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that can be asked, found by method and path. Immutable. */
final class Operations {
  private final List<Operation> all;

  Operations(List<Operation> all) {
    this.all = List.copyOf(all);
    long different = all.stream().map(o -> o.method() + " " + o.path()).distinct().count();
    if (different != all.size()) {
      throw new IllegalArgumentException("Two operations have one method and path.");
    }
  }

  /** What became of the search. */
  sealed interface Found {
    record Match(Operation operation, Map<String, String> values) implements Found {}

    record WrongMethod(String allow) implements Found {}

    record Nothing() implements Found {}
  }

  /**
   * @param rawPath as it came, percent signs included
   */
  Found find(String method, String rawPath) {
    List<String> segments = Operation.segments(rawPath).stream().map(Operations::decoded).toList();
    TreeSet<String> allowed = new TreeSet<>();
    for (Operation operation : all) {
      Optional<Map<String, String>> values = operation.match(segments);
      if (values.isPresent() && operation.takes(method)) {
        return new Found.Match(operation, values.get());
      }
      if (values.isPresent()) {
        allowed.add(operation.method());
        if (operation.method().equals("GET")) {
          allowed.add("HEAD");
        }
      }
    }
    return allowed.isEmpty()
        ? new Found.Nothing()
        : new Found.WrongMethod(String.join(", ", allowed));
  }

  /** The parameters of a query, each once and known to the operation. */
  static Map<String, String> query(Operation operation, Optional<String> rawQuery) {
    Map<String, String> query = new LinkedHashMap<>();
    Stream<String> pairs = rawQuery.stream().flatMap(text -> Stream.of(text.split("&")));
    pairs
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              int equals = pair.indexOf('=');
              String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
              String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
              if (!operation.parameters().contains(name)) {
                throw ComplaintException.badRequest(unknown(operation, name));
              }
              if (query.put(name, value) != null) {
                throw ComplaintException.badRequest(
                    "The parameter " + name + " is given more than once.");
              }
            });
    return query;
  }

  /** What there is, for people who look around and for the answer to an unknown path. */
  ObjectNode listing() {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode list = page.putArray("operations");
    all.forEach(operation -> list.add(operation.method() + " " + operation.path()));
    return page;
  }

  private static String unknown(Operation operation, String name) {
    String known =
        operation.parameters().isEmpty()
            ? "it takes none"
            : operation.parameters().stream().collect(Collectors.joining(", ", "known are ", ""));
    return "There is no parameter \"" + name + "\" of " + operation.path() + "; " + known + ".";
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ComplaintException.badRequest("The address has a percent sign without two hex digits.");
    }
  }
}
