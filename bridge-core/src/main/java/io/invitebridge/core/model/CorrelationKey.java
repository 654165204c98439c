package io.invitebridge.core.model;

/**
 * A protocol's own name of a leg: a SIP dialog (Call-ID and local tag), an RTM caller's invitation
 * id, a legacy triple. The adapter composes the text and is the only one to read it; it must be
 * unique within its network. 1 to 1,024 characters.
 */
public record CorrelationKey(Network network, String value) {
  public CorrelationKey {
    Rules.notEmpty("A correlation key", value);
    if (value.length() > 1024) {
      throw new InvalidValueException("A correlation key must be at most 1024 characters.");
    }
  }
}
