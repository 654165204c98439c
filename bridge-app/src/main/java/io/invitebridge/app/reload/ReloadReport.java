package io.invitebridge.app.reload;

import java.time.Instant;
import java.util.List;

/**
 * What became of reading the configuration again. No secrets.
 *
 * @param changes what differs from the one before, by name
 * @param needRestart what differs and holds only after a restart
 * @param errors why it was refused; each with its place, as {@code file:line:column: sentence}
 */
public record ReloadReport(
    Instant at,
    Cause cause,
    Result result,
    List<String> changes,
    List<String> needRestart,
    List<String> errors) {

  /** Who asked. */
  public enum Cause {
    SIGNAL("SIGHUP"),
    FILE("a file has changed"),
    ADMIN("an operator asked");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** How it ended. */
  public enum Result {
    /** The new configuration holds. */
    APPLIED,
    /** It is the same. */
    UNCHANGED,
    /** The one before still holds, all of it. */
    REFUSED
  }

  public ReloadReport {
    changes = List.copyOf(changes);
    needRestart = List.copyOf(needRestart);
    errors = List.copyOf(errors);
  }
}
