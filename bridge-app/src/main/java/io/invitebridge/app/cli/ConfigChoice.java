package io.invitebridge.app.cli;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.ConfigError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option --config: a file, or the embedded configuration. */
final class ConfigChoice {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: an embedded one, everything on loopback).")
  private Optional<Path> file = Optional.empty();

  /** What the banner calls it. */
  String name() {
    return file.map(Path::toString).orElse("embedded default (loopback, for trials)");
  }

  /** The configuration; when it is wrong, its mistakes go to stderr and the result is empty. */
  Optional<BridgeConfig> load(Terminal terminal) {
    if (file.isEmpty()) {
      return Optional.of(ConfigLoader.defaults());
    }
    LoadResult result = load(file.get());
    if (result instanceof LoadResult.Loaded loaded) {
      loaded.advice().forEach(advice -> terminal.err().println("advice: " + advice));
      return Optional.of(loaded.config());
    }
    List<ConfigError> errors = ((LoadResult.Invalid) result).errors();
    errors.forEach(terminal.err()::println);
    terminal
        .err()
        .println("bridge: " + count(errors.size()) + " in the configuration; nothing was started.");
    return Optional.empty();
  }

  static LoadResult load(Path file) {
    return ConfigLoader.load(file, name -> Optional.ofNullable(System.getenv(name)));
  }

  static String count(int mistakes) {
    return mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
  }
}
