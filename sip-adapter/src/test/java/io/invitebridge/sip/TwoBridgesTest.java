package io.invitebridge.sip;

import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Protocol;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two adapters on two real stacks: what SIPp's own scenarios do not do. */
class TwoBridgesTest {
  private static final LegId LEG = new LegId(1);

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void a_ringing_call_is_canceled(Protocol protocol) {
    try (Loopback callee = new Loopback();
        Loopback caller = new Loopback(callee.port, protocol)) {
      LegRef leg = caller.newInvitee();
      caller.adapter.perform(leg, new SendInvite(LEG, offer("ring")));
      await().atMost(Duration.ofSeconds(5)).until(() -> caller.seen(Rang.class) == 1);
      caller.adapter.perform(leg, new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
      await().atMost(Duration.ofSeconds(5)).until(() -> callee.seen(Canceled.class) == 1);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> caller.adapter.liveLegs() + callee.adapter.liveLegs() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void a_call_is_accepted_and_hung_up(Protocol protocol) {
    try (Loopback callee = new Loopback();
        Loopback caller = new Loopback(callee.port, protocol)) {
      caller.adapter.perform(caller.newInvitee(), new SendInvite(LEG, offer("200")));
      await().atMost(Duration.ofSeconds(5)).until(() -> caller.seen(Accepted.class) == 1);
      await().atMost(Duration.ofSeconds(5)).until(() -> callee.seen(HungUp.class) == 1);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> caller.adapter.liveLegs() + callee.adapter.liveLegs() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "TCP")
  void a_peer_that_refuses_the_connection_fails_the_leg(Protocol protocol) {
    try (Loopback caller = new Loopback(Loopback.freePort(), protocol)) {
      caller.adapter.perform(caller.newInvitee(), new SendInvite(LEG, offer("200")));
      await().atMost(Duration.ofSeconds(10)).until(() -> caller.seen(LegFailed.class) == 1);
    }
  }

  private static Offer offer(String callee) {
    return new Offer(
        AppUser.rtm(new AppId("app"), new UserId("alice")),
        Optional.empty(),
        new SipParty(Optional.of(Bench.PBX), new SipUser(callee)),
        new CalleeName(callee),
        Optional.empty(),
        Content.EMPTY,
        70);
  }
}
