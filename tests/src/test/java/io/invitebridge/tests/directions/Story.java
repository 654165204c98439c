package io.invitebridge.tests.directions;

import java.util.Locale;

/** What happens to a call, from the invitation to its end. */
enum Story {
  CALLER_HANGS_UP("accepted, the caller hangs up"),
  CALLEE_HANGS_UP("accepted, the callee hangs up"),
  REFUSED("refused"),
  CANCELED("cancelled while it rings"),
  OFFLINE("the callee is offline"),
  NO_RESPONSE("nothing comes back from the callee"),
  EXPIRED("it rings and nobody answers");

  private final String sentence;

  Story(String sentence) {
    this.sentence = sentence;
  }

  /** For file names and numbers of phones. */
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return sentence;
  }
}
