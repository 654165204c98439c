package io.invitebridge.config.shape;

import io.invitebridge.config.source.YamlNode;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of value.
 *
 * @param <T> what the value becomes
 */
public interface Shape<T> {
  /** The value, or empty after at least one problem was reported. */
  Optional<T> read(YamlNode node, Reading reading);

  /** The same in JSON Schema (draft 2020-12), made of maps, lists, text, numbers and booleans. */
  Map<String, Object> schema();

  /** The same in words, to follow "expected": "a duration such as 500ms, 45s, 2m or 24h". */
  String expected();

  /** The section that the value is, or is made of; for the reference. */
  default Optional<Section<?>> section() {
    return Optional.empty();
  }

  /**
   * Whether only certain texts are values, so that a default in words ("none") cannot be mistaken
   * for one.
   */
  default boolean isClosed() {
    return false;
  }
}
