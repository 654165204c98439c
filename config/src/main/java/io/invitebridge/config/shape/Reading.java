package io.invitebridge.config.shape;

import io.invitebridge.config.source.ConfigError;
import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.Excerpt;
import io.invitebridge.config.source.Position;
import io.invitebridge.config.source.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over one text and what it includes: collects what is wrong with it, and the names that
 * it defines and refers to. Used by one thread.
 */
public final class Reading {
  /** More mistakes than this help nobody. */
  static final int MAX_PROBLEMS = 200;

  /** What can be named in one place and referred to from another. */
  public enum Kind {
    APP("app", "apps"),
    TRUNK("trunk", "trunks"),
    LIST("list", "lists"),
    HOLIDAYS("calendar", "holidays"),
    ROUTE("route", "routes");

    private final String word;
    private final String section;

    Kind(String word, String section) {
      this.word = word;
      this.section = section;
    }
  }

  private record Reference(Kind kind, String name, Position at) {}

  private final Interpolation interpolation;
  private final List<ConfigError> problems = new ArrayList<>();
  private final List<ConfigError> advice = new ArrayList<>();
  private final Map<Kind, Map<String, Position>> definitions = new EnumMap<>(Kind.class);
  private final List<Reference> references = new ArrayList<>();
  private final Map<String, Object> kept = new HashMap<>();

  private final Set<YamlNode> secrets = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<YamlNode, Section<?>> sections = new IdentityHashMap<>();

  public Reading(Environment environment) {
    this.interpolation = new Interpolation(environment);
  }

  /** The text cannot be used, because of this. */
  public void problem(Position at, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new ConfigError(at.file(), at, message));
    }
  }

  /** The text can be used, but probably does not mean this. */
  public void advise(Position at, String message) {
    advice.add(new ConfigError(at.file(), at, message));
  }

  /** A name is given to something; a second thing of that kind with that name is a problem. */
  public void define(Kind kind, String name, Position at) {
    Position first =
        definitions.computeIfAbsent(kind, k -> new LinkedHashMap<>()).putIfAbsent(name, at);
    if (first != null) {
      problem(
          at,
          "There is already "
              + (kind == Kind.APP ? "an " : "a ")
              + kind.word
              + " \""
              + Excerpt.of(name)
              + "\" on "
              + first.lineSeenFrom(at)
              + "; expected a name of its own.");
    }
  }

  /** A name is used; {@link #checkReferences} reports it if nothing has that name. */
  public void refer(Kind kind, String name, Position at) {
    references.add(new Reference(kind, name, at));
  }

  /** Keeps something that was read for those who are read later. */
  public void keep(String name, Object value) {
    kept.putIfAbsent(name, value);
  }

  /** What was kept under a name; empty when there was none or it could not be read. */
  public <T> Optional<T> kept(String name, Class<T> type) {
    return Optional.ofNullable(kept.get(name)).filter(type::isInstance).map(type::cast);
  }

  /** To be called once, when everything has been read. */
  public void checkReferences() {
    for (Reference reference : references) {
      Map<String, Position> known = definitions.getOrDefault(reference.kind, Map.of());
      if (!known.containsKey(reference.name)) {
        problem(
            reference.at,
            "There is no "
                + reference.kind.word
                + " \""
                + Excerpt.of(reference.name)
                + "\"; expected one that "
                + reference.kind.section
                + ": defines"
                + Spelling.listOf(known.keySet())
                + "."
                + Spelling.suggest(reference.name, known.keySet()));
      }
    }
  }

  /** The scalar's text with its references to the environment resolved; empty after a problem. */
  public Optional<String> text(YamlNode.Scalar scalar) {
    return interpolation.resolve(scalar, message -> problem(scalar.at(), message));
  }

  /** This value is a secret. */
  void hide(YamlNode node) {
    secrets.add(node);
  }

  /** This mapping was read as this section. */
  void read(YamlNode.Mapping mapping, Section<?> section) {
    sections.put(mapping, section);
  }

  public boolean isSecret(YamlNode node) {
    return secrets.contains(node);
  }

  /** What a mapping was read as; empty for those whose keys are of the user's choice. */
  public Optional<Section<?>> sectionOf(YamlNode.Mapping mapping) {
    return Optional.ofNullable(sections.get(mapping));
  }

  /**
   * A value's text as it is written, with paths that hold wherever the text is put.
   *
   * @param within the file whose paths need no change
   */
  public String written(YamlNode.Scalar scalar, String within) {
    return scalar.at().file().equals(within) ? scalar.text() : interpolation.withWholePaths(scalar);
  }

  /** Relative paths in the text of this name begin at the directory. */
  public void begin(String file, Path directory) {
    interpolation.begin(file, directory);
  }

  /** The files that values were read from, absolute. */
  public List<Path> files() {
    return interpolation.files();
  }

  /** What stands in the way, in the order of the text. */
  public List<ConfigError> problems() {
    return sorted(problems);
  }

  /** What is worth a thought, in the order of the text. */
  public List<ConfigError> advice() {
    return sorted(advice);
  }

  /** File by file, as they were begun; within a file from top to bottom. */
  private List<ConfigError> sorted(List<ConfigError> errors) {
    List<String> files = interpolation.texts();
    return errors.stream()
        .sorted(
            Comparator.<ConfigError>comparingInt(error -> files.indexOf(error.file()))
                .thenComparingInt(error -> error.at().line())
                .thenComparingInt(error -> error.at().column()))
        .distinct()
        .toList();
  }
}
