package io.invitebridge.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes YAML for people: what is short on one line, the rest in blocks. */
final class YamlText {
  private static final int WIDTH = 90;

  /** What needs no quotes anywhere, and whose type is as the reader has found it. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./+~][A-Za-z0-9_./+~@=$-]*([: -][A-Za-z0-9_./+~@=$-]+)*");

  /** Where an entry comes from. */
  enum Kind {
    GIVEN,
    /** Written with a remark. */
    DEFAULT,
    /** It follows from others; written as a comment, since it would not follow them any more. */
    DERIVED
  }

  sealed interface Value {}

  /**
   * @param plain whether it may be written without quotes
   */
  record Scalar(String text, boolean plain) implements Value {}

  record Sequence(List<Value> items) implements Value {}

  record Mapping(List<Entry> entries) implements Value {}

  record Entry(Scalar key, Value value, Kind kind) {}

  private final StringBuilder out = new StringBuilder();

  /** One entry of the document's mapping. */
  void entry(Entry entry) {
    entry(entry, "");
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void entry(Entry entry, String indent) {
    String begin = (entry.kind() == Kind.DERIVED ? "# " : "") + flow(entry.key()) + ":";
    String remark = entry.kind() == Kind.GIVEN ? "" : "  # default";
    String line = begin + " " + flow(entry.value());
    if (isOneLine(entry.value(), indent.length() + line.length())) {
      out.append(line).append(remark).append('\n');
    } else if (entry.value() instanceof Mapping mapping) {
      out.append(begin).append('\n');
      block(mapping.entries(), indent + "  ");
    } else {
      out.append(begin).append('\n');
      for (Value item : ((Sequence) entry.value()).items()) {
        item(item, indent + "  ");
      }
    }
  }

  private void block(List<Entry> entries, String indent) {
    for (Entry inner : entries) {
      out.append(indent);
      entry(inner, indent);
    }
  }

  private void item(Value item, String indent) {
    String line = indent + "- " + flow(item);
    if (item instanceof Mapping mapping && !isOneLine(item, line.length())) {
      String inner = indent + "  ";
      String begin = indent + "- ";
      for (Entry entry : mapping.entries()) {
        out.append(begin);
        entry(entry, inner);
        begin = inner;
      }
    } else {
      // A list within a list is short or content; both may be long on one line.
      out.append(line).append('\n');
    }
  }

  private static boolean isOneLine(Value value, int length) {
    if (value instanceof Scalar) {
      return true;
    }
    if (value instanceof Sequence sequence) {
      return sequence.items().isEmpty() || (length <= WIDTH && !hasRemarks(value));
    }
    return ((Mapping) value).entries().isEmpty() || (length <= WIDTH && !hasRemarks(value));
  }

  private static boolean hasRemarks(Value value) {
    if (value instanceof Sequence sequence) {
      return sequence.items().stream().anyMatch(YamlText::hasRemarks);
    }
    return value instanceof Mapping mapping
        && mapping.entries().stream()
            .anyMatch(entry -> entry.kind() != Kind.GIVEN || hasRemarks(entry.value()));
  }

  private static String flow(Value value) {
    if (value instanceof Sequence sequence) {
      return sequence.items().stream()
          .map(YamlText::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Mapping mapping) {
      return mapping.entries().stream()
          .map(entry -> flow(entry.key()) + ": " + flow(entry.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    Scalar scalar = (Scalar) value;
    if (scalar.plain() && scalar.text().isEmpty()) {
      return "null";
    }
    return scalar.plain() && isPlain(scalar.text()) ? scalar.text() : quoted(scalar.text());
  }

  private static boolean isPlain(String text) {
    // A number may begin with a minus, which otherwise begins a list.
    return PLAIN.matcher(text.matches("-\\d.*") ? text.substring(1) : text).matches();
  }

  /** YAML 1.2 section 7.3.1. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c == '\n') {
                quoted.append("\\n");
              } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
