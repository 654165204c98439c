package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.CallSettings.Transfer;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REFER both ways (RFC 3515, RFC 4488, RFC 5589), where the trunk's settings follow it. */
class TransferTest {
  private static final LegId CALLEE = new LegId(1);
  private static final Optional<String> NO_BODY = Optional.empty();
  private static final String TARGET = "Refer-To: <sip:300@192.0.2.20>";
  private static final String ALLOW = "Allow: INVITE, ACK, CANCEL, BYE, REFER, NOTIFY";

  private final Bench bench = bench(CallSettings.DEFAULT.withTransfer(Transfer.FOLLOW));

  // ---------------------------------------------------------------- the peer asks

  @Test
  @Row("X2")
  void a_refer_is_put_to_the_other_party_whose_steps_become_notifys() {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("202 REFER", "NOTIFY");
    SIPMessage trying = bench.pbx.last("NOTIFY");
    assertThat(trying.encode())
        .contains("Event: refer\r\n")
        .contains("Subscription-State: active;expires=180\r\n")
        .contains("Content-Type: message/sipfrag;version=2.0\r\n")
        .endsWith("\r\n\r\nSIP/2.0 100 Trying\r\n");
    assertThat(changes()).containsExactly("transfer {\"target\":\"300\"}");
    call.answers(200, "NOTIFY");
    toCaller(Kind.TRANSFER_TRYING, "");
    assertThat(bench.pbx.news()).isEmpty();
    toCaller(Kind.TRANSFER_DONE, "");
    assertThat(bench.pbx.last("NOTIFY").encode())
        .contains("Subscription-State: terminated;reason=noresource\r\n")
        .endsWith("\r\n\r\nSIP/2.0 200 OK\r\n");
    call.answers(200, "NOTIFY");
    hangUp(call);
  }

  @Test
  @Row("X2")
  void the_called_side_may_ask_too_and_the_next_subscription_has_a_name_of_its_own() {
    SipCall call = connectedCallee();
    call.requestWith("REFER", NO_BODY, "r: <tel:+4930123456>");
    bench.settle();
    call.answers(200, "NOTIFY");
    toCallee(Kind.TRANSFER_FAILED, "{\"status\":486}");
    assertThat(bench.pbx.last("NOTIFY").encode()).contains("\r\n\r\nSIP/2.0 486 Busy");
    call.answers(200, "NOTIFY");
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    assertThat(Received.values(bench.pbx.last("NOTIFY"), "Event")).hasSize(1);
    assertThat(Received.values(bench.pbx.last("NOTIFY"), "Event").get(0)).matches("refer;id=\\d+");
    assertThat(changes())
        .containsExactly("transfer {\"target\":\"+4930123456\"}", "transfer {\"target\":\"300\"}");
    call.answers(200, "NOTIFY");
    toCallee(Kind.TRANSFER_FAILED, "no thanks");
    assertThat(bench.pbx.last("NOTIFY").encode()).contains("\r\n\r\nSIP/2.0 603 Decline");
    call.answers(200, "NOTIFY");
    hangUp(call);
  }

