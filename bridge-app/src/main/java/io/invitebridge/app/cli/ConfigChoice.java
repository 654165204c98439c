package io.invitebridge.app.cli;

import io.invitebridge.app.reload.ConfigSource;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.EffectiveConfig;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.ConfigError;
import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.TextFile;
import java.io.IOException;
import java.nio.file.Files;
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

  /** How to read it again; empty for the embedded one, and for a pipe, which is read once. */
  Optional<ConfigSource> source() {
    return file.filter(Files::isRegularFile).map(path -> () -> load(path));
  }

  /** The configuration; when it is wrong, its mistakes go to stderr and the result is empty. */
  Optional<BridgeConfig> load(Terminal terminal) {
    return read(terminal).map(LoadResult.Loaded::config);
  }

  /** The same, with the files that it came from. */
  Optional<LoadResult.Loaded> read(Terminal terminal) {
    if (file.isEmpty()) {
      return Optional.of(new LoadResult.Loaded(ConfigLoader.defaults(), List.of(), List.of()));
    }
    LoadResult result = load(file.get());
    if (result instanceof LoadResult.Loaded loaded) {
      loaded.advice().forEach(advice -> terminal.err().println("advice: " + advice));
      return Optional.of(loaded);
    }
    List<ConfigError> errors = ((LoadResult.Invalid) result).errors();
    errors.forEach(terminal.err()::println);
    terminal
        .err()
        .println("bridge: " + count(errors.size()) + " in the configuration; nothing was started.");
    return Optional.empty();
  }

  /** The configuration as it holds; empty when it cannot be read any more. */
  Optional<String> effective(boolean resolved) {
    if (file.isEmpty()) {
      return EffectiveConfig.of(
          ConfigLoader.defaultText(), "default.yaml", file, Environment.empty(), resolved);
    }
    Path directory = Optional.ofNullable(file.get().getParent()).orElse(Path.of(""));
    Environment environment = new Environment(ConfigChoice::variable, directory);
    try {
      String text = TextFile.read(file.get());
      return EffectiveConfig.of(text, file.get().toString(), file, environment, resolved);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  static LoadResult load(Path file) {
    return ConfigLoader.load(file, ConfigChoice::variable);
  }

  static String count(int mistakes) {
    return mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
  }
}
