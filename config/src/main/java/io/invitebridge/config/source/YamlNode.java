package io.invitebridge.config.source;

import java.util.List;

/**
 * A node of a YAML text. An aliased node appears wherever it is referred to and keeps the position
 * of its anchor.
 */
public sealed interface YamlNode {
  Position at();

  /** How many nodes a walk through this one visits, aliases followed. */
  int size();

  /**
   * Text, a number, a truth value or nothing.
   *
   * @param text the value as written, escapes resolved
   * @param plain true when it was written without quotes, so that {@code true} and {@code null}
   *     mean more than text (YAML 1.2 section 10.3)
   */
  record Scalar(Position at, String text, boolean plain) implements YamlNode {
    @Override
    public int size() {
      return 1;
    }

    public boolean isNull() {
      return plain
          && (text.isEmpty()
              || text.equals("~")
              || text.equals("null")
              || text.equals("Null")
              || text.equals("NULL"));
    }

    public boolean isTruthValue() {
      return plain && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    }
  }

  /** A list. */
  record Sequence(Position at, List<YamlNode> items, int size) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A mapping in the order of the text, without duplicate keys. */
  record Mapping(Position at, List<Entry> entries, int size) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /** A key, which is always text, and its value. */
  record Entry(Scalar key, YamlNode value) {}

  /** What the node is, for messages. */
  default String kind() {
    if (this instanceof Mapping) {
      return "a mapping";
    }
    if (this instanceof Sequence) {
      return "a list";
    }
    Scalar scalar = (Scalar) this;
    if (scalar.isNull()) {
      return "nothing";
    }
    return scalar.isTruthValue() ? scalar.text() : "\"" + Excerpt.of(scalar.text()) + "\"";
  }
}
