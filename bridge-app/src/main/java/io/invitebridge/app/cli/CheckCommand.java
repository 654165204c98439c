package io.invitebridge.app.cli;

import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.ConfigError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds every mistake in configuration files. */
@Command(
    name = "check",
    description =
        "Checks configuration files and names every mistake: file, line, column, what was expected.",
    footer = {"", "Exit code 0: all files can be used. 2: some cannot."})
final class CheckCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "A configuration file.")
  private List<Path> files = new ArrayList<>();

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean allGood = true;
    for (Path file : files) {
      allGood &= check(file);
    }
    return allGood ? ExitCode.DONE : ExitCode.WRONG_USE;
  }

  private boolean check(Path file) {
    LoadResult result = ConfigChoice.load(file);
    if (result instanceof LoadResult.Loaded loaded) {
      loaded.advice().forEach(advice -> terminal.out().println("advice: " + advice));
      terminal
          .out()
          .println(
              terminal.good(terminal.checkMark()) + " " + file + ": " + summary(loaded.config()));
      return true;
    }
    List<ConfigError> errors = ((LoadResult.Invalid) result).errors();
    errors.forEach(terminal.out()::println);
    terminal
        .out()
        .println(
            terminal.bad(terminal.crossMark())
                + " "
                + file
                + ": "
                + ConfigChoice.count(errors.size()));
    return false;
  }

  static String summary(BridgeConfig config) {
    return plural(config.routes().size(), "route")
        + ", "
        + plural(config.trunks().size(), "trunk")
        + ", "
        + plural(config.apps().size(), "app");
  }

  private static String plural(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
