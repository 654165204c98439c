package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.dialog.Forks.Fork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of one fork of a call that the bridge has placed; only of the one that has won anything
 * matters. Lane-confined.
 */
final class ForkListener implements MidCall.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(ForkListener.class);

  private final ClientLeg leg;
  private final Fork fork;

  ForkListener(ClientLeg leg, Fork fork) {
    this.leg = leg;
    this.fork = fork;
  }

  @Override
  public void onBye(SIPRequest bye) {
    if (leg.isAnsweredBy(fork)) {
      leg.hungUp(bye);
    }
  }

  @Override
  public void onDtmf(Dtmf dtmf) {
    tell(new InvitationEvent.DtmfSent(callee(), dtmf));
  }

  @Override
  public void onAnswerAcked(long inviteSeq) {
    LOG.debug("{} re-INVITE {} is acknowledged", leg.ref(), inviteSeq);
  }

  @Override
  public void onAnswerLost(long inviteSeq) {
    if (leg.isUpWith(fork)) {
      leg.giveUp(new InvitationEvent.HungUp(callee(), Content.EMPTY));
    }
  }

  @Override
  public void onSessionChange(SessionChange change) {
    tell(new InvitationEvent.SessionChanged(callee(), change));
  }

  @Override
  public void onSessionLost() {
    if (leg.isUpWith(fork)) {
      leg.giveUp(
          new InvitationEvent.LegFailed(callee(), LegFailure.CONNECTION_LOST, Content.EMPTY));
    }
  }

  @Override
  public boolean isBeingSetUp() {
    return leg.isBeingSetUp();
  }

  @Override
  public boolean isOurInvite() {
    return true;
  }

  @Override
  public boolean isUp() {
    return leg.isUpWith(fork);
  }

  @Override
  public TrunkProfile profile() {
    return leg.profile();
  }

  @Override
  public boolean isOver() {
    return !leg.isBeingSetUp() && !leg.isAnsweredBy(fork);
  }

  private void tell(InvitationEvent event) {
    if (leg.isWonBy(fork)) {
      leg.tell(event);
    }
  }

  private LegId callee() {
    return leg.ref().leg();
  }
}
