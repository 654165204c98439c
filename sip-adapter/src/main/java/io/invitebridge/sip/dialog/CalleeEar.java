package io.invitebridge.sip.dialog;

import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CoreToSip;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the engine what becomes of a callee. Where the callee's media goes via a gateway, its
 * accept is told only when the two are joined. Lane-confined.
 */
final class CalleeEar implements Ear, MediaJoin.Served {
  private final Surroundings world;
  private final LegRef ref;
  private final Function<MediaJoin.Served, Optional<MediaJoin>> joining;
  private Optional<MediaJoin> join = Optional.empty();
  private Optional<ClientLeg> leg = Optional.empty();

  /**
   * @param joining makes the join that the route wants; empty where it wants none
   */
  CalleeEar(
      Surroundings world, LegRef ref, Function<MediaJoin.Served, Optional<MediaJoin>> joining) {
    this.world = world;
    this.ref = ref;
    this.joining = joining;
  }

  void listensTo(ClientLeg callee) {
    leg = Optional.of(callee);
  }

  /** A change of media that goes via a gateway is the gateway's affair. */
  @Override
  public void hear(InvitationEvent event) {
    if (event instanceof SessionChanged changed
        && changed.change().kind().isOfMedia()
        && join.isPresent()) {
      join.get().change(changed.change());
    } else {
      world.inbox().deliver(ref.invitation(), event);
    }
  }

  @Override
  public boolean isJoined() {
    return join.isPresent();
  }

  @Override
  public void onGatewayChange(SessionChange change) {
    leg.ifPresent(callee -> callee.change(change));
  }

  @Override
  public void hearOffer(Sdp offer) {
    join = joining.apply(this);
    join.ifPresent(media -> media.begin(Optional.of(offer.text())));
  }

  @Override
  public void hearEnd() {
    join.ifPresent(media -> media.leave(CoreToSip.closing(EndReason.HUNG_UP, Content.EMPTY)));
  }

  @Override
  public void onJoined(String sdp) {
    leg.ifPresent(callee -> callee.answer(sdp));
  }

  @Override
  public void onNotJoined(RefuseReason reason, Content why) {
    hear(new InvitationEvent.Refused(ref.leg(), reason, why));
    withdraw(EndReason.ACCEPT_FAILURE, Content.EMPTY);
  }

  @Override
  public void onGatewayGone(Content reasons) {
    hear(new InvitationEvent.HungUp(ref.leg(), reasons));
    withdraw(EndReason.HUNG_UP, reasons);
  }

  private void withdraw(EndReason reason, Content info) {
    leg.ifPresent(callee -> callee.withdraw(CoreToSip.closing(reason, info)));
  }
}
