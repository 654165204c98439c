package io.invitebridge.config;

import io.invitebridge.config.keys.RootKeys;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.source.ConfigError;
import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.Position;
import io.invitebridge.config.source.YamlNode;
import io.invitebridge.config.source.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a configuration text into checked values, or into all that is wrong with it. Nothing but
 * {@link LoadResult} comes out, whatever goes in. May block while it reads files.
 */
public final class ConfigLoader {
  private static final String DEFAULTS = "default.yaml";

  /** UTF-8 takes at most four bytes for a character. */
  private static final int MAX_BYTES = 4 * YamlReader.MAX_CHARACTERS;

  private ConfigLoader() {}

  /**
   * Reads a text.
   *
   * @param fileName what errors call the text
   */
  public static LoadResult load(String text, String fileName, Environment environment) {
    Reading reading = new Reading(fileName, environment);
    Optional<YamlNode> root = YamlReader.read(text, reading::problem);
    Optional<BridgeConfig> config = root.flatMap(node -> RootKeys.SECTION.read(node, reading));
    if (root.isPresent()) {
      reading.checkReferences();
    }
    return config.isPresent() && reading.problems().isEmpty()
        ? new LoadResult.Loaded(config.get(), reading.advice())
        : new LoadResult.Invalid(reading.problems());
  }

  /**
   * Reads a file; {@code ${file:path}} in it is relative to its directory.
   *
   * @param variables the environment
   */
  public static LoadResult load(Path file, Function<String, Optional<String>> variables) {
    Path directory = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return unreadable(file, "The file has more than " + MAX_BYTES + " bytes.");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return load(text, file.toString(), new Environment(variables, directory));
    } catch (NoSuchFileException e) {
      return unreadable(file, "There is no such file.");
    } catch (CharacterCodingException e) {
      return unreadable(file, "The file is not UTF-8 text.");
    } catch (IOException e) {
      return unreadable(file, "The file cannot be read: " + e.getMessage() + ".");
    }
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

  private static LoadResult unreadable(Path file, String message) {
    return new LoadResult.Invalid(
        List.of(new ConfigError(file.toString(), Position.START, message)));
  }
}
