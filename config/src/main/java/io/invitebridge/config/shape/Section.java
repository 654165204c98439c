package io.invitebridge.config.shape;

import io.invitebridge.config.source.Excerpt;
import io.invitebridge.config.source.Position;
import io.invitebridge.config.source.YamlNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping with known keys.
 *
 * @param <T> what it becomes
 */
public final class Section<T> implements Shape<T> {
  private final String what;
  private final Map<String, Key<?>> keys = new LinkedHashMap<>();
  private final Function<Fields, T> make;
  private final boolean tolerant;
  private final boolean filled;
  private final List<String> oneOf;

  private Section(
      String what,
      List<Key<?>> keys,
      List<String> oneOf,
      boolean tolerant,
      boolean filled,
      Function<Fields, T> make) {
    this.what = what;
    this.make = make;
    this.tolerant = tolerant;
    this.filled = filled;
    this.oneOf = List.copyOf(oneOf);
    keys.forEach(key -> this.keys.put(key.name(), key));
  }

  /**
   * A section that becomes a value when all its keys could be read.
   *
   * @param what the section in words, with its article: "a trunk"
   * @param make may report further problems through the fields, or throw an {@link
   *     IllegalArgumentException} with a sentence for the user
   */
  public static <T> Section<T> of(String what, List<Key<?>> keys, Function<Fields, T> make) {
    return new Section<>(what, keys, List.of(), false, false, make);
  }

  /** Of these keys exactly one must be given. */
  public Section<T> exactlyOneOf(Key<?>... choices) {
    List<String> names = List.of(choices).stream().<String>map(Key::name).toList();
    return new Section<>(what, List.copyOf(keys.values()), names, tolerant, filled, make);
  }

  /** Values that could not be read count as left out, so that the rest can still be checked. */
  public Section<T> tolerant() {
    return new Section<>(what, List.copyOf(keys.values()), oneOf, true, filled, make);
  }

  /** Whoever prints the configuration as it holds fills in the defaults of this section. */
  public Section<T> filled() {
    return new Section<>(what, List.copyOf(keys.values()), oneOf, tolerant, true, make);
  }

  public boolean isFilled() {
    return filled;
  }

  public List<Key<?>> keys() {
    return List.copyOf(keys.values());
  }

  @Override
  public Optional<T> read(YamlNode node, Reading reading) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      reading.problem(node.at(), "Expected " + expected() + ", found " + node.kind() + ".");
      return Optional.empty();
    }
    reading.read(mapping, this);
    Map<String, Fields.Placed> values = new HashMap<>();
    boolean whole = true;
    for (YamlNode.Entry entry : inOrderOfDeclaration(mapping)) {
      whole &= readEntry(entry, values, reading);
    }
    whole &= nothingMissing(mapping, reading);
    boolean usable = whole || (tolerant && requiredAreIn(values));
    return usable ? make(new Fields(node.at(), values, reading)) : Optional.empty();
  }

  /** So that what a later key refers to has been read, wherever it stands in the text. */
  private List<YamlNode.Entry> inOrderOfDeclaration(YamlNode.Mapping mapping) {
    List<String> order = List.copyOf(keys.keySet());
    return mapping.entries().stream()
        .sorted(Comparator.comparingInt(entry -> order.indexOf(entry.key().text())))
        .toList();
  }

  private boolean readEntry(
      YamlNode.Entry entry, Map<String, Fields.Placed> values, Reading reading) {
    String name = entry.key().text();
    Key<?> key = keys.get(name);
    if (key == null) {
      reading.problem(
          entry.key().at(),
          "Unknown key \""
              + Excerpt.of(name)
              + "\" in "
              + what
              + "; expected one of: "
              + String.join(", ", keys.keySet())
              + "."
              + Spelling.suggest(name, keys.keySet()));
      return false;
    }
    if (entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull()) {
      reading.problem(
          entry.key().at(),
          "The key \"" + name + "\" has no value; expected " + key.shape().expected() + ".");
      return false;
    }
    Optional<?> value = key.shape().read(entry.value(), reading);
    value.ifPresent(v -> values.put(name, new Fields.Placed(v, entry.value().at())));
    return value.isPresent();
  }

  private boolean nothingMissing(YamlNode.Mapping mapping, Reading reading) {
    List<String> given = mapping.entries().stream().map(entry -> entry.key().text()).toList();
    boolean complete = true;
    for (Key<?> key : keys.values()) {
      if (key.required() && !given.contains(key.name())) {
        reading.problem(
            mapping.at(),
            "The key \""
                + key.name()
                + "\" is missing in "
                + what
                + "; expected "
                + key.shape().expected()
                + ".");
        complete = false;
      }
    }
    long chosen = oneOf.stream().filter(given::contains).count();
    if (!oneOf.isEmpty() && chosen != 1) {
      reading.problem(
          placeOfSecond(mapping),
          (chosen == 0 ? "None" : "More than one")
              + " of the keys "
              + String.join(", ", oneOf)
              + " is given in "
              + what
              + "; expected exactly one of them.");
      complete = false;
    }
    return complete;
  }

  private Position placeOfSecond(YamlNode.Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> oneOf.contains(entry.key().text()))
        .map(entry -> entry.key().at())
        .skip(1)
        .findFirst()
        .orElse(mapping.at());
  }

  private boolean requiredAreIn(Map<String, Fields.Placed> values) {
    return keys.values().stream().filter(Key::required).allMatch(k -> values.containsKey(k.name()));
  }

  private Optional<T> make(Fields fields) {
    try {
      return Optional.of(make.apply(fields));
    } catch (IllegalArgumentException e) {
      fields.reading().problem(fields.at(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key<?> key : keys.values()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", describe(key));
      property.putAll(key.shape().schema());
      properties.put(key.name(), property);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    List<String> required =
        keys.values().stream().filter(Key::required).<String>map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!oneOf.isEmpty()) {
      schema.put("oneOf", oneOf.stream().map(name -> Map.of("required", List.of(name))).toList());
    }
    return schema;
  }

  @Override
  public String expected() {
    return what + " (a mapping)";
  }

  @Override
  public Optional<Section<?>> section() {
    return Optional.of(this);
  }

  private static String describe(Key<?> key) {
    return key.fallback().isEmpty()
        ? key.meaning()
        : key.meaning() + " Default: " + key.fallback() + ".";
  }
}
