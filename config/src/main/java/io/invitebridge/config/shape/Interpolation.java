package io.invitebridge.config.shape;

import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.Excerpt;
import io.invitebridge.config.source.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${file:path}} in values; {@code $${}
 * stands for the characters <code>${</code> themselves. Problems name the reference, never what it
 * stands for.
 */
final class Interpolation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Pattern FILE = Pattern.compile("(?<!\\$)\\$\\{file:([^}]*)}");

  /** Secrets are short; a larger file is a mistake. */
  private static final int MAX_FILE_BYTES = 64 * 1024;

  private final Environment environment;
  private final Map<String, Path> directories = new LinkedHashMap<>();
  private final Set<Path> files = new LinkedHashSet<>();

  Interpolation(Environment environment) {
    this.environment = environment;
  }

  static boolean isIn(String text) {
    return text.contains("${");
  }

  /** Paths are relative to the directory of the file that the value stands in. */
  Optional<String> resolve(YamlNode.Scalar scalar, Consumer<String> problem) {
    String text = scalar.text();
    if (!isIn(text)) {
      return Optional.of(text);
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (true) {
      int open = text.indexOf("${", from);
      if (open < 0) {
        return Optional.of(out.append(text, from, text.length()).toString());
      }
      if (open > from && text.charAt(open - 1) == '$') {
        out.append(text, from, open - 1).append("${");
        from = open + 2;
        continue;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        problem.accept("\"${\" has no closing \"}\"; write \"$${\" for the characters themselves.");
        return Optional.empty();
      }
      Optional<String> value = lookUp(text.substring(open + 2, close), scalar.at().file(), problem);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      out.append(text, from, open).append(value.get());
      from = close + 1;
    }
  }

  /** Relative paths in the text of this name begin at the directory. */
  void begin(String file, Path directory) {
    directories.put(file, directory);
  }

  /** The value as written, but that its files are named from the root. */
  String withWholePaths(YamlNode.Scalar scalar) {
    Path directory = directories.getOrDefault(scalar.at().file(), environment.baseDirectory());
    return FILE.matcher(scalar.text())
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "${file:" + directory.resolve(found.group(1)).toAbsolutePath() + "}"));
  }

  /** The names of the texts, in the order in which they were begun. */
  List<String> texts() {
    return List.copyOf(directories.keySet());
  }

  /** The files that were read or looked for, absolute. */
  List<Path> files() {
    return List.copyOf(files);
  }

  private Optional<String> lookUp(String reference, String within, Consumer<String> problem) {
    if (reference.startsWith("file:")) {
      return file(reference.substring("file:".length()), within, problem);
    }
    int fallback = reference.indexOf(":-");
    String name = fallback < 0 ? reference : reference.substring(0, fallback);
    if (!NAME.matcher(name).matches()) {
      problem.accept(
          "\"${"
              + Excerpt.of(reference)
              + "}\" is not a reference; expected ${NAME}, ${NAME:-default} or ${file:path}"
              + (reference.contains(".")
                  ? " (a template is written {like.this}, without $)."
                  : "."));
      return Optional.empty();
    }
    Optional<String> value = environment.variables().apply(name);
    if (value.isEmpty() && fallback >= 0) {
      return Optional.of(reference.substring(fallback + 2));
    }
    if (value.isEmpty()) {
      problem.accept(
          "The environment variable "
              + name
              + " is not set; expected it in the environment of the bridge"
              + " (or write ${"
              + name
              + ":-default}).");
    }
    return value;
  }

  private Optional<String> file(String path, String within, Consumer<String> problem) {
    String name = "\"" + Excerpt.of(path) + "\"";
    try {
      Path file = directories.getOrDefault(within, environment.baseDirectory()).resolve(path);
      files.add(file.toAbsolutePath().normalize());
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        problem.accept("The file " + name + " cannot be read (it is no regular file).");
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        if (bytes.length > MAX_FILE_BYTES) {
          problem.accept("The file " + name + " is larger than " + MAX_FILE_BYTES + " bytes.");
          return Optional.empty();
        }
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return Optional.of(text.stripTrailing());
      }
    } catch (NoSuchFileException e) {
      problem.accept(
          "There is no file " + name + "; relative paths begin at the directory of this file.");
    } catch (CharacterCodingException e) {
      problem.accept("The file " + name + " is not UTF-8 text.");
    } catch (IOException | InvalidPathException e) {
      problem.accept(
          "The file " + name + " cannot be read (" + e.getClass().getSimpleName() + ").");
    }
    return Optional.empty();
  }
}
