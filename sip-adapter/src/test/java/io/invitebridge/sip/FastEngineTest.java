package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.translate.LoopMark;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An engine that acts before the thread that brought the INVITE is back from opening the call. */
class FastEngineTest {
  private static final LegId LEG = new LegId(1);
  private static final String BOB = "b".repeat(32);
  private static final String EARLIER = "n2-0123456789abcdef";

  private final Bench bench = new Bench();

  @Test
  void a_callee_is_told_all_that_its_caller_brought() {
    bench.atOnce = leg -> bench.adapter.perform(bench.invitee(), new SendInvite(LEG, offer()));
    bench
        .bob
        .call("100")
        .with("Session-ID: " + BOB + ";remote=" + "0".repeat(32))
        .with("X-Invite-Path: " + EARLIER)
        .with("Privacy: id")
        .invite();
    bench.settle();
    SIPMessage invite = bench.pbx.last("INVITE");
    assertThat(Received.values(invite, LoopMark.HEADER))
        .containsExactly(EARLIER + ", " + LoopMark.of("n1", "anonymous", "100"));
    assertThat(Received.values(invite, "Session-ID").get(0)).startsWith(BOB);
    assertThat(invite.getFrom().getAddress().toString()).contains("anonymous@anonymous.invalid");
  }

  @Test
  void a_withdrawal_follows_its_invite() {
    bench.atOnce =
        leg -> {
          bench.adapter.perform(bench.invitee(), new SendInvite(LEG, offer()));
          bench.adapter.perform(
              bench.invitee(), new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
        };
    bench.bob.calls("100");
    bench.settle();
    bench.pbx.rung().tries();
    bench.settle();
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "CANCEL");
  }

  @Test
  void what_the_caller_is_told_arrives_in_order() {
    bench.atOnce =
        leg -> {
          bench.adapter.perform(leg, new SendRinging(LegId.INVITER, true));
          bench.adapter.perform(
              leg,
              new SendRejection(
                  LegId.INVITER,
                  Rejection.refused(RefuseReason.BUSY, Content.EMPTY),
                  DeclinePolicy.DEFAULT));
        };
    bench.bob.calls("100").ackRefusal();
    bench.settle();
    assertThat(bench.bob.heard()).isEqualTo(List.of("100 INVITE", "180 INVITE", "486 INVITE"));
  }

  private static Offer offer() {
    return new Offer(
        new SipParty(Optional.empty(), new SipUser("bob")),
        Optional.empty(),
        new SipParty(Optional.of(Bench.PBX), new SipUser("200")),
        new CalleeName("100"),
        Optional.empty(),
        Content.EMPTY,
        70);
  }
}
