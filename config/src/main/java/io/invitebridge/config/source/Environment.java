package io.invitebridge.config.source;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a configuration text may refer to outside of itself.
 *
 * @param variables the value of an environment variable by its name
 * @param baseDirectory where relative paths of {@code ${file:path}} begin
 */
public record Environment(Function<String, Optional<String>> variables, Path baseDirectory) {
  /** No variable is defined; paths begin at the working directory. */
  public static Environment empty() {
    return new Environment(name -> Optional.empty(), Path.of(""));
  }
}
