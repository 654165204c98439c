package io.invitebridge.app.admin;

import io.invitebridge.app.admin.Operation.Access;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line for each change and each refusal: who, from where, what, and what came of it. The
 * logger has a name of its own, so that the lines can be kept apart.
 */
final class Audit {
  /** {@code io.invitebridge.audit} */
  private static final Logger log = LoggerFactory.getLogger("io.invitebridge.audit");

  private static final int LONGEST_PATH = 200;

  void write(
      String who,
      InetSocketAddress from,
      String method,
      String path,
      Access access,
      Answer answer) {
    boolean isRefusal = answer.status() == 401 || answer.status() == 403;
    if (access != Access.CHANGE && !isRefusal) {
      return;
    }
    log.info(
        "{}@{} {} {}: {}{}",
        who,
        from.getAddress().getHostAddress(),
        oneLine(method),
        oneLine(path),
        answer.status(),
        answer.note().isEmpty() ? "" : ", " + answer.note());
  }

  /** A client chooses these texts, and a log line is one line. */
  private static String oneLine(String text) {
    String shown = text.length() <= LONGEST_PATH ? text : text.substring(0, LONGEST_PATH) + "...";
    return shown.replaceAll("[^\\x21-\\x7e]", "?");
  }
}
