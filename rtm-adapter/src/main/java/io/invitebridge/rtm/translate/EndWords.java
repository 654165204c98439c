package io.invitebridge.rtm.translate;

import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The plain words that stand in {@code reason} members. */
public final class EndWords {
  private EndWords() {}

  /** For example {@code answered-elsewhere}. */
  public static String of(EndReason reason) {
    return reason == EndReason.REFUSED_ELSEWHERE
        ? "declined-elsewhere"
        : reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a user's other devices hear when one has refused. */
  public static String elsewhere(RefuseReason reason) {
    return of(reason == RefuseReason.BUSY ? EndReason.BUSY_ELSEWHERE : EndReason.REFUSED_ELSEWHERE);
  }

  /** The refuse reason behind a client's word; empty for a word that is not known. */
  static Optional<RefuseReason> refuseReason(String word) {
    return Arrays.stream(RefuseReason.values()).filter(r -> r.word().equals(word)).findFirst();
  }
}
