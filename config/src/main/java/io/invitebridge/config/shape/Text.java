package io.invitebridge.config.shape;

import io.invitebridge.config.source.Excerpt;
import io.invitebridge.config.source.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value written as one word or text, with references to the environment resolved.
 *
 * @param <T> what the text becomes
 */
public final class Text<T> implements Shape<T> {
  private static final String REFERENCES = "${NAME} or ${file:path}";

  private final String expected;
  private final Function<String, T> parse;
  private final Map<String, Object> schema;
  private final boolean secret;
  private final boolean closed;

  private Text(
      String expected,
      Function<String, T> parse,
      Map<String, Object> schema,
      boolean secret,
      boolean closed) {
    this.expected = expected;
    this.parse = parse;
    this.schema = Map.copyOf(schema);
    this.secret = secret;
    this.closed = closed;
  }

  /**
   * Any text that the parser takes.
   *
   * @param parse throws {@link IllegalArgumentException} with a sentence that says what is wrong
   */
  public static <T> Text<T> of(String expected, Function<String, T> parse) {
    return new Text<>(expected, parse, Map.of("type", "string"), false, false);
  }

  /** A text whose form an editor can check by a pattern; numbers are taken as they are written. */
  public static <T> Text<T> of(String expected, String pattern, Function<String, T> parse) {
    return new Text<>(
        expected,
        parse,
        Map.of("type", "string", "pattern", "^(" + pattern + "|.*\\$\\{.*)$"),
        false,
        false);
  }

  /** A text whose value appears in no message. */
  public static <T> Text<T> secret(String expected, Function<String, T> parse) {
    return new Text<>(expected, parse, Map.of("type", "string"), true, false);
  }

  /** The same, which may also be written as a YAML number: 1001. */
  public Text<T> orNumber() {
    Map<String, Object> wider = new LinkedHashMap<>(schema);
    wider.put("type", List.of("string", "number"));
    return new Text<>(expected, parse, wider, secret, closed);
  }

  /** The same text, turned into something else. */
  public <U> Text<U> map(Function<T, U> further) {
    return new Text<>(expected, parse.andThen(further), schema, secret, closed);
  }

  /** The same, of which no text is a value by chance. */
  Text<T> closed() {
    return new Text<>(expected, parse, schema, secret, true);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public Optional<T> read(YamlNode node, Reading reading) {
    if (secret) {
      reading.hide(node);
    }
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      reading.problem(node.at(), "Expected " + expected + ", found " + node.kind() + ".");
      return Optional.empty();
    }
    if (scalar.isTruthValue()) {
      reading.problem(
          node.at(),
          "Expected "
              + expected
              + ", found "
              + node.kind()
              + "; put it in quotes if the word itself is meant.");
      return Optional.empty();
    }
    if (secret && !Interpolation.isIn(scalar.text())) {
      reading.advise(
          node.at(),
          "This secret stands in the file for all to read; better as " + REFERENCES + ".");
    }
    return reading.text(scalar).flatMap(text -> parse(text, scalar, reading));
  }

  private Optional<T> parse(String text, YamlNode.Scalar scalar, Reading reading) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      // What a reference stands for may be a secret wherever it is used.
      boolean quotable = !secret && !Interpolation.isIn(scalar.text());
      reading.problem(
          scalar.at(),
          quotable
              ? "\"" + Excerpt.of(text) + "\": " + e.getMessage() + " Expected " + expected + "."
              : (secret ? "This secret" : "What " + Excerpt.of(scalar.text()) + " stands for")
                  + " cannot be used; expected "
                  + expected
                  + ".");
      return Optional.empty();
    }
  }

  @Override
  public Map<String, Object> schema() {
    return schema;
  }

  @Override
  public String expected() {
    return expected;
  }
}
