package io.invitebridge.config;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.ConfigError;
import java.util.List;

/** What became of a configuration text. */
public sealed interface LoadResult {

  /**
   * It can be used.
   *
   * @param advice what is allowed and probably not meant, in the order of the text
   */
  record Loaded(BridgeConfig config, List<ConfigError> advice) implements LoadResult {
    public Loaded {
      advice = List.copyOf(advice);
    }
  }

  /**
   * It cannot be used, no part of it.
   *
   * @param errors at least one, in the order of the text
   */
  record Invalid(List<ConfigError> errors) implements LoadResult {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("An invalid configuration has at least one error.");
      }
    }
  }
}
