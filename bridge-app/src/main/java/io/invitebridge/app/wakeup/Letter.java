package io.invitebridge.app.wakeup;

import java.time.Instant;

/**
 * A notice on its way.
 *
 * @param body the same bytes for each try
 * @param deadline after this it is of no use
 * @param tries how many have failed
 */
record Letter(Notice notice, String body, Instant deadline, int tries) {
  boolean isLate(Instant now) {
    return !now.isBefore(deadline);
  }

  Letter triedAgain() {
    return new Letter(notice, body, deadline, tries + 1);
  }

  /** The body may hold what is private to the users. */
  @Override
  public String toString() {
    return notice.kind().word() + " " + notice.idempotencyKey();
  }
}
