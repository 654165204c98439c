package io.invitebridge.sip.dialog;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.sip.message.Sdp;

/** Who hears what becomes of a call that the bridge has placed. Called on the leg's lane. */
interface Ear {
  void hear(InvitationEvent event);

  /**
   * The INVITE made no offer and the 2xx does. {@link ClientLeg#answer} or a withdrawal must
   * follow; the peer repeats its 2xx for 64 x T1 at most.
   */
  void hearOffer(Sdp offer);

  /** True while the media of this call goes via a gateway. */
  default boolean isJoined() {
    return false;
  }

  /** The call has ended, or our BYE is on its way. May come twice. */
  void hearEnd();
}
