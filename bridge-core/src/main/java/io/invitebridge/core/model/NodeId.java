package io.invitebridge.core.model;

/**
 * Names the node that owns an invitation. It is written into everything that comes back to us, so
 * that any node can hand a message to its owner without a lookup. 1 to 8 letters or digits.
 */
public record NodeId(String value) {
  public NodeId {
    Rules.notEmpty("A node id", value);
    Rules.utf8AtMost("A node id", value, 8);
    Rules.onlyFrom("A node id", value, "");
  }

  @Override
  public String toString() {
    return value;
  }
}
