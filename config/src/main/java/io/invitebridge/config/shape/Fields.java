package io.invitebridge.config.shape;

import io.invitebridge.config.source.Position;
import java.util.Map;
import java.util.Optional;

/** What was read of one section; each key's value has the type of the key. */
public final class Fields {
  /** A value and the place where it stands. */
  record Placed(Object value, Position at) {}

  private final Position at;
  private final Map<String, Placed> values;
  private final Reading reading;

  Fields(Position at, Map<String, Placed> values, Reading reading) {
    this.at = at;
    this.values = values;
    this.reading = reading;
  }

  /** The value of a required key. */
  public <T> T require(Key<T> key) {
    return get(key)
        .orElseThrow(
            () -> new IllegalStateException("The key " + key.name() + " is not required."));
  }

  public <T> T get(Key<T> key, T fallback) {
    return get(key).orElse(fallback);
  }

  // Section put the value there by the same key's shape.
  @SuppressWarnings("unchecked")
  public <T> Optional<T> get(Key<T> key) {
    Placed placed = values.get(key.name());
    return placed == null ? Optional.empty() : Optional.of((T) placed.value());
  }

  public boolean has(Key<?> key) {
    return values.containsKey(key.name());
  }

  /** Where the section begins. */
  public Position at() {
    return at;
  }

  /** Where the key's value begins; the section's own place when the key was left out. */
  public Position at(Key<?> key) {
    Placed placed = values.get(key.name());
    return placed == null ? at : placed.at();
  }

  public void problem(Key<?> key, String message) {
    reading.problem(at(key), message);
  }

  public Reading reading() {
    return reading;
  }
}
