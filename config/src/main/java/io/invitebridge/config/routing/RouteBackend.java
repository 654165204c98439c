package io.invitebridge.config.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.config.rule.Ask;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks apps' backends for routes. Called on an invitation's lane or on a thread of its own; must
 * not block. The answer comes once, at once or later, from any thread.
 */
@FunctionalInterface
public interface RouteBackend {
  /** Asks nobody. */
  RouteBackend NONE = (ask, question, read, answer) -> answer.accept(Optional.empty());

  /**
   * @param question what differs from call to call; the members of docs/dynamic-routing.md
   * @param read makes an answer of JSON; throws {@link
   *     io.invitebridge.core.model.InvalidValueException} with a sentence when it is a bad one
   * @param answer empty when there is no good one
   */
  void ask(
      Ask ask,
      ObjectNode question,
      Function<JsonNode, BackendAnswer> read,
      Consumer<Optional<BackendAnswer>> answer);
}
