package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.transport.ServerCall;

/**
 * One SIP party of an invitation. All but {@link #lane} is called on that lane alone; a gateway's
 * is not that of its Call-ID but of the leg that it serves.
 */
interface Leg {
  Worker lane();

  void perform(LegEffect effect);

  /** A request inside the leg's dialog, other than ACK and CANCEL. */
  void inDialog(ServerCall call);

  void onAck(SIPRequest ack);

  /**
   * A CANCEL inside the leg's dialog.
   *
   * @return false when it cancels nothing that was ever here
   */
  boolean cancelInside(SIPRequest cancel);

  /** A 2xx to an INVITE of ours that comes later than its transaction. */
  void onLateSuccess(SIPResponse success);
}
