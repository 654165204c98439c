package io.invitebridge.sip.trunk;

import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.message.Complaint;
import java.util.Optional;

/** Whether a caller comes in. */
public sealed interface Admission {
  /**
   * It does.
   *
   * @param trunk whose caller it is; empty for a stranger, about whom the settings decide
   */
  record Admitted(Optional<Trunk> trunk) implements Admission {}

  /** It does not, or has to prove who it is first. */
  record TurnedAway(Complaint complaint) implements Admission {}
}
