package io.invitebridge.config;

import io.invitebridge.config.keys.RootKeys;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.source.ConfigError;
import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.Includes;
import io.invitebridge.config.source.Position;
import io.invitebridge.config.source.TextFile;
import io.invitebridge.config.source.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a configuration text into checked values, or into all that is wrong with it. Nothing but
 * {@link LoadResult} comes out, whatever goes in. May block while it reads files.
 */
public final class ConfigLoader {
  private static final String DEFAULTS = "default.yaml";

  private ConfigLoader() {}

  /**
   * Reads a text, and the files that it includes.
   *
   * @param fileName what errors call the text
   */
  public static LoadResult load(String text, String fileName, Environment environment) {
    return load(text, fileName, Optional.empty(), environment);
  }

  /**
   * Reads a file; {@code ${file:path}} and included files are relative to its directory.
   *
   * @param variables the environment
   */
  public static LoadResult load(Path file, Function<String, Optional<String>> variables) {
    Path directory = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    try {
      String text = TextFile.read(file);
      return load(text, file.toString(), Optional.of(file), new Environment(variables, directory));
    } catch (IOException e) {
      Position at = Position.startOf(file.toString());
      return new LoadResult.Invalid(
          List.of(new ConfigError(at.file(), at, String.valueOf(e.getMessage()))),
          List.of(file.toAbsolutePath().normalize()));
    }
  }

  private static LoadResult load(
      String text, String fileName, Optional<Path> file, Environment environment) {
    Reading reading = new Reading(environment);
    Includes includes = new Includes(reading::problem, reading::begin);
    Optional<YamlNode> root = includes.read(text, fileName, file, environment.baseDirectory());
    Optional<BridgeConfig> config = root.flatMap(node -> RootKeys.SECTION.read(node, reading));
    if (root.isPresent()) {
      reading.checkReferences();
    }
    List<Path> files = new ArrayList<>(includes.files());
    files.addAll(reading.files());
    return config.isPresent() && reading.problems().isEmpty()
        ? new LoadResult.Loaded(config.get(), reading.advice(), files)
        : new LoadResult.Invalid(reading.problems(), files);
  }

  /** The configuration that holds when no file is given: everything on loopback, for trials. */
  public static BridgeConfig defaults() {
    LoadResult result = load(defaultText(), DEFAULTS, Environment.empty());
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.config();
    }
    throw new IllegalStateException("The embedded configuration is broken: " + result);
  }

  /** The text behind {@link #defaults}, a starting point for a file of one's own. */
  public static String defaultText() {
    try (InputStream in = ConfigLoader.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException("The embedded configuration is missing in the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The embedded configuration cannot be read.", e);
    }
  }
}
