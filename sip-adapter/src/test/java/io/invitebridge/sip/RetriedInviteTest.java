package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
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
import io.invitebridge.sip.CallSettings.SessionTimers;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refusals that are not the last word: 422 (RFC 4028 section 7.3) and 3xx (RFC 3261 8.1.3.4). */
class RetriedInviteTest {
  private static final LegId LEG = new LegId(1);
  private static final Optional<String> NO_BODY = Optional.empty();

  private Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  @Row("A18")
  void a_422_is_tried_again_with_the_longer_interval() {
    bench = new Bench(with(timers(100)));
    SipCall call = rung();
    assertThat(header("Session-Expires")).containsExactly("100");
    call.provides(422, NO_BODY, "Min-SE: 400");
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "INVITE");
    assertThat(header("Session-Expires")).containsExactly("400");
    assertThat(header("Min-SE")).containsExactly("400");
    assertThat(bench.pbx.last("INVITE").getCSeq().getSeqNumber()).isEqualTo(2);
    assertThat(Received.sdp(bench.pbx.last("INVITE")).orElse("")).contains("a=inactive");
    assertThat(bench.told()).isEmpty();
    call.provides(200, Optional.of(SipCall.AUDIO), "Session-Expires: 400;refresher=uac");
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("ACK");
    bench.pass(Duration.ofSeconds(200));
    assertThat(bench.pbx.news()).containsExactly("INVITE");
    assertThat(bench.pbx.last("INVITE").getCSeq().getSeqNumber()).isEqualTo(3);
    call.provide("INVITE", 200, Optional.of(SipCall.AUDIO), "Session-Expires: 400;refresher=uac");
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("A18")
  void a_422_that_helps_nothing_is_final() {
    SipCall call = rung();
    call.provides(422, NO_BODY, "Min-SE: 90");
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  @Row("A18")
  void a_peer_that_always_wants_longer_is_given_up() {
    SipCall call = rung();
    for (int i = 1; i <= 4; i++) {
      call.provides(422, NO_BODY, "Min-SE: " + 1000 * i);
      bench.settle();
    }
    assertThat(bench.pbx.heard()).filteredOn("INVITE"::equals).hasSize(4);
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  @Row("A18")
  void a_peer_that_wants_the_timer_refreshes_itself() {
    SipCall call = rung();
    assertThat(header("Session-Expires")).isEmpty();
    call.provides(
        200, Optional.of(SipCall.AUDIO), "Session-Expires: 300;refresher=uas", "Require: timer");
    bench.settle();
    bench.pass(Duration.ofSeconds(268));
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(bench.told()).containsExactly("Accepted", "LegFailed");
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  @Row("A19")
  void a_redirection_is_final_unless_the_trunk_says_so() {
    SipCall call = rung();
    moved(call, "Contact: <sip:101@192.0.2.20>");
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK");
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.UNAVAILABLE);
  }

  @Test
  @Row("A19")
  void redirections_are_followed_depth_first_by_q_and_none_twice() {
    bench = new Bench(with(CallSettings.DEFAULT.withRedirects(2)));
    SipCall call = rung();
    moved(
        call,
        "Contact: <sip:a@192.0.2.20:5060>;q=0.2, <sip:b@192.0.2.20:5060>;q=0.9,"
            + " <sip:100@192.0.2.20:5060>;q=1.0");
    assertThat(uri()).isEqualTo("sip:b@192.0.2.20:5060");
    moved(call, "Contact: <sip:c@192.0.2.20:5060>, <sip:b@192.0.2.20:5060>");
    assertThat(uri()).isEqualTo("sip:c@192.0.2.20:5060");
    moved(call, "Contact: <sip:d@192.0.2.20:5060>");
    assertThat(uri()).isEqualTo("sip:a@192.0.2.20:5060");
    assertThat(bench.pbx.last("INVITE").getCSeq().getSeqNumber()).isEqualTo(4);
    assertThat(bench.pbx.last("INVITE").getToTag()).isNull();
    assertThat(bench.told()).isEmpty();
    call.answers(480);
    bench.settle();
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  @Row("A19")
  void a_6xx_speaks_for_all_places() {
    bench = new Bench(with(CallSettings.DEFAULT.withRedirects(5)));
    SipCall call = rung();
    moved(call, "Contact: <sip:a@192.0.2.20>, <sip:b@192.0.2.20>");
    call.answers(603);
    bench.settle();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.DECLINED);
    assertThat(bench.pbx.heard()).filteredOn("INVITE"::equals).hasSize(2);
  }

  @Test
  @Row("A19")
  void a_redirection_away_from_the_trunk_is_not_followed() {
    bench = new Bench(with(CallSettings.DEFAULT.withRedirects(5)));
    SipCall call = rung();
    moved(
        call,
        "Contact: <sip:900@192.0.2.10>, <sip:900@expensive.example.com>, <sips:a@192.0.2.20>,"
            + " <tel:+1900>");
    assertThat(bench.told()).containsExactly("Refused");
    assertThat(bench.bob.heard()).isEmpty();
  }

  @Test
  @Row("A19")
  void a_redirected_call_is_cancelled_where_it_is() {
    bench = new Bench(with(CallSettings.DEFAULT.withRedirects(1)));
    SipCall call = rung();
    call.rings();
    bench.settle();
    moved(call, "Contact: <sip:a@192.0.2.20:5060?Route=%3Csip:evil%3E>");
    assertThat(uri()).isEqualTo("sip:a@192.0.2.20:5060");
    assertThat(bench.pbx.last("INVITE").encode()).doesNotContain("evil");
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    assertThat(bench.pbx.heard()).doesNotContain("CANCEL");
    call.rings();
    bench.settle();
    assertThat(((SIPRequest) bench.pbx.last("CANCEL")).getRequestURI().toString())
        .isEqualTo("sip:a@192.0.2.20:5060");
    call.answers(200, "CANCEL").answers(487);
    bench.settle();
  }

  @Test
  @Row("A23")
  void a_487_without_a_cancel_of_ours_is_the_networks() {
    SipCall call = rung();
    call.rings();
    call.answers(487);
    bench.settle();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.NETWORK);
  }

  @Test
  @Row("A14")
  void unwanted_and_blocked_are_told_apart() {
    SipCall call = rung();
    call.answers(607);
    bench.settle();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.UNWANTED);
    bench.events.clear();
    rung().answers(608);
    bench.settle();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.BLOCKED);
    assertThat(bench.told(Refused.class).response().value()).contains("\"status\":608");
  }

  private void moved(SipCall call, String contacts) {
    call.moves(302, contacts);
    bench.settle();
  }

  private String uri() {
    return ((SIPRequest) bench.pbx.last("INVITE")).getRequestURI().toString();
  }

  private List<String> header(String name) {
    return Received.values(bench.pbx.last("INVITE"), name);
  }

  private SipCall rung() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
                new CalleeName("100"),
                Optional.empty(),
                Content.EMPTY,
                70)));
    return bench.pbx.rung();
  }

  private static CallSettings timers(int seconds) {
    return CallSettings.DEFAULT.withTimers(
        new SessionTimers(Optional.of(Duration.ofSeconds(seconds)), SessionTimers.LEAST));
  }

  private static SipSettings with(CallSettings calls) {
    return Bench.settings().withTrunks(List.of(Bench.settings().trunks().get(0).withCalls(calls)));
  }
}
