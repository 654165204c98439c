package io.invitebridge.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Stands in the help; the script {@code bridge} runs the tests itself, for they need the sources.
 */
@Command(
    name = "test",
    description = "Runs all tests of the project (in a checkout, by ./bridge test).")
final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;

  TestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.err().println("bridge: The tests need the sources. In a checkout, run ./bridge test.");
    return ExitCode.WRONG_USE;
  }
}
