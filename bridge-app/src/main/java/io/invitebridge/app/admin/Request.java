package io.invitebridge.app.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that an operation takes.
 *
 * @param values what stands in the path where the operation has a name in braces
 * @param query the parameters, each one that the operation knows
 * @param body as text; empty when there is none
 */
public record Request(Map<String, String> values, Map<String, String> query, String body) {
  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public Request {
    values = Map.copyOf(values);
    query = Map.copyOf(query);
  }

  /** What stands in the path for a name in braces. */
  public String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("The operation's path has no {" + name + "}.");
    }
    return value;
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /** A parameter that is a whole number between these two. */
  public OptionalInt number(String name, int least, int most) {
    Optional<String> text = parameter(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("\\d{1,9}")
        || Integer.parseInt(text.get()) < least
        || Integer.parseInt(text.get()) > most) {
      throw ComplaintException.badRequest(
          "The parameter " + name + " must be a number from " + least + " to " + most + ".");
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  /**
   * The body as a JSON object with no other members than these.
   *
   * @throws ComplaintException when it is something else
   */
  public ObjectNode json(List<String> members) {
    JsonNode node;
    try {
      node = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw ComplaintException.badRequest("The body is not JSON: " + e.getOriginalMessage() + ".");
    }
    if (!(node instanceof ObjectNode object)) {
      throw ComplaintException.badRequest("The body must be a JSON object.");
    }
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!members.contains(name)) {
                throw ComplaintException.badRequest(
                    "The body has an unknown member \""
                        + name
                        + "\"; known are "
                        + String.join(", ", members)
                        + ".");
              }
            });
    return object;
  }
}
