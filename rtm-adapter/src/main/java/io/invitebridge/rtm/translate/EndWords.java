package io.invitebridge.rtm.translate;

import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The plain words that stand in {@code reason} members. */
public final class EndWords {
  /** Another device of the same user said no. */
  public static final String DECLINED_ELSEWHERE = "declined-elsewhere";

  private EndWords() {}

  /** For example {@code answered-elsewhere}. */
  public static String of(EndReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The refuse reason behind a client's word; empty for a word that is not known. */
  static Optional<RefuseReason> refuseReason(String word) {
    return Arrays.stream(RefuseReason.values()).filter(r -> r.word().equals(word)).findFirst();
  }
}
