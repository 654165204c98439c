package io.invitebridge.app.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;

/**
 * One command line and what came of it.
 *
 * @param out the lines on stdout
 * @param err the lines on stderr
 */
record CommandRun(int exitCode, List<String> out, List<String> err) {
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new BufferedReader(new StringReader("")),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            false);
    int exitCode = BridgeCommand.commandLine(terminal).execute(arguments);
    return new CommandRun(
        exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }

  String allOut() {
    return String.join("\n", out);
  }

  String allErr() {
    return String.join("\n", err);
  }
}
