package io.invitebridge.core.invitation;

import java.util.OptionalInt;

/**
 * What one invitee's "no" means for the others, and which status a SIP caller hears for it (DESIGN
 * section 5, refuse).
 *
 * @param endsAll true: the first to decline, or to be busy everywhere (SIP 6xx), ends the
 *     invitation for all; false: others ring on
 * @param perDevice true: a SIP caller hears 486 for a decline, false: 603
 * @param fixedStatus a SIP status (400 to 699) that replaces both
 */
public record DeclinePolicy(boolean endsAll, boolean perDevice, OptionalInt fixedStatus) {
  public static final DeclinePolicy DEFAULT = new DeclinePolicy(false, false, OptionalInt.empty());

  public DeclinePolicy {
    if (fixedStatus.isPresent() && (fixedStatus.getAsInt() < 400 || fixedStatus.getAsInt() > 699)) {
      throw new IllegalArgumentException("A fixed decline status must lie between 400 and 699.");
    }
  }
}
