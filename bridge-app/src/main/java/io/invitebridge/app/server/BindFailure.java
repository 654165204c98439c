package io.invitebridge.app.server;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** Says in plain words why an address could not be listened on, and what to do. */
final class BindFailure {
  private BindFailure() {}

  /**
   * Two sentences. They look through the exceptions that libraries wrap around the cause.
   *
   * @param key where the configuration names the address
   */
  static String words(Throwable failure, String key) {
    String change = "change " + key + " in the configuration.";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("address already in use")) {
        return "another program has this port (another bridge?). Stop that program, or " + change;
      }
      if (text.contains("permission denied")) {
        return "the bridge may not use it; ports below 1024 are for root. Use a higher port: "
            + change;
      }
      if (text.contains("cannot assign requested address")) {
        return "this machine has no such address. To mend it, " + change;
      }
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "nobody knows this host name. To mend it, " + change;
      }
    }
    return failure.getMessage() + ". To mend it, " + change;
  }
}
