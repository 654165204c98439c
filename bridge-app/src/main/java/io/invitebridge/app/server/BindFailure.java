package io.invitebridge.app.server;

import java.net.BindException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Says in plain words why an address could not be listened on. */
final class BindFailure {
  private BindFailure() {}

  /** A sentence; it looks through the exceptions that libraries wrap around the cause. */
  static String words(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("address already in use")) {
        return "the port is taken by another program (another bridge?).";
      }
      if (text.contains("permission denied")) {
        return "this needs rights that the bridge does not have (ports below 1024 need root).";
      }
      if (text.contains("cannot assign requested address")) {
        return "this machine has no such address.";
      }
      if (cause instanceof UnknownHostException) {
        return "the host name is unknown.";
      }
      if (cause instanceof BindException) {
        return cause.getMessage() + ".";
      }
    }
    return failure.getMessage() + ".";
  }
}
