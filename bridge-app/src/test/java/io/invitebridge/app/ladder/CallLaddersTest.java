package io.invitebridge.app.ladder;

import static io.invitebridge.app.testing.PlayedCall.ALICE;
import static io.invitebridge.app.testing.PlayedCall.BOB;
import static io.invitebridge.app.testing.PlayedCall.DESK;
import static io.invitebridge.app.testing.PlayedCall.FIRST;
import static io.invitebridge.app.testing.PlayedCall.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.testing.PlayedCall;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.invitation.InvitationEvent.DtmfSent;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls as an operator sees them. */
class CallLaddersTest {
  private final CallLadders ladders = new CallLadders(3);

  @Test
  void a_call_is_drawn_from_its_first_message_to_its_last() {
    PlayedCall call =
        PlayedCall.begun(ladders, 1, DESK)
            .routed(ALICE)
            .later(Duration.ofMillis(52))
            .happens(new Rang(FIRST))
            .later(Duration.ofMillis(2_258))
            .happens(new Accepted(FIRST, new Content("private words")), new Confirmed())
            .later(Duration.ofSeconds(60))
            .happens(new HungUp(FIRST, Content.EMPTY));

    assertThat(drawn(call))
        .isEqualTo(
            """
            n1-call1  ENDED (HUNG_UP)  route "the route"
            sip:100@pbx calls somebody at 2026-01-01T12:00:00.123Z

                   sip:100@pbx                 bridge          1=rtm:alice
                 0.000  |-------- invite -------->|                 |
                 0.000  |                         |---- invite ---->|
                 0.052  |                         |<-- received ----|
                 0.052  |<------- ringing --------|                 |
                 2.310  |                         |<--- accept -----|
                 2.310  |<------ accepted --------|                 |
                 2.310  |-------- confirm ------->|                 |
                 2.310  |                         |--- confirmed -->|
                62.310  |                         |<--- hang up ----|
                62.310  |<-- hang up (hung up) ---|                 |
            """);
  }

  @Test
  void only_those_who_were_told_something_are_in_the_drawing() {
    PlayedCall call =
        PlayedCall.begun(ladders, 1, ALICE).routed(DESK, BOB).happens(new Rang(FIRST));
    assertThat(drawn(call)).contains("RINGING", "1=sip:100@pbx").doesNotContain("bob");

    call.happens(new LegFailed(FIRST, LegFailure.NO_RESPONSE, Content.EMPTY));
    assertThat(drawn(call)).contains("failed (no response)", "1=sip:100@pbx", "2=legacy:bob");

    call.happens(new Rang(SECOND), new Canceled(Content.EMPTY));
    assertThat(drawn(call)).contains("ENDED (CANCELED)", "- cancel -", "- canceled -");
  }

  @Test
  void the_oldest_make_room() {
    PlayedCall first = PlayedCall.begun(ladders, 0, DESK).routed(ALICE);
    for (int i = 1; i <= 3; i++) {
      PlayedCall.begun(ladders, i, DESK).routed(ALICE);
    }
    assertThat(ladders.draw(first.id())).isEmpty();
    assertThat(ladders.draw(new InvitationId("n1-call1"))).isPresent();
    assertThat(ladders.draw(new InvitationId("n1-call3"))).isPresent();
    assertThat(ladders.draw(new InvitationId("n1-gone"))).isEmpty();
  }

  @Test
  void what_comes_late_or_never_should_is_not_drawn() {
    PlayedCall call = PlayedCall.begun(ladders, 1, DESK).routed(ALICE);
    String before = drawn(call);
    call.happens(new Confirmed());
    assertThat(drawn(call)).isEqualTo(before);
  }

  @Test
  void a_call_with_very_many_messages_is_cut() {
    PlayedCall call =
        PlayedCall.begun(ladders, 1, DESK)
            .routed(ALICE)
            .happens(new Accepted(FIRST, Content.EMPTY), new Confirmed());
    for (int i = 0; i < 200; i++) {
      call.happens(new DtmfSent(LegId.INVITER, new Dtmf("5")));
    }
    assertThat(drawn(call).lines())
        .hasSizeLessThan(110)
        .last()
        .isEqualTo("(more was said; the first 100 messages are shown)");
  }

  @Test
  void what_a_terminal_would_obey_is_not_shown_and_texts_of_users_are_not_kept() {
    Address strange = Address.AppUser.rtm(new AppId("app"), new UserId("al {ice"));
    PlayedCall call = PlayedCall.begun(ladders, 1, strange).routed(phone("\u00fc\u202e"));
    assertThat(drawn(call))
        .matches("[\\x20-\\x7e\\n]*")
        .contains("rtm:al {ice calls", "1=sip:??@pbx")
        .doesNotContain("private");
  }

  private static Address phone(String user) {
    return new Address.SipParty(((Address.SipParty) DESK).trunk(), new SipUser(user));
  }

  private String drawn(PlayedCall call) {
    Optional<String> drawing = ladders.draw(call.id());
    return drawing.orElseThrow();
  }
}
