package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Progressed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a called peer and a forking proxy before it may send before and with the answer. */
class ForkedInviteTest {
  private static final LegId LEG = new LegId(1);
  private static final Optional<String> AUDIO = Optional.of(SipCall.AUDIO);
  private static final Optional<String> NO_BODY = Optional.empty();

  private final Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  @Row("P5")
  void reliable_provisionals_are_acknowledged_in_order_and_gaps_are_ignored() {
    SipCall call = rung();
    assertThat(Received.values(bench.pbx.last("INVITE"), "Supported")).contains("100rel");
    call.providesReliably(180, 7, NO_BODY);
    call.providesReliably(180, 7, NO_BODY);
    call.providesReliably(183, 9, NO_BODY);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "PRACK");
    assertThat(Received.values(bench.pbx.last("PRACK"), "RAck")).containsExactly("7 1 INVITE");
    assertThat(bench.told()).containsExactly("Rang");
    call.answers(200, "PRACK");
    call.providesReliably(183, 8, NO_BODY);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("PRACK");
    assertThat(Received.values(bench.pbx.last("PRACK"), "RAck")).containsExactly("8 1 INVITE");
    call.answers(200, "PRACK").accepts();
    bench.settle();
    call.bye();
    bench.settle();
    assertThat(bench.pbx.last("ACK").getCSeq().getSeqNumber()).isEqualTo(1);
  }

  @Test
  @Row({"A5", "P5"})
  void the_bye_counts_on_from_the_pracks() {
    SipCall call = rung();
    call.providesReliably(180, 1, NO_BODY);
    bench.settle();
    call.answers(200, "PRACK").accepts();
    bench.settle();
    bench.engine(new SendWithdrawal(LEG, EndReason.ACCEPT_FAILURE, Content.EMPTY));
    assertThat(bench.pbx.last("PRACK").getCSeq().getSeqNumber()).isEqualTo(2);
    assertThat(bench.pbx.last("BYE").getCSeq().getSeqNumber()).isEqualTo(3);
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  @Row({"A6", "P6"})
  void an_answer_in_a_reliable_183_closes_the_offer_and_a_further_one_is_answered() {
    SipCall call = rung();
    call.providesReliably(183, 1, AUDIO);
    bench.settle();
    assertThat(Received.sdp(bench.pbx.last("PRACK"))).isEmpty();
    call.answers(200, "PRACK");
    call.providesReliably(183, 2, AUDIO.map(sdp -> sdp.replace("4000", "4002")));
    bench.settle();
    assertThat(Received.sdp(bench.pbx.last("PRACK")).orElse("")).contains("a=inactive");
    call.answers(200, "PRACK");
    call.provides(200, NO_BODY);
    bench.settle();
    assertThat(bench.told(Accepted.class).response().value()).contains("m=audio 4002");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("A5")
  void progress_is_told_with_its_code_and_without_a_description_that_nobody_asked_for() {
    SipCall call = rung();
    call.provides(100, NO_BODY);
    call.provides(181, NO_BODY);
    call.provides(182, NO_BODY);
    call.provides(183, AUDIO);
    call.provides(199, NO_BODY);
    bench.settle();
    assertThat(bench.told())
        .containsExactly(
            "Proceeding", "Progressed", "Progressed", "Rang", "Progressed", "Progressed");
    assertThat(progress()).containsExactly("181", "182", "183", "199");
    call.answers(486);
    bench.settle();
  }

  @Test
  @Row({"A5", "A6"})
  void an_app_with_a_description_of_its_own_is_told_the_early_media() {
    bench.engine(invite(new Content("{\"sdp\":\"v=0\\r\\nmine\"}")));
    SipCall call = bench.pbx.rung();
    call.provides(183, AUDIO);
    bench.settle();
    assertThat(progress().get(0)).startsWith("183{\"sdp\":\"v=0");
    call.accepts();
    bench.settle();
    call.bye();
    bench.settle();
  }

  private List<String> progress() {
    return bench.events.stream()
        .filter(Progressed.class::isInstance)
        .map(event -> ((Progressed) event).progress())
        .map(progress -> progress.code() + progress.content().value())
        .toList();
  }

  @Test
  @Row("P8")
  void a_200_that_overtakes_the_answer_to_our_prack_is_acknowledged() {
    SipCall call = rung();
    call.providesReliably(180, 1, NO_BODY);
    call.accepts();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "PRACK", "ACK");
    call.answers(200, "PRACK");
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Rang", "Accepted", "HungUp");
  }

  @Test
  @Row("P7")
  void a_reliable_provisional_after_the_cancel_is_acknowledged_too() {
    SipCall call = rung();
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    call.providesReliably(180, 1, NO_BODY);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "PRACK", "CANCEL");
    call.answers(200, "PRACK").answers(200, "CANCEL").answers(487);
    bench.settle();
    assertThat(bench.told()).isEmpty();
  }

  @Test
  @Row("F1")
  void each_fork_has_a_dialog_of_its_own_and_the_answer_of_one_is_the_call() {
    SipCall call = rung();
    call.provides(180, NO_BODY);
    call.providesElsewhere("b", 183, AUDIO, "Require: 100rel", "RSeq: 5");
    call.providesElsewhere("c", 180, NO_BODY, "Require: 100rel", "RSeq: 50");
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "PRACK", "PRACK");
    assertThat(tags("PRACK")).containsExactly("b", "c");
    call.acceptsElsewhere("c");
    bench.settle();
    call.acceptsElsewhere("b");
    bench.settle();
    assertThat(tags("ACK")).containsExactly("c", "b");
    assertThat(tags("BYE")).containsExactly("b");
    assertThat(bench.told()).containsExactly("Rang", "Rang", "Progressed", "Rang", "Accepted");
    call.answers(200, "BYE");
    bench.engine(new SendWithdrawal(LEG, EndReason.ACCEPT_FAILURE, Content.EMPTY));
    assertThat(tags("BYE")).containsExactly("b", "c");
    assertThat(bench.pbx.last("BYE").getCSeq().getSeqNumber()).isEqualTo(3);
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  @Row("F1")
  void forks_beyond_all_measure_are_left_alone() {
    SipCall call = rung();
    for (int i = 0; i < 100; i++) {
      call.providesElsewhere("fork-" + i, 180, NO_BODY, "Require: 100rel", "RSeq: 1");
    }
    bench.settle();
    assertThat(tags("PRACK")).hasSize(32);
    call.answers(486);
    bench.settle();
    bench.pass(Duration.ofSeconds(40));
  }

  @Test
  @Row({"A9", "F1"})
  void the_bye_of_a_surplus_fork_does_not_end_the_call() {
    SipCall call = rung();
    call.accepts();
    call.acceptsElsewhere("other");
    bench.settle();
    String bye = bench.pbx.last("BYE").encode();
    assertThat(bye).contains("tag=other");
    bench.pbx.sends(
        bye.replace("BYE sip:pbx@192.0.2.20:5060", "BYE sip:n1@127.0.0.1")
            .replaceAll("(?m)^From: ", "X-Was: ")
            .replaceAll("(?m)^To: ", "From: ")
            .replaceAll("(?m)^X-Was: ", "To: ")
            .replaceAll("branch=\\S+", "branch=z9hG4bK-crossing"));
    bench.settle();
    assertThat(bench.pbx.news()).endsWith("200 BYE");
    assertThat(bench.told()).containsExactly("Accepted");
    call.answers(200, "BYE");
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Accepted", "HungUp");
  }

  @Test
  @Row({"A7", "A21"})
  void a_200_without_an_answer_is_acknowledged_and_hung_up() {
    SipCall call = rung();
    call.provides(200, NO_BODY);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.MEDIA);
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  @Row("U1")
  void an_update_in_an_early_dialog_moves_the_peer() {
    SipCall call = rung();
    call.rings();
    bench.settle();
    call.request("UPDATE", NO_BODY);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "200 UPDATE");
    call.accepts();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("U2")
  void an_offer_in_an_early_update_crosses_ours_until_it_is_answered() {
    SipCall call = rung();
    call.rings();
    bench.settle();
    call.request("UPDATE", AUDIO);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "491 UPDATE");
    call.providesReliably(183, 1, AUDIO);
    bench.settle();
    call.answers(200, "PRACK");
    call.request("UPDATE", AUDIO.map(sdp -> sdp.replace("4000", "4004")));
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("PRACK", "200 UPDATE");
    call.accepts();
    bench.settle();
    call.bye();
    bench.settle();
  }

  private List<String> tags(String label) {
    return bench.pbx.messages().stream()
        .filter(m -> m instanceof SIPRequest request && request.getMethod().equals(label))
        .map(SIPMessage::getToTag)
        .toList();
  }

  private SipCall rung() {
    bench.engine(invite(Content.EMPTY));
    return bench.pbx.rung();
  }

  private static SendInvite invite(Content content) {
    return new SendInvite(
        LEG,
        new Offer(
            AppUser.rtm(new AppId("app"), new UserId("alice")),
            Optional.empty(),
            new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
            new CalleeName("100"),
            Optional.empty(),
            content,
            70));
  }
}
