package io.invitebridge.sip.dialog;

import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;

/** The answer of a bridge that cannot take more work now (RFC 3261 section 21.5.4). */
final class Overload {
  private static final int LONGEST_SECONDS = 10;

  private Overload() {}

  static Complaint complaint(Tokens tokens) {
    return Complaint.of(503, "Service Unavailable", retryAfter(tokens));
  }

  /** Jittered, so that refused callers do not all come back at one time. */
  static HeaderLine retryAfter(Tokens tokens) {
    return new HeaderLine("Retry-After", Integer.toString(1 + tokens.below(LONGEST_SECONDS)));
  }
}
