package io.invitebridge.config;

import io.invitebridge.config.keys.RootKeys;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.Includes;
import io.invitebridge.config.source.YamlNode;
import io.invitebridge.config.source.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A configuration as it holds: one text in place of all included files, defaults filled in, secrets
 * masked. It can be loaded again and means the same, but for secrets that stand in the file
 * themselves; those given by reference are still references.
 */
public final class EffectiveConfig {
  private static final String MASK = "***";
  private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{[^}]*}");
  private static final Pattern FALLBACK = Pattern.compile(":-[^}]*}");

  private final String main;
  private final Reading reading;
  private final BridgeConfig config;
  private final boolean resolved;

  private EffectiveConfig(String main, Reading reading, BridgeConfig config, boolean resolved) {
    this.main = main;
    this.reading = reading;
    this.config = config;
    this.resolved = resolved;
  }

  /**
   * The text for a configuration that {@link ConfigLoader} has loaded; empty when it cannot be read
   * any more.
   *
   * @param name what errors called the text
   * @param file where the text came from, if that is a file
   * @param resolved whether references outside of secrets are replaced by what they stand for
   */
  public static Optional<String> of(
      String text, String name, Optional<Path> file, Environment environment, boolean resolved) {
    Reading reading = new Reading(environment);
    Optional<YamlNode> root =
        new Includes(reading::problem, reading::begin)
            .read(text, name, file, environment.baseDirectory());
    Optional<BridgeConfig> config = root.flatMap(node -> RootKeys.SECTION.read(node, reading));
    if (config.isEmpty() || !reading.problems().isEmpty()) {
      return Optional.empty();
    }
    EffectiveConfig effective = new EffectiveConfig(name, reading, config.get(), resolved);
    YamlText out = new YamlText();
    effective.mapping((YamlNode.Mapping) root.get()).forEach(out::entry);
    return Optional.of(out.toString());
  }

  private YamlText.Value value(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return new YamlText.Mapping(mapping(mapping));
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return new YamlText.Sequence(sequence.items().stream().map(this::value).toList());
    }
    return scalar((YamlNode.Scalar) node);
  }

  private YamlText.Value scalar(YamlNode.Scalar scalar) {
    String written = reading.written(scalar, main);
    if (reading.isSecret(scalar)) {
      return new YamlText.Scalar(masked(written), false);
    }
    if (resolved) {
      String text = reading.text(scalar).orElse(written).replace("${", "$${");
      return new YamlText.Scalar(text, scalar.plain());
    }
    return new YamlText.Scalar(written, scalar.plain());
  }

  /** References are no secrets, but their defaults are. */
  private static String masked(String secret) {
    StringBuilder out = new StringBuilder();
    int end = 0;
    var matcher = REFERENCE.matcher(secret);
    while (matcher.find()) {
      out.append(matcher.start() > end ? MASK : "");
      out.append(FALLBACK.matcher(matcher.group()).replaceFirst(":-" + MASK + "}"));
      end = matcher.end();
    }
    return out.append(end < secret.length() ? MASK : "").toString();
  }

  private List<YamlText.Entry> mapping(YamlNode.Mapping mapping) {
    List<YamlText.Entry> entries = new ArrayList<>();
    Optional<Section<?>> section = reading.sectionOf(mapping).filter(Section::isFilled);
    if (section.isEmpty()) {
      mapping.entries().forEach(entry -> entries.add(written(entry)));
      return entries;
    }
    for (Key<?> key : section.get().keys()) {
      Optional<YamlNode.Entry> given =
          mapping.entries().stream().filter(e -> e.key().text().equals(key.name())).findFirst();
      if (given.isPresent()) {
        entries.add(written(given.get()));
      } else {
        standing(section.get(), key).ifPresent(entries::add);
      }
    }
    return entries;
  }

  private YamlText.Entry written(YamlNode.Entry entry) {
    return new YamlText.Entry(
        new YamlText.Scalar(entry.key().text(), entry.key().plain()),
        value(entry.value()),
        YamlText.Kind.GIVEN);
  }

  /** What holds for a key that is not given; empty when that is nothing, or no single value. */
  private Optional<YamlText.Entry> standing(Section<?> within, Key<?> key) {
    YamlText.Scalar name = new YamlText.Scalar(key.name(), true);
    Optional<String> derived = RootKeys.derived(within, key, config);
    if (derived.isPresent()) {
      YamlText.Scalar text = new YamlText.Scalar(derived.get(), true);
      return Optional.of(new YamlText.Entry(name, text, YamlText.Kind.DERIVED));
    }
    Optional<Section<?>> inner = key.shape().section().filter(Section::isFilled);
    if (key.standard().equals(Optional.of("{}")) && inner.isPresent()) {
      List<YamlText.Entry> entries = new ArrayList<>();
      inner.get().keys().forEach(k -> standing(inner.get(), k).ifPresent(entries::add));
      return Optional.of(
          new YamlText.Entry(name, new YamlText.Mapping(entries), YamlText.Kind.GIVEN));
    }
    return key.standard()
        .or(() -> closed(key))
        .flatMap(yaml -> YamlReader.read(yaml, "default", (at, message) -> {}))
        .map(node -> new YamlText.Entry(name, value(node), YamlText.Kind.DEFAULT));
  }

  /** The words of the reference, or their beginning, where they are a value. */
  private static Optional<String> closed(Key<?> key) {
    String words = key.fallback();
    String first = words.contains(": ") ? words.substring(0, words.indexOf(": ")) : words;
    boolean isValue = !words.isEmpty() && key.shape().isClosed() && isRead(key, first);
    return isValue ? Optional.of(first) : Optional.empty();
  }

  private static boolean isRead(Key<?> key, String yaml) {
    Reading trial = new Reading(Environment.empty());
    return YamlReader.read(yaml, "default", trial::problem)
        .flatMap(node -> key.shape().read(node, trial))
        .isPresent();
  }
}
