package io.invitebridge.config.model;

/** A text that must not be seen: {@link #toString} hides it, so that no log line can show it. */
public record Secret(String value) {
  public Secret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A secret must not be empty.");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
