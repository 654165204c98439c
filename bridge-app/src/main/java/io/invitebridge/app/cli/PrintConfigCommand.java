package io.invitebridge.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a configuration as it holds. */
@Command(
    name = "print-config",
    description =
        "Prints the configuration as it holds: one text in place of all included files, defaults"
            + " filled in, secrets masked.",
    footer = {
      "",
      "The text can be loaded again, but for secrets that stand in the file themselves; references",
      "such as ${NAME} stay references. Exit code 0: printed. 2: the configuration is wrong."
    })
final class PrintConfigCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;

  @Mixin private ConfigChoice choice = new ConfigChoice();

  @Option(
      names = "--resolve",
      description = "Replace references by what they stand for, but for secrets.")
  private boolean resolved;

  PrintConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (choice.load(terminal).isEmpty()) {
      return ExitCode.WRONG_USE;
    }
    Optional<String> text = choice.effective(resolved);
    text.ifPresent(lines -> lines.lines().forEach(terminal.out()::println));
    return text.isPresent() ? ExitCode.DONE : ExitCode.WRONG_USE;
  }
}
