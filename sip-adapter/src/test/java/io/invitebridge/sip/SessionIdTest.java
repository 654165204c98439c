package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SessionId;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.testing.SipPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One identifier for a call, whoever it passes (RFC 7989). */
class SessionIdTest {
  private static final LegId LEG = new LegId(1);
  private static final String ALICE = "a".repeat(32);
  private static final String BOB = "b".repeat(32);
  private static final String CAROL = "c".repeat(32);
  private static final Optional<String> NO_BODY = Optional.empty();

  private final Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.adapter.liveSessions()).isZero();
    assertThat(bench.time.waiting()).isZero();
  }

  @Test
  void a_callers_uuid_comes_back_beside_one_that_the_bridge_makes_for_the_app_user() {
    SipCall call = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    assertThat(id(bench.bob, "100 INVITE")).isEqualTo(pair(SessionId.NIL, BOB));
    bench.engine(new SendRinging(LegId.INVITER, true));
    String made = local(bench.bob, "180 INVITE");
    assertThat(made).matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}").isNotEqualTo(BOB);
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    call.request("OPTIONS", NO_BODY);
    call.request("INVITE", Optional.of(SipCall.AUDIO.replace("0 8", "8 0")));
    bench.settle();
    bench.engine(new SendDtmf(LegId.INVITER, new Dtmf("5")));
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    for (String each : List.of("180 INVITE", "200 INVITE", "200 OPTIONS", "INFO", "BYE")) {
      assertThat(id(bench.bob, each)).as(each).isEqualTo(pair(made, BOB));
    }
    call.answers(200, "BYE");
  }

  @Test
  void an_app_users_uuid_is_made_once_and_the_callees_is_noted() {
    SipCall call = rung();
    String made = local(bench.pbx, "INVITE");
    assertThat(id(bench.pbx, "INVITE")).isEqualTo(pair(made, SessionId.NIL));
    call.with(header(CAROL)).providesReliably(180, 1, NO_BODY);
    bench.settle();
    call.answers(200, "PRACK").accepts();
    bench.settle();
    bench.engine(
        new SendSessionChange(
            LEG, new SessionChange(SessionChange.Kind.OFFER, sdp(SipCall.AUDIO))));
    call.provide("INVITE", 200, Optional.of(SipCall.AUDIO));
    bench.settle();
    call.bye();
    bench.settle();
    for (String each : List.of("PRACK", "ACK", "INVITE", "200 BYE")) {
      assertThat(id(bench.pbx, each)).as(each).isEqualTo(pair(made, CAROL));
    }
  }

  @Test
  void from_sip_to_sip_the_ends_keep_their_own() {
    SipCall caller = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    SipCall callee = rung();
    assertThat(id(bench.pbx, "INVITE")).isEqualTo(pair(BOB, SessionId.NIL));
    callee.with(header(CAROL)).rings();
    bench.settle();
    bench.engine(new SendRinging(LegId.INVITER, true));
    callee.accepts();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    caller.ack();
    bench.settle();
    assertThat(id(bench.bob, "180 INVITE")).isEqualTo(pair(CAROL, BOB));
    assertThat(id(bench.bob, "200 INVITE")).isEqualTo(pair(CAROL, BOB));
    assertThat(id(bench.pbx, "ACK")).isEqualTo(pair(BOB, CAROL));
    caller.bye();
    bench.settle();
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    callee.answers(200, "BYE");
    assertThat(id(bench.bob, "200 BYE")).isEqualTo(pair(CAROL, BOB));
    assertThat(id(bench.pbx, "BYE")).isEqualTo(pair(BOB, CAROL));
  }

  @Test
  void an_end_that_becomes_another_is_told_across() {
    SipCall caller = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    SipCall callee = rung().with(header(CAROL)).accepts();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    caller.ack();
    callee.plain().requestWith("INFO", NO_BODY, header(ALICE));
    bench.settle();
    assertThat(id(bench.pbx, "200 INFO")).isEqualTo(pair(BOB, ALICE));
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(id(bench.bob, "BYE")).isEqualTo(pair(ALICE, BOB));
    caller.answers(200, "BYE");
    callee.bye();
    bench.settle();
    assertThat(id(bench.pbx, "200 BYE")).as("a message without one").isEqualTo(pair(BOB, ALICE));
  }

  @Test
  void a_cancel_has_its_invites() {
    SipCall callee = rung().with(header(CAROL)).rings();
    bench.settle();
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    assertThat(id(bench.pbx, "CANCEL")).isEqualTo(id(bench.pbx, "INVITE")).endsWith(SessionId.NIL);
    callee.answers(200, "CANCEL").answers(487);
    bench.settle();
  }

  @Test
  void a_cancel_and_its_487_are_answered_with_the_pair() {
    SipCall call = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    call.cancel();
    bench.settle();
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(RefuseReason.BUSY, Content.EMPTY),
            DeclinePolicy.DEFAULT));
    assertThat(id(bench.bob, "200 CANCEL"))
        .isEqualTo(id(bench.bob, "486 INVITE"))
        .endsWith(BOB)
        .doesNotStartWith(SessionId.NIL);
    call.ackRefusal();
  }

  @Test
  void a_refusal_tells_who_refused_and_the_next_callee_is_another() {
    SipCall caller = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    rung().with(header(CAROL)).answers(486);
    bench.settle();
    bench.engine(new SendRinging(LegId.INVITER, true));
    assertThat(local(bench.bob, "180 INVITE")).isNotEqualTo(CAROL);
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(RefuseReason.BUSY, Content.EMPTY),
            DeclinePolicy.DEFAULT));
    assertThat(id(bench.bob, "486 INVITE")).isEqualTo(pair(CAROL, BOB));
    caller.ackRefusal();
  }

  @Test
  void a_further_call_for_the_same_app_user_has_the_same_uuid() {
    rung().answers(486);
    bench.settle();
    String first = local(bench.pbx, "INVITE");
    rung().answers(486);
    bench.settle();
    assertThat(local(bench.pbx, "INVITE")).isEqualTo(first);
  }

  @Test
  void of_a_forked_call_the_branch_that_answers_counts() {
    SipCall caller = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    SipCall callee = rung();
    callee.providesElsewhere("desk", 180, NO_BODY, header(ALICE));
    callee.providesElsewhere("mobile", 200, Optional.of(SipCall.AUDIO), header(CAROL));
    callee.providesElsewhere("desk", 200, Optional.of(SipCall.AUDIO), header(ALICE));
    bench.settle();
    assertThat(id(bench.pbx, "BYE")).as("the second answer").isEqualTo(pair(BOB, ALICE));
    callee.answers(200, "BYE");
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    assertThat(id(bench.bob, "200 INVITE")).isEqualTo(pair(CAROL, BOB));
    caller.ack();
    bench.settle();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    caller.answers(200, "BYE");
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    callee.answers(200, "BYE");
  }

  @Test
  void peers_that_know_no_session_id_are_none_the_wiser() {
    SipCall caller = bench.bob.calls("100");
    bench.settle();
    assertThat(bench.bob.last("100 INVITE").encode()).doesNotContain("Session-ID");
    SipCall callee = rung().accepts();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    String caller7989 = local(bench.pbx, "INVITE");
    String callee7989 = local(bench.bob, "200 INVITE");
    assertThat(caller7989).isNotEqualTo(callee7989).isNotEqualTo(SessionId.NIL);
    assertThat(id(bench.bob, "200 INVITE")).isEqualTo(pair(callee7989, SessionId.NIL));
    assertThat(id(bench.pbx, "ACK")).isEqualTo(pair(caller7989, SessionId.NIL));
    caller.ack();
    caller.bye();
    callee.bye();
    bench.settle();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB;remote=00000000000000000000000000000000",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb",
        "00000000000000000000000000000000;remote=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,cccccccccccccccccccccccccccccccc",
        "\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb%0d%0aX: 1",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n X: 1",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\nSession-ID: cccccccccccccccccccccccccccccccc",
        "",
        ";remote=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
      })
  void a_bad_value_is_none(String value) {
    SipCall call = bench.bob.call("100").with("Session-ID: " + value).invite();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    assertThat(id(bench.bob, "200 INVITE")).endsWith(";remote=" + SessionId.NIL);
    call.ack();
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb;remote=nonsense",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ; remote=cccccccccccccccccccccccccccccccc;x=\"y\"",
      })
  void what_stands_behind_a_uuid_does_no_harm(String value) {
    SipCall call = bench.bob.call("100").with("Session-ID: " + value).invite();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    assertThat(id(bench.bob, "200 INVITE")).endsWith(";remote=" + BOB).hasSize(72);
    call.ack();
    call.bye();
    bench.settle();
  }

  @Test
  void a_stranger_in_the_dialog_changes_nothing() {
    SipCall call = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    bench.settle();
    String tag = bench.bob.last("200 INVITE").getToTag();
    bench.bob.sends(
        "INFO sip:100@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.66;branch=z9hG4bK-x\r\n"
            + "From: <sip:x@192.0.2.66>;tag=stranger\r\nTo: <sip:100@127.0.0.1>;tag="
            + tag
            + "\r\nCall-ID: bob-1\r\nCSeq: 9 INFO\r\nMax-Forwards: 70\r\n"
            + header(CAROL)
            + "\r\nContent-Length: 0\r\n\r\n");
    bench.settle();
    assertThat(bench.bob.heard()).endsWith("481 INFO");
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(id(bench.bob, "BYE")).endsWith(BOB);
    call.answers(200, "BYE");
  }

  @Test
  void what_is_turned_away_at_the_door_is_answered_with_the_nil_uuid() {
    bench.adapter.drain();
    SipCall call = bench.bob.call("100").with(header(BOB)).invite();
    bench.settle();
    assertThat(id(bench.bob, "503 INVITE")).isEqualTo(pair(SessionId.NIL, BOB));
    call.ackRefusal();
  }

  private SipCall rung() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("200")),
                new CalleeName("200"),
                Optional.empty(),
                Content.EMPTY,
                70)));
    return bench.pbx.rung();
  }

  private static String header(String uuid) {
    return "Session-ID: " + uuid + ";remote=" + SessionId.NIL;
  }

  private static Content sdp(String text) {
    return new Content("{\"sdp\":\"" + text.replace("\r\n", "\\r\\n") + "\"}");
  }

  private static String pair(String local, String remote) {
    return local + ";remote=" + remote;
  }

  private static String id(SipPeer peer, String label) {
    SIPMessage message = peer.last(label);
    List<String> values = Received.values(message, "Session-ID");
    assertThat(values).as(label).hasSize(1);
    return values.get(0);
  }

  private static String local(SipPeer peer, String label) {
    return id(peer, label).substring(0, 32);
  }
}
