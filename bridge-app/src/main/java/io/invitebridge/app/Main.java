package io.invitebridge.app;

import io.invitebridge.app.cli.BridgeCommand;
import io.invitebridge.app.cli.Terminal;

/** Starts the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // The JDK's HTTP server reads these when it is first used: a client that is slow to send its
    // request must not hold one of the few admin threads for ever (seconds).
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.exit(BridgeCommand.commandLine(Terminal.ofProcess()).execute(arguments));
  }
}
