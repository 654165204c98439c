package io.invitebridge.tests.simulation;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.invitation.InvitationEvent.DtmfSent;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Proceeding;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import java.util.Random;

/**
 * A party of no good character: it does what an adapter may do, at any time, in any order, and says
 * some things twice. What it may not do is what only a faulty adapter does (a violation).
 */
final class Party {
  private final LegRef leg;
  private final World world;
  private final Random random;
  private boolean accepted;

  Party(LegRef leg, World world, Random random) {
    this.leg = leg;
    this.world = world;
    this.random = random;
  }

  void hears(Effect.LegEffect effect) {
    if (effect instanceof Effect.SendInvite) {
      invited();
    } else if (effect instanceof Effect.SendAccept) {
      calleeAccepted();
    } else if (effect instanceof Effect.SendConfirm) {
      mayHangUp();
    }
  }

  /** Before anybody has answered, and also much too late. */
  void callerMayGiveUp() {
    if (world.chance(30)) {
      world.after(world.millis(90_000), () -> world.tell(leg, new Canceled(Content.EMPTY)));
    }
    if (world.chance(5)) {
      world.after(world.millis(90_000), this::lost);
    }
  }

  private void invited() {
    switch (random.nextInt(8)) {
      case 0 -> world.tell(leg, new PeerOffline(leg.leg()));
      case 1 -> {
        world.tell(leg, new PeerOffline(leg.leg()));
        world.after(world.millis(30_000), this::comesOnline);
      }
      case 2 -> world.tell(leg, new Proceeding(leg.leg()));
      case 3 -> fails(LegFailure.values()[random.nextInt(LegFailure.values().length)]);
      default -> comesOnline();
    }
  }

  private void comesOnline() {
    world.tell(leg, new PeerOnline(leg.leg()));
    if (world.chance(90)) {
      world.tell(leg, new Rang(leg.leg()));
    }
    if (world.chance(50)) {
      world.after(world.millis(70_000), this::accepts);
    }
    if (world.chance(30)) {
      RefuseReason reason = RefuseReason.values()[random.nextInt(RefuseReason.values().length)];
      world.after(
          world.millis(70_000),
          () -> world.tell(leg, new Refused(leg.leg(), reason, Content.EMPTY)));
    }
    if (world.chance(5)) {
      world.after(world.millis(70_000), this::lost);
    }
  }

  private void accepts() {
    accepted = true;
    world.tell(leg, new Accepted(leg.leg(), Content.EMPTY));
    if (world.chance(20)) {
      mayHangUp();
    }
  }

  private void calleeAccepted() {
    if (world.chance(90)) {
      world.tell(leg, new Confirmed());
    }
    mayHangUp();
  }

  private void mayHangUp() {
    if (world.chance(40)) {
      world.after(
          world.millis(60_000), () -> world.tell(leg, new DtmfSent(leg.leg(), new Dtmf("1#"))));
    }
    if (world.chance(70)) {
      world.after(world.millis(120_000), this::hangsUp);
    } else if (world.chance(30)) {
      world.after(world.millis(120_000), this::lost);
    }
  }

  private void hangsUp() {
    if (accepted || World.isInviter(leg)) {
      endsItself(new HungUp(leg.leg(), Content.EMPTY));
    }
  }

  private void lost() {
    endsItself(new LegFailed(leg.leg(), LegFailure.CONNECTION_LOST, Content.EMPTY));
  }

  private void fails(LegFailure failure) {
    endsItself(new LegFailed(leg.leg(), failure, Content.EMPTY));
  }

  /** What ends the leg itself reaches the bridge for sure: its own adapter notices. */
  private void endsItself(InvitationEvent event) {
    world.ended(leg);
    world.tellSurely(leg, event);
  }

  @Override
  public String toString() {
    return leg.leg().equals(LegId.INVITER) ? "inviter" : "invitee";
  }
}
