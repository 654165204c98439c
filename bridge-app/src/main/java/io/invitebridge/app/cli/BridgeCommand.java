package io.invitebridge.app.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code bridge} itself: it only knows the others. */
@Command(
    name = "bridge",
    description = "Carries call invitations between SIP PBXes and app users.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    footer = {
      "",
      "Try it: `bridge demo`, or `bridge serve` and, beside it, `bridge user alice --accept`.",
      "BRIDGE_LOG sets the log level (DEBUG, INFO, WARN); exit codes: 0 done, 1 failed, 2 wrong use."
    })
public final class BridgeCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private BridgeCommand() {}

  /** The whole command line, writing to this terminal. */
  public static CommandLine commandLine(Terminal terminal) {
    CommandLine bridge = new CommandLine(new BridgeCommand());
    bridge.addSubcommand(new ServeCommand(terminal));
    bridge.addSubcommand(new DemoCommand(terminal));
    bridge.addSubcommand(new CheckCommand(terminal));
    bridge.addSubcommand(new RouteCommand(terminal));
    bridge.addSubcommand(new DiffCommand(terminal));
    bridge.addSubcommand(new PrintConfigCommand(terminal));
    bridge.addSubcommand(new SchemaCommand(terminal));
    bridge.addSubcommand(new UserCommand(terminal));
    bridge.addSubcommand(new CallCommand(terminal));
    bridge.addSubcommand(new TestCommand(terminal));
    bridge.addSubcommand(new HelpCommand());
    bridge.registerConverter(Duration.class, new DurationText());
    bridge.setUsageHelpAutoWidth(true);
    bridge.setOut(terminal.out());
    bridge.setErr(terminal.err());
    bridge.setExecutionExceptionHandler((fault, command, parsed) -> explain(terminal, fault));
    bridge.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.isColoured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    return bridge;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }

  private static int explain(Terminal terminal, Exception fault) {
    if (fault instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
    terminal.err().println("bridge: This is a fault of the bridge; please report it.");
    fault.printStackTrace(terminal.err());
    return ExitCode.FAILED;
  }
}
