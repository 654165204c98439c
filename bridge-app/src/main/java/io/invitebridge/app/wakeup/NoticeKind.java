package io.invitebridge.app.wakeup;

import io.invitebridge.core.invitation.EndReason;

/** What a backend is told about one user of an invitation. The words are the webhook's. */
enum NoticeKind {
  /** The user is offline and has a call: send a push. */
  WAKE_UP("wake-up"),
  /** A device of the user has received the invitation. */
  DELIVERED("delivered"),
  /** The user said yes. */
  ACCEPTED("accepted"),
  /** The user said no. */
  REFUSED("refused"),
  /** The caller took it back, or is gone. */
  CANCELED("canceled"),
  /** Another invitee said yes, here or where the caller's network asked as well. */
  ANSWERED_ELSEWHERE("answered-elsewhere"),
  /** Another invitee, or this user on the other app network, said no or was busy for all. */
  REFUSED_ELSEWHERE("refused-elsewhere"),
  /** The user did not log in, or did not answer, in time. */
  EXPIRED("expired"),
  /** The user's device or network failed. */
  FAILED("failed");

  private final String word;

  NoticeKind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** Nothing follows about this user of this invitation. */
  boolean isLast() {
    return this != WAKE_UP && this != DELIVERED;
  }

  /** How an invitation that was withdrawn from the user ended. */
  static NoticeKind ofWithdrawal(EndReason reason) {
    return switch (reason) {
      case ANSWERED_ELSEWHERE -> ANSWERED_ELSEWHERE;
      case REFUSED_ELSEWHERE, BUSY_ELSEWHERE, REFUSED -> REFUSED_ELSEWHERE;
      case EXPIRED, PEER_OFFLINE, PEER_NO_RESPONSE -> EXPIRED;
      case CANCELED, CONNECTION_LOST, SHUT_DOWN, HUNG_UP, SESSION_LIMIT -> CANCELED;
      case PEER_UNKNOWN, ACCEPT_FAILURE, NO_ROUTE -> FAILED;
    };
  }
}
