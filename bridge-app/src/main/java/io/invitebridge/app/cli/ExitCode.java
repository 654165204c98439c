package io.invitebridge.app.cli;

/** What a command tells the shell. */
final class ExitCode {
  static final int DONE = 0;

  /** The command was right and its work failed. */
  static final int FAILED = 1;

  /** The command line or the configuration is wrong. */
  static final int WRONG_USE = 2;

  private ExitCode() {}
}
