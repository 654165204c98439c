package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import java.util.EnumSet;
import java.util.Set;

/** Everything that can happen to an invitation after its birth ({@link Invited}). */
public sealed interface InvitationEvent {

  /** The directory answered: ring these. */
  record Routed(Plan plan) implements InvitationEvent {}

  /** The directory answered: nobody. */
  record Unroutable(Rejection rejection) implements InvitationEvent {}

  /** The invitee's network has the invitation and is working on it (SIP 100). */
  record Proceeding(LegId leg) implements InvitationEvent {}

  /** No device of the invitee is reachable right now; the adapter waits for one to appear. */
  record PeerOffline(LegId leg) implements InvitationEvent {}

  /** A device of the invitee is reachable; the adapter sends it the invitation. */
  record PeerOnline(LegId leg) implements InvitationEvent {}

  /** The invitee's network says how the call fares (SIP 181, 182, 183). */
  record Progressed(LegId leg, Progress progress) implements InvitationEvent {}

  /**
   * A device has received the invitation (receipt acknowledged; SIP 180 or 183).
   *
   * @param said what its network says of it
   */
  record Rang(LegId leg, Content said) implements InvitationEvent {
    /** Without a word. */
    public Rang(LegId leg) {
      this(leg, Content.EMPTY);
    }
  }

  /** The invitee said yes. */
  record Accepted(LegId leg, Content response) implements InvitationEvent {}

  /**
   * The invitee, or its network on its behalf, said no.
   *
   * @param everywhere whether that goes for every place where the invitee could be reached (a SIP
   *     6xx, RFC 3261 section 21.6)
   */
  record Refused(LegId leg, RefuseReason reason, Content response, boolean everywhere)
      implements InvitationEvent {
    /** For one place; other places are not spoken of. */
    public Refused(LegId leg, RefuseReason reason, Content response) {
      this(leg, reason, response, false);
    }
  }

  /** The leg's party cannot go on; {@link LegId#INVITER} means that the caller is gone. */
  record LegFailed(LegId leg, LegFailure failure, Content response) implements InvitationEvent {}

  /** The inviter has learnt of the accept (ACK; acknowledgement by the caller's client). */
  record Confirmed() implements InvitationEvent {}

  /**
   * The inviter takes the invitation back.
   *
   * @param why CANCELED, or what the inviter's network says became of the call elsewhere:
   *     ANSWERED_ELSEWHERE, REFUSED_ELSEWHERE or BUSY_ELSEWHERE
   */
  record Canceled(Content reason, EndReason why) implements InvitationEvent {
    private static final Set<EndReason> REASONS =
        EnumSet.of(
            EndReason.CANCELED,
            EndReason.ANSWERED_ELSEWHERE,
            EndReason.REFUSED_ELSEWHERE,
            EndReason.BUSY_ELSEWHERE);

    public Canceled {
      if (!REASONS.contains(why)) {
        throw new IllegalArgumentException("An inviter cannot cancel because of " + why + ".");
      }
    }

    /** Of the inviter's own will. */
    public Canceled(Content reason) {
      this(reason, EndReason.CANCELED);
    }
  }

  /** A party ends the call: BYE, end, {@code call_bye}. */
  record HungUp(LegId leg, Content info) implements InvitationEvent {}

  /** A party pressed keys during the call: INFO, {@code voip_invite_msg}. */
  record DtmfSent(LegId leg, Dtmf dtmf) implements InvitationEvent {}

  /** A party changes the media of the call or wants the other transferred, or answers that. */
  record SessionChanged(LegId leg, SessionChange change) implements InvitationEvent {}

  /** An operator, or the stop of the bridge, ends it now. */
  record Terminated() implements InvitationEvent {}

  /** The wake-up: some deadline may have passed. Early or late wake-ups do no harm. */
  record TimePassed() implements InvitationEvent {}
}
