package io.invitebridge.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 4475's responses, as answers of a trunk to a call of the bridge. */
class TortureResponseTest {
  private static final LegId LEG = new LegId(1);

  @ParameterizedTest(name = "3.1.1.12 unreason over {0}")
  @EnumSource(names = {"UDP", "TCP"})
  void a_reason_phrase_in_any_script_is_accepted(Protocol protocol) throws IOException {
    try (RawTrunk trunk = RawTrunk.of(protocol);
        Loopback bridge = called(trunk, protocol)) {
      trunk.answers("200 = 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e \u2014 \u201e\u017d\u201c");
      heard(bridge, 1, Accepted.class);
    }
  }

  @ParameterizedTest(name = "3.1.1.13 noreason over {0}")
  @EnumSource(names = {"UDP", "TCP"})
  void an_empty_reason_phrase_is_accepted(Protocol protocol) throws IOException {
    try (RawTrunk trunk = RawTrunk.of(protocol);
        Loopback bridge = called(trunk, protocol)) {
      trunk.answers("200 ");
      heard(bridge, 1, Accepted.class);
    }
  }

  @ParameterizedTest(name = "3.1.2.5 scalarlg over {0}")
  @EnumSource(names = "UDP")
  void numbers_beyond_their_range_make_a_response_nobody_hears(Protocol protocol)
      throws IOException {
    try (RawTrunk trunk = RawTrunk.of(protocol);
        Loopback bridge = called(trunk, protocol)) {
      trunk.answersRaw(
          trunk.response("503 Service Unavailable").replace("CSeq: 1 ", "CSeq: 9292394834772304 "));
      trunk.answers("200 OK");
      heard(bridge, 1, Accepted.class);
    }
  }

  @ParameterizedTest(name = "3.1.2.19 bigcode over {0}")
  @EnumSource(names = {"UDP", "TCP"})
  void a_status_of_four_digits_and_more_is_nothing(Protocol protocol) throws IOException {
    try (RawTrunk trunk = RawTrunk.of(protocol);
        Loopback bridge = called(trunk, protocol)) {
      trunk.answers("4294967301 better not break the receiver");
      trunk.answers("1000 Quite Something");
      trunk.answers("99 Too Little");
      trunk.answers("700 Too Much");
      trunk.answers("200 OK");
      heard(bridge, 1, Accepted.class);
    }
  }

  @ParameterizedTest(name = "3.3.10 bcast over {0}")
  @EnumSource(names = {"UDP", "TCP"})
  void a_response_on_its_way_to_somebody_else_is_dropped(Protocol protocol) throws IOException {
    try (RawTrunk trunk = RawTrunk.of(protocol);
        Loopback bridge = called(trunk, protocol)) {
      String other =
          trunk
              .response("603 Decline")
              .replaceFirst(
                  "Via: [^\r]*",
                  "Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923\r\n"
                      + "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK3245");
      trunk.answersRaw(other);
      trunk.answersRaw(other.replace("z9hG4bK1324923", "1324923"));
      trunk.answers("200 OK");
      heard(bridge, 1, Accepted.class);
      assertThat(bridge.seen(Refused.class)).isZero();
    }
  }

  @ParameterizedTest(name = "3.3.10 bcast, the 200 of the RFC, over {0}")
  @EnumSource(names = {"UDP", "TCP"})
  void nor_does_a_200_of_somebody_else_accept_the_call(Protocol protocol) throws IOException {
    try (RawTrunk trunk = RawTrunk.of(protocol);
        Loopback bridge = called(trunk, protocol)) {
      String ours = trunk.response("200 OK");
      String second = "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK3245\r\n";
      trunk.answersRaw(
          ours.replaceFirst(
              "Via: [^\r]*\r\n",
              "Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923\r\n" + second));
      trunk.answersRaw(ours.replaceFirst("From: ", second + "From: "));
      trunk.answers("603 Decline");
      await().atMost(Duration.ofSeconds(10)).until(() -> bridge.seen(Refused.class) == 1);
      assertThat(bridge.seen(Accepted.class)).isZero();
    }
  }

  @ParameterizedTest(name = "17.1.3 and 8.2.6.2 of RFC 3261 over {0}")
  @EnumSource(names = {"UDP", "TCP"})
  void a_branch_alone_makes_no_answer_to_the_invite(Protocol protocol) throws IOException {
    try (RawTrunk trunk = RawTrunk.of(protocol);
        Loopback bridge = called(trunk, protocol)) {
      String decline = trunk.response("603 Decline");
      trunk.answersRaw(decline.replace(" INVITE\r\n", " BYE\r\n"));
      trunk.answersRaw(decline.replace("Call-ID: ", "Call-ID: x"));
      trunk.answersRaw(decline.replaceFirst("(From: [^\r]*;tag=)", "$1x"));
      trunk.answersRaw(decline.replaceFirst("(From: [^\r]*);tag=[^\r]*", "$1"));
      trunk.answers("200 OK");
      heard(bridge, 1, Accepted.class);
      assertThat(bridge.seen(Refused.class)).isZero();
    }
  }

  @Test
  void the_number_of_an_earlier_try_is_forgiven() throws IOException {
    try (RawTrunk trunk = RawTrunk.of(Protocol.UDP);
        Loopback bridge = called(trunk, Protocol.UDP)) {
      trunk.answersRaw(trunk.response("200 OK").replaceFirst("CSeq: \\d+", "CSeq: 4711"));
      heard(bridge, 1, Accepted.class);
    }
  }

  private static Loopback called(RawTrunk trunk, Protocol protocol) throws IOException {
    Loopback bridge = new Loopback(trunk.port(), protocol);
    bridge.adapter.perform(bridge.newInvitee(), new SendInvite(LEG, offer()));
    trunk.hearsInvite();
    return bridge;
  }

  private static void heard(Loopback bridge, int times, Class<Accepted> what) {
    await().atMost(Duration.ofSeconds(10)).until(() -> bridge.seen(what) == times);
    assertThat(bridge.seen(LegFailed.class)).isZero();
    assertThat(bridge.adapter.counters().snapshot().get(Count.FAULTS)).isZero();
  }

  private static Offer offer() {
    return new Offer(
        AppUser.rtm(new AppId("app"), new UserId("alice")),
        Optional.empty(),
        new SipParty(Optional.of(new TrunkName("pbx")), new SipUser("200")),
        new CalleeName("200"),
        Optional.empty(),
        Content.EMPTY,
        70);
  }
}
