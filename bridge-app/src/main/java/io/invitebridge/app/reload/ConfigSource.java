package io.invitebridge.app.reload;

import io.invitebridge.config.LoadResult;

/** Where the configuration comes from. May block while it reads. */
@FunctionalInterface
public interface ConfigSource {
  LoadResult load();
}
