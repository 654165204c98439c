package io.invitebridge.config.shape;

import io.invitebridge.config.source.Position;
import io.invitebridge.config.source.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of value that every configuration has. */
public final class Shapes {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");

  private Shapes() {}

  /** A duration with its unit, between two limits, both included. */
  public static Text<Duration> duration(Duration least, Duration most) {
    return Text.of(
            "a duration from "
                + inWords(least)
                + " to "
                + inWords(most)
                + ", written like 500ms, 45s, 2m or 24h",
            "\\d+(ms|s|m|h)",
            text -> {
              Matcher matcher = DURATION.matcher(text);
              if (!matcher.matches()) {
                throw new IllegalArgumentException(
                    WHOLE.matcher(text).matches()
                        ? "The unit is missing."
                        : "This is not a duration.");
              }
              Duration duration = durationOf(Long.parseLong(matcher.group(1)), matcher.group(2));
              if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException("This is out of range.");
              }
              return duration;
            })
        .closed();
  }

  /** A whole number between two limits, both included. */
  public static Shape<Integer> wholeNumber(int least, int most) {
    Text<Integer> text =
        Text.of(
            "a whole number from " + least + " to " + most,
            value -> {
              if (!WHOLE.matcher(value).matches()) {
                throw new IllegalArgumentException("This is not a whole number.");
              }
              int number = Integer.parseInt(value);
              if (number < least || number > most) {
                throw new IllegalArgumentException("This is out of range.");
              }
              return number;
            });
    return described(
        text,
        Map.of(
            "anyOf",
            List.of(
                Map.of("type", "integer", "minimum", least, "maximum", most),
                Map.of("type", "string", "pattern", "\\$\\{"))));
  }

  /** true or false. */
  public static Shape<Boolean> flag() {
    return new Shape<>() {
      @Override
      public Optional<Boolean> read(YamlNode node, Reading reading) {
        if (node instanceof YamlNode.Scalar scalar && scalar.isTruthValue()) {
          return Optional.of(scalar.text().equalsIgnoreCase("true"));
        }
        reading.problem(node.at(), "Expected " + expected() + ", found " + node.kind() + ".");
        return Optional.empty();
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("type", "boolean");
      }

      @Override
      public String expected() {
        return "true or false";
      }

      @Override
      public boolean isClosed() {
        return true;
      }
    };
  }

  /** One of a few words. */
  public static <T> Shape<T> word(Map<String, T> words) {
    List<String> names = List.copyOf(new LinkedHashMap<>(words).keySet());
    String expected = names.size() == 1 ? names.get(0) : "one of: " + String.join(", ", names);
    Text<T> text =
        Text.of(
            expected,
            value -> {
              T found = words.get(value);
              if (found == null) {
                throw new IllegalArgumentException(
                    ("This word is not known." + Spelling.suggest(value, names)));
              }
              return found;
            });
    return described(text, Map.of("enum", names));
  }

  /** A list; when an item cannot be read, there is no list. */
  public static <T> Shape<List<T>> list(Shape<T> item, int least) {
    return new ListShape<>(item, least, false, true);
  }

  /** A list; items that cannot be read are left out, so that the others can still be checked. */
  public static <T> Shape<List<T>> readable(Shape<T> item, int least) {
    return new ListShape<>(item, least, false, false);
  }

  /** A list, or one item without brackets. */
  public static <T> Shape<List<T>> oneOrMore(Shape<T> item) {
    return new ListShape<>(item, 1, true, true);
  }

  /** The same shape with a further look at the value; the check reports its own problems. */
  public static <T> Shape<T> checked(Shape<T> shape, BiConsumer<T, Place> check) {
    return new Shape<>() {
      @Override
      public Optional<T> read(YamlNode node, Reading reading) {
        Optional<T> value = shape.read(node, reading);
        value.ifPresent(v -> check.accept(v, new Place(node.at(), reading)));
        return value;
      }

      @Override
      public Map<String, Object> schema() {
        return shape.schema();
      }

      @Override
      public String expected() {
        return shape.expected();
      }

      @Override
      public boolean isClosed() {
        return shape.isClosed();
      }

      @Override
      public Optional<Section<?>> section() {
        return shape.section();
      }
    };
  }

  /** The value as written in the configuration: 90s, 2m, 500ms. */
  public static String inWords(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    if (millis > 0 && millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    return millis >= 120_000 && millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
  }

  private static Duration durationOf(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** The same shape with a narrower schema; no text is a value by chance. */
  private static <T> Shape<T> described(Shape<T> shape, Map<String, Object> schema) {
    return new Shape<>() {
      @Override
      public Optional<T> read(YamlNode node, Reading reading) {
        return shape.read(node, reading);
      }

      @Override
      public Map<String, Object> schema() {
        return schema;
      }

      @Override
      public String expected() {
        return shape.expected();
      }

      @Override
      public boolean isClosed() {
        return true;
      }

      @Override
      public Optional<Section<?>> section() {
        return shape.section();
      }
    };
  }

  private record ListShape<T>(Shape<T> item, int least, boolean bare, boolean strict)
      implements Shape<List<T>> {
    @Override
    public Optional<List<T>> read(YamlNode node, Reading reading) {
      if (!(node instanceof YamlNode.Sequence sequence)) {
        if (bare) {
          return item.read(node, reading).map(List::of);
        }
        reading.problem(node.at(), "Expected " + expected() + ", found " + node.kind() + ".");
        return Optional.empty();
      }
      if (sequence.items().size() < least) {
        reading.problem(node.at(), "This list is empty; expected " + expected() + ".");
        return Optional.empty();
      }
      List<T> values = new ArrayList<>();
      for (YamlNode one : sequence.items()) {
        item.read(one, reading).ifPresent(values::add);
      }
      boolean whole = values.size() == sequence.items().size();
      return whole || !strict ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> list = new LinkedHashMap<>();
      list.put("type", "array");
      list.put("items", item.schema());
      if (least > 0) {
        list.put("minItems", least);
      }
      return bare ? Map.of("anyOf", List.of(item.schema(), list)) : list;
    }

    @Override
    public String expected() {
      return bare
          ? item.expected() + ", or a list of such"
          : "a list, each item " + item.expected();
    }

    @Override
    public boolean isClosed() {
      return item.isClosed();
    }

    @Override
    public Optional<Section<?>> section() {
      return item.section();
    }
  }

  /** A mapping from names of the user's choice to values of one shape, in the order of the text. */
  public static <K, V> Shape<Map<K, V>> mapping(String what, Shape<K> name, Shape<V> value) {
    return new Shape<>() {
      @Override
      public Optional<Map<K, V>> read(YamlNode node, Reading reading) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
          reading.problem(node.at(), "Expected " + expected() + ", found " + node.kind() + ".");
          return Optional.empty();
        }
        Map<K, V> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
          Optional<K> key = name.read(entry.key(), reading);
          Optional<V> read = value.read(entry.value(), reading);
          if (key.isPresent() && read.isPresent()) {
            values.put(key.get(), read.get());
          }
        }
        return Optional.of(values);
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("type", "object", "additionalProperties", value.schema());
      }

      @Override
      public String expected() {
        return "a mapping from " + what;
      }

      @Override
      public Optional<Section<?>> section() {
        return value.section();
      }
    };
  }

  /** A short form in one word, or a mapping that says the same in full. */
  public static <T> Shape<T> either(Text<T> bare, Section<T> full) {
    return new Shape<>() {
      @Override
      public Optional<T> read(YamlNode node, Reading reading) {
        return node instanceof YamlNode.Mapping
            ? full.read(node, reading)
            : bare.read(node, reading);
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(bare.schema(), full.schema()));
      }

      @Override
      public String expected() {
        return bare.expected() + ", or " + full.expected();
      }

      @Override
      public Optional<Section<?>> section() {
        return Optional.of(full);
      }
    };
  }

  /** Where a checked value stands. */
  public record Place(Position at, Reading reading) {}
}
