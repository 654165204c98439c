package io.invitebridge.config.shape;

import java.util.Optional;

/**
 * One key of a section.
 *
 * @param name as written in YAML
 * @param shape its value
 * @param meaning what it is for, one or two sentences; shown by editors and in the reference
 * @param fallback what holds when it is left out, in words; empty for nothing
 * @param required whether it must be given
 * @param standard the same default as YAML, where the words alone do not say it
 */
public record Key<T>(
    String name,
    Shape<T> shape,
    String meaning,
    String fallback,
    boolean required,
    Optional<String> standard) {

  /** A key that must be given. */
  public static <T> Key<T> required(String name, Shape<T> shape, String meaning) {
    return new Key<>(name, shape, meaning, "", true, Optional.empty());
  }

  /** A key that may be left out. */
  public static <T> Key<T> optional(String name, Shape<T> shape, String meaning, String fallback) {
    return new Key<>(name, shape, meaning, fallback, false, Optional.empty());
  }

  /** The same, whose default is this YAML. */
  public Key<T> standing(String yaml) {
    return new Key<>(name, shape, meaning, fallback, required, Optional.of(yaml));
  }
}
