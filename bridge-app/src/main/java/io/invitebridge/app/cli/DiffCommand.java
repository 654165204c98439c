package io.invitebridge.app.cli;

import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.InvitationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says which calls a new configuration would route differently. */
@Command(
    name = "diff",
    description = "Says which calls of a list a new configuration would route differently.",
    footer = {
      "",
      "CALLS is a CSV file whose first line names the columns: from and to as for bridge route,",
      "and, as wanted, name, app, channel, content, source, online (app users, with spaces between),",
      "at (a time such as 2026-12-24T18:30:00+01:00), and header.X-Name for any SIP header.",
      "Exit code 0: all calls are routed alike. 1: some are not. 2: a file cannot be used."
    })
final class DiffCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "OLD", description = "The configuration as it is.")
  private Path oldFile = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The configuration as it would be.")
  private Path newFile = Path.of("");

  @Parameters(index = "2", paramLabel = "CALLS", description = "The calls.")
  private Path callsFile = Path.of("");

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<BridgeConfig> before = load(oldFile);
    Optional<BridgeConfig> after = load(newFile);
    if (before.isEmpty() || after.isEmpty()) {
      return ExitCode.WRONG_USE;
    }
    try {
      return compare(before.get(), after.get(), CallTable.read(Files.readAllLines(callsFile)));
    } catch (IOException e) {
      terminal.err().println("bridge: The file " + callsFile + " cannot be read as UTF-8 text.");
    } catch (IllegalArgumentException e) {
      terminal.err().println("bridge: " + callsFile + ": " + e.getMessage());
    }
    return ExitCode.WRONG_USE;
  }

  private Optional<BridgeConfig> load(Path file) {
    LoadResult result = ConfigChoice.load(file);
    if (result instanceof LoadResult.Loaded loaded) {
      return Optional.of(loaded.config());
    }
    ((LoadResult.Invalid) result).errors().forEach(terminal.err()::println);
    return Optional.empty();
  }

  private int compare(BridgeConfig before, BridgeConfig after, List<CallTable.Row> rows) {
    RuleDirectory oldRules = new RuleDirectory(before);
    RuleDirectory newRules = new RuleDirectory(after);
    Instant now = Instant.now();
    int different = 0;
    for (CallTable.Row row : rows) {
      List<String> was = decision(row, before, oldRules, now);
      List<String> becomes = decision(row, after, newRules, now);
      if (!was.equals(becomes)) {
        different++;
        terminal
            .out()
            .println("line " + row.line() + "  " + row.call().from() + " to " + row.call().to());
        was.stream().map(terminal::bad).forEach(line -> terminal.out().println("  - " + line));
        becomes.stream().map(terminal::good).forEach(line -> terminal.out().println("  + " + line));
      }
    }
    terminal.out().println(different + " of " + rows.size() + " calls would be routed differently");
    return different == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static List<String> decision(
      CallTable.Row row, BridgeConfig config, RuleDirectory rules, Instant now) {
    try {
      Invited call = row.call().invited(config);
      InvitationEvent answer =
          rules
              .explain(
                  new InvitationId("n1-example"), call, row.call().time(now), row.call()::isOnline)
              .answer();
      List<String> lines = new ArrayList<>();
      if (answer instanceof Routed routed) {
        lines.add("route      " + routed.plan().route());
      }
      lines.addAll(DecisionText.lines(answer, call, config));
      return lines;
    } catch (InvalidValueException e) {
      throw new IllegalArgumentException("Line " + row.line() + ": " + e.getMessage(), e);
    }
  }
}
