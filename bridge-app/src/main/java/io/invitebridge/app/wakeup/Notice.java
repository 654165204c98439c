package io.invitebridge.app.wakeup;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.rtm.translate.CoreToRtm;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing to tell a backend.
 *
 * @param number counts the notices about this leg, from 1
 * @param leg the leg that the user's device will answer on
 * @param offer what the user is told, or would be
 * @param reason more than the kind says, as a plain word
 * @param expiresAt until when a login (wake-up) or an answer (delivered) still comes in time; empty
 *     for a last word
 */
record Notice(
    NoticeKind kind,
    int number,
    LegRef leg,
    AppUser callee,
    Offer offer,
    Optional<String> reason,
    Optional<Instant> expiresAt) {

  /** The name under which the user's client will know the invitation. */
  String invitationId() {
    return CoreToRtm.remoteId(leg);
  }

  /** The same for each try, and for no other notice. */
  String idempotencyKey() {
    return invitationId() + "-" + number;
  }
}