  @Test
  @Row("X3")
  void who_says_nothing_is_waited_for_30_s_and_who_tries_180_s() {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    call.answers(200, "NOTIFY");
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.pbx.last("NOTIFY").encode()).contains("SIP/2.0 408 Request");
    assertThat(changes()).last().isEqualTo("transfer-withdrawn ");
    call.answers(200, "NOTIFY");
    toCaller(Kind.TRANSFER_DONE, "");
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    call.answers(200, "NOTIFY");
    toCaller(Kind.TRANSFER_TRYING, "");
    bench.pass(Duration.ofSeconds(179));
    assertThat(bench.pbx.last("NOTIFY").encode()).contains("100 Trying");
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.pbx.last("NOTIFY").encode()).contains("SIP/2.0 408 Request");
    call.answers(200, "NOTIFY");
    hangUp(call);
  }

  @ParameterizedTest(name = "[{index}] {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Subject: none                                                         | 400",
        "Refer-To: nonsense                                                    | 400",
        "Refer-To: <http://evil.example/>                                      | 416",
        "Refer-To: <mailto:bob@pbx.example>                                    | 416",
        "Refer-To: <sip:pbx.example>                                           | 404",
        "Refer-To: <sip:%00%0d%0a@pbx.example>                                 | 404",
        "Refer-To: <sip:300@pbx.example;method=BYE>                            | 403",
        "Refer-To: <sip:300@pbx.example?Route=%3Csip:evil.example%3E>          | 403",
        "Refer-To: <sip:300@pbx.example?body=v%3D0>                            | 403",
        "Refer-To: <sip:300@pbx.example?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc> | 603",
        "Refer-To: <sip:300@pbx.example;method=INVITE>                         | 202",
        "Refer-To: <sips:300@pbx.example>                                      | 202",
        "Refer-To: sip:300@pbx.example                                         | 202",
      })
  @Row("X4")
  void only_a_call_without_headers_of_the_peers_choice_is_made_of_it(String line, int status) {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, line);
    bench.settle();
    assertThat(call.lastResponse().getStatusCode()).isEqualTo(status);
    if (status == 202) {
      assertThat(changes()).containsExactly("transfer {\"target\":\"300\"}");
      call.answers(200, "NOTIFY");
    } else {
      assertThat(changes()).isEmpty();
      assertThat(bench.pbx.heard()).doesNotContain("NOTIFY");
    }
    hangUp(call);
  }

  @Test
  @Row("X4")
  void two_targets_are_none() {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, TARGET, "r: <sip:301@192.0.2.20>");
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("400 REFER");
    assertThat(changes()).isEmpty();
    hangUp(call);
  }

  @Test
  @Row("X5")
  void one_at_a_time_and_none_before_the_call_is_on() {
    SipCall call = bench.pbx.call("100").invite();
    bench.settle();
    bench.engine(new SendRinging(LegId.INVITER, true));
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    assertThat(bench.pbx.last("491 REFER")).isNotNull();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    assertThat(bench.pbx.news()).endsWith("491 REFER");
    call.ack();
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    call.answers(200, "NOTIFY").requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("202 REFER", "NOTIFY", "491 REFER");
    toCaller(Kind.TRANSFER, "{\"target\":\"400\"}");
    assertThat(changes()).last().asString().contains("transfer-failed").contains("491");
    hangUp(call);
  }

  @Test
  @Row("X6")
  void a_peer_that_hangs_up_meanwhile_hears_that_its_subscription_is_over() {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    call.answers(200, "NOTIFY").bye();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("202 REFER", "NOTIFY", "200 BYE", "NOTIFY");
    assertThat(Received.values(bench.pbx.last("NOTIFY"), "Subscription-State"))
        .containsExactly("terminated;reason=noresource");
    call.answers(481, "NOTIFY");
    assertThat(bench.told(HungUp.class).leg()).isEqualTo(LegId.INVITER);
    over();
  }

  @Test
  @Row("X6")
  void a_party_that_hangs_up_meanwhile_ends_the_subscription_too() {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(bench.pbx.news()).containsExactly("202 REFER", "NOTIFY", "BYE");
    call.answers(200, "NOTIFY");
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("NOTIFY");
    call.answers(200, "NOTIFY").answers(200, "BYE");
    over();
  }

  @Test
  @Row("X7")
  void a_peer_that_wants_no_notifys_gets_none() {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, TARGET, "Refer-Sub: false", "Require: norefersub");
    bench.settle();
    assertThat(Received.values(bench.pbx.last("202 REFER"), "Refer-Sub")).containsExactly("false");
    toCaller(Kind.TRANSFER_TRYING, "");
    toCaller(Kind.TRANSFER_DONE, "");
    assertThat(bench.pbx.news()).containsExactly("202 REFER");
    hangUp(call);
  }

  @Test
  @Row("X7")
  void a_peer_that_takes_no_notify_gets_no_more() {
    SipCall call = connected();
    call.requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    call.answers(481, "NOTIFY");
    bench.settle();
    toCaller(Kind.TRANSFER_DONE, "");
    assertThat(bench.pbx.news()).containsExactly("202 REFER", "NOTIFY");
    hangUp(call);
  }

  @Test
  @Row("X1")
  void outside_of_a_call_and_without_the_setting_refer_is_not_served() {
    bench.bob.call("100").requestWith("REFER", NO_BODY, TARGET);
    bench.settle();
    assertThat(bench.bob.last("405 REFER")).isNotNull();
    bench.bob.call("100").requestWith("NOTIFY", NO_BODY, "Event: refer");
    bench.settle();
    assertThat(bench.bob.last("405 NOTIFY")).isNotNull();
    Bench plain = bench(CallSettings.DEFAULT);
    SipCall call = plain.pbx.calls("100");
    plain.settle();
    plain.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    assertThat(Received.values(plain.pbx.last("200 INVITE"), "Allow"))
        .contains("UPDATE")
        .doesNotContain("REFER");
    call.ack();
    call.requestWith("REFER", NO_BODY, TARGET);
    plain.settle();
    assertThat(Received.values(plain.pbx.last("405 REFER"), "Allow"))
        .contains("UPDATE")
        .doesNotContain("REFER");
    plain.engine(
        new SendSessionChange(
            LegId.INVITER, new SessionChange(Kind.TRANSFER, new Content("{\"target\":\"300\"}"))));
    assertThat(plain.told(SessionChanged.class).change().content().value()).contains("405");
    call.bye();
    plain.settle();
  }

  // ---------------------------------------------------------------- the other party asks

  @Test
  @Row("X8")
  void a_peer_that_knows_refer_is_asked_to_call_the_target_by_way_of_the_bridge() {
    SipCall call = connected();
    assertThat(Received.values(bench.pbx.last("200 INVITE"), "Allow")).contains("REFER", "NOTIFY");
    toCaller(Kind.TRANSFER, "{\"target\":\"a b\\u003e\"}");
    assertThat(Received.values(bench.pbx.last("REFER"), "Refer-To"))
        .containsExactly("<sip:a%20b%3E@127.0.0.1:5060>");
    call.answers(202, "REFER");
    notifies(call, "active", "SIP/2.0 100 Trying");
    notifies(call, "active", "SIP/2.0 180 Ringing");
    notifies(call, "terminated;reason=noresource", "SIP/2.0 200 OK\r\nContact: <sip:x@y>");
    assertThat(changes()).containsExactly("transfer-trying ", "transfer-done ");
    assertThat(bench.pbx.news()).endsWith("200 NOTIFY", "200 NOTIFY", "200 NOTIFY");
    hangUp(call);
  }

  @Test
  @Row("X8")
  void a_notify_may_be_faster_than_the_answer_to_the_refer() {
    SipCall call = connectedCallee();
    toCallee(Kind.TRANSFER, "{\"target\":\"300\"}");
    notifies(call, "terminated", "SIP/2.0 486 Busy Here");
    call.answers(202, "REFER");
    bench.settle();
    assertThat(changes()).hasSize(1);
    assertThat(changes().get(0)).startsWith("transfer-failed {\"status\":486,");
    hangUp(call);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource({"''", "no JSON", "{}", "{\"target\":\"\"}", "{\"target\":\"a\\u000d\\u000ab\"}"})
  @Row("X9")
  void a_target_that_cannot_be_called_is_refused(String content) {
    SipCall call = connected();
    toCaller(Kind.TRANSFER, content);
    assertThat(bench.pbx.heard()).doesNotContain("REFER");
    assertThat(changes()).last().asString().contains("\"status\":400");
    hangUp(call);
  }

  @Test
  @Row("X9")
  void what_the_peer_makes_of_it_is_told() {
    SipCall call = connected();
    toCaller(Kind.TRANSFER, "{\"target\":\"300\"}");
    toCaller(Kind.TRANSFER, "{\"target\":\"301\"}");
    assertThat(changes()).last().asString().contains("491");
    call.answers(603, "REFER");
    bench.settle();
    assertThat(changes()).last().asString().contains("603");
    toCaller(Kind.TRANSFER, "{\"target\":\"300\"}");
    call.answers(202, "REFER");
    bench.settle();
    notifies(call, "terminated;reason=timeout", "");
    assertThat(changes()).last().asString().contains("408");
    toCaller(Kind.TRANSFER, "{\"target\":\"300\"}");
    call.answers(202, "REFER");
    bench.pass(Duration.ofSeconds(180));
    assertThat(changes()).last().asString().contains("408");
    toCaller(Kind.TRANSFER, "{\"target\":\"300\"}");
    call.answers(202, "REFER");
    bench.settle();
    toCaller(Kind.TRANSFER_WITHDRAWN, "");
    int before = changes().size();
    call.requestWith("NOTIFY", NO_BODY, "Event: refer", "Subscription-State: active");
    call.requestWith("NOTIFY", NO_BODY, "Event: presence", "Subscription-State: active");
    bench.settle();
    assertThat(bench.pbx.heard()).endsWith("481 NOTIFY", "489 NOTIFY");
    assertThat(changes()).hasSize(before);
    hangUp(call);
  }

  @Test
  @Row("X9")
  void a_peer_that_does_not_know_refer_is_not_asked() {
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    bench.settle();
    toCaller(Kind.TRANSFER, "{\"target\":\"300\"}");
    assertThat(bench.pbx.heard()).doesNotContain("REFER");
    assertThat(changes()).last().asString().contains("405");
    hangUp(call);
  }

  // ---------------------------------------------------------------- the stage

  private SipCall connected() {
    SipCall call = bench.pbx.call("100").with(ALLOW).invite().plain();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    bench.settle();
    bench.pbx.news();
    return call;
  }

  private SipCall connectedCallee() {
    Offer offer =
        new Offer(
            AppUser.rtm(new AppId("app"), new UserId("alice")),
            Optional.empty(),
            new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
            new CalleeName("100"),
            Optional.empty(),
            Content.EMPTY,
            70);
    bench.adapter.perform(bench.invitee(), new SendInvite(CALLEE, offer));
    bench.settle();
    SipCall call = bench.pbx.rung().with(ALLOW).accepts().plain();
    bench.settle();
    bench.pbx.news();
    return call;
  }

  private void notifies(SipCall call, String state, String fragment) {
    call.requestWith(
        "NOTIFY",
        Optional.of(fragment).filter(text -> !text.isEmpty()),
        "Event: refer",
        "Subscription-State: " + state,
        "Content-Type: message/sipfrag");
    bench.settle();
  }

  private void toCaller(Kind kind, String content) {
    bench.engine(
        new SendSessionChange(LegId.INVITER, new SessionChange(kind, new Content(content))));
  }

  private void toCallee(Kind kind, String content) {
    bench.engine(new SendSessionChange(CALLEE, new SessionChange(kind, new Content(content))));
  }

  private List<String> changes() {
    return bench.events.stream()
        .filter(SessionChanged.class::isInstance)
        .map(event -> ((SessionChanged) event).change())
        .map(change -> change.kind().word() + " " + change.content().value())
        .toList();
  }

  private void hangUp(SipCall call) {
    call.bye();
    bench.settle();
    over();
  }

  private void over() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
  }

  private static Bench bench(CallSettings calls) {
    SipSettings plain = Bench.settings();
    return new Bench(
        plain.withTrunks(plain.trunks().stream().map(trunk -> trunk.withCalls(calls)).toList()));
  }
}
