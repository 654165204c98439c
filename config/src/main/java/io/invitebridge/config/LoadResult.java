package io.invitebridge.config;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.ConfigError;
import java.nio.file.Path;
import java.util.List;

/** What became of a configuration text. */
public sealed interface LoadResult {
  /** Every file that the result depends on, absolute. */
  List<Path> files();

  /**
   * It can be used.
   *
   * @param advice what is allowed and probably not meant, in the order of the text
   * @param files what it was read from, absolute: the file, those that it includes, and those that
   *     hold its secrets
   */
  record Loaded(BridgeConfig config, List<ConfigError> advice, List<Path> files)
      implements LoadResult {
    public Loaded {
      advice = List.copyOf(advice);
      files = List.copyOf(files);
    }
  }

  /**
   * It cannot be used, no part of it.
   *
   * @param errors at least one, in the order of the text
   * @param files what was read or looked for; a change in one of them may mend it
   */
  record Invalid(List<ConfigError> errors, List<Path> files) implements LoadResult {
    public Invalid {
      errors = List.copyOf(errors);
      files = List.copyOf(files);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("An invalid configuration has at least one error.");
      }
    }
  }
}
