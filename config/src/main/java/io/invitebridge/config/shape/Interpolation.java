package io.invitebridge.config.shape;

import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${file:path}} in values; {@code $${}
 * stands for the characters <code>${</code> themselves. Problems name the reference, never what it
 * stands for.
 */
final class Interpolation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Secrets are short; a larger file is a mistake. */
  private static final int MAX_FILE_BYTES = 64 * 1024;

  private final Environment environment;

  Interpolation(Environment environment) {
    this.environment = environment;
  }

  static boolean isIn(String text) {
    return text.contains("${");
  }

  Optional<String> resolve(String text, Consumer<String> problem) {
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
      Optional<String> value = lookUp(text.substring(open + 2, close), problem);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      out.append(text, from, open).append(value.get());
      from = close + 1;
    }
  }

  private Optional<String> lookUp(String reference, Consumer<String> problem) {
    if (reference.startsWith("file:")) {
      return file(reference.substring("file:".length()), problem);
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

  private Optional<String> file(String path, Consumer<String> problem) {
    String name = "\"" + Excerpt.of(path) + "\"";
    try {
      Path file = environment.baseDirectory().resolve(path);
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
