package io.invitebridge.core.model;

/**
 * The bridge's own name of one invitation: {@code node-unique}, for example {@code n1-4k2c8…}. It
 * is made by the bridge, is not guessable, and appears in every log line about the invitation. At
 * most 64 letters, digits and hyphens.
 */
public record InvitationId(String value) {
  public InvitationId {
    Rules.notEmpty("An invitation id", value);
    Rules.utf8AtMost("An invitation id", value, 64);
    Rules.onlyFrom("An invitation id", value, "-");
    if (value.indexOf('-') < 1) {
      throw new InvalidValueException("An invitation id must begin with its node id and a hyphen.");
    }
  }

  public static InvitationId of(NodeId node, String unique) {
    return new InvitationId(node.value() + "-" + unique);
  }

  /** The node that owns the invitation. */
  public NodeId node() {
    return new NodeId(value.substring(0, value.indexOf('-')));
  }

  @Override
  public String toString() {
    return value;
  }
}
