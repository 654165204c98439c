package io.invitebridge.app.cli;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.client.CallInvitation;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** A callback as one line: time, name, peer, then the fields as {@code name=value}. */
final class CallbackLine {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int LONGEST_VALUE = 300;

  private CallbackLine() {}

  static String of(LocalTime now, AppCallback callback) {
    StringBuilder line = new StringBuilder(TIME.format(now));
    line.append(String.format("  %-29s", callback.kind().label()));
    if (!callback.peer().isEmpty()) {
      line.append(' ').append(oneLine(callback.peer()));
    }
    callback
        .invitation()
        .map(CallInvitation::getInvitationId)
        .ifPresent(id -> field(line, "id", id));
    callback.fields().forEach((name, value) -> field(line, name, value));
    return line.toString();
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append("  ").append(name).append('=').append(oneLine(value));
  }

  /** The text came over the network: a control character in it could move the cursor. */
  private static String oneLine(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST_VALUE; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> out.append("\\r");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> out.append(Character.isISOControl(c) ? '?' : c);
      }
    }
    return text.length() > LONGEST_VALUE ? out + "..." : out.toString();
  }
}
