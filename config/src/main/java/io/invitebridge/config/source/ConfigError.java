package io.invitebridge.config.source;

/**
 * One mistake, or one piece of advice, about a configuration text.
 *
 * @param file the name that the text was loaded under
 * @param at where the mistake stands
 * @param message what is wrong, what was expected and, where a spelling is near, what may have been
 *     meant; never a secret
 */
public record ConfigError(String file, Position at, String message) {
  /** {@code file:line:column: message}, the form that editors and terminals make clickable. */
  @Override
  public String toString() {
    return file + ":" + at + ": " + message;
  }
}
