package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.GatewayUri;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.testing.SipPeer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The media of a call goes via a gateway: RFC 3725, RFC 3264, RFC 3261 section 13. */
class MediaGatewayTest {
  private static final LegId LEG = new LegId(1);
  private static final String ROOM_MEDIA = SipCall.AUDIO.replace("192.0.2.10", "192.0.2.30");
  private static final MediaPolicy VIA =
      new MediaPolicy.Via(new GatewayUri("sip:room-7@192.0.2.30;secret=a%20b"));

  private final Bench bench = new Bench();
  private final SipPeer gateway = bench.wire.peer("gateway", "192.0.2.30");

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  // ---------------------------------------------------------------- a phone calls an app

  @Test
  void the_gateway_gets_the_callers_offer_and_the_caller_the_gateways_answer() {
    SipCall phone = accepted(bench.bob.calls("alice"));
    assertThat(gateway.news()).containsExactly("INVITE");
    assertThat(gateway.last("INVITE").encode())
        .startsWith("INVITE sip:room-7@192.0.2.30;secret=a%20b SIP/2.0\r\n")
        .contains("From: <sip:bob@127.0.0.1>");
    assertThat(Received.sdp(gateway.last("INVITE"))).contains(SipCall.AUDIO);
    assertThat(bench.bob.heard()).containsExactly("100 INVITE");

    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();

    assertThat(gateway.news()).containsExactly("ACK");
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "200 INVITE");
    assertThat(Received.sdp(bench.bob.last("200 INVITE"))).contains(ROOM_MEDIA);
    phone.ack();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed");

    phone.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
    assertThat(gateway.news()).containsExactly("BYE");
    gateway.rung().answers(200, "BYE");
  }

  @Test
  void a_caller_without_an_offer_gets_the_gateways_and_answers_it() {
    SipCall phone = bench.bob.call("alice").withoutOffer();
    phone.invite();
    accepted(phone);
    assertThat(Received.sdp(gateway.last("INVITE"))).isEmpty();
    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();
    assertThat(gateway.heard()).containsExactly("INVITE");
    assertThat(Received.sdp(bench.bob.last("200 INVITE"))).contains(ROOM_MEDIA);

    phone.ack(SipCall.AUDIO);
    bench.settle();

    assertThat(gateway.heard()).containsExactly("INVITE", "ACK");
    assertThat(Received.sdp(gateway.last("ACK"))).contains(SipCall.AUDIO);
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(gateway.heard()).endsWith("BYE");
    assertThat(bench.bob.heard()).endsWith("BYE");
    gateway.rung().answers(200, "BYE");
    phone.answers(200, "BYE");
  }

  @Test
  void a_caller_who_never_answers_the_gateways_offer_is_let_go_and_so_is_the_gateway() {
    SipCall phone = bench.bob.call("alice").withoutOffer();
    phone.invite();
    accepted(phone);
    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();
    phone.ack();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
    assertThat(bench.bob.heard()).endsWith("BYE");
    assertThat(gateway.heard()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(Received.sdp(gateway.last("ACK")).orElseThrow()).contains("m=audio 0 ");
    gateway.rung().answers(200, "BYE");
    phone.answers(200, "BYE");
  }

  @Test
  void a_gateway_that_refuses_ends_the_call_for_the_caller_and_fails_the_accept() {
    accepted(bench.bob.calls("alice"));
    gateway.rung().answers(503);
    bench.settle();
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "480 INVITE");
    assertThat(bench.bob.last("480 INVITE").encode()).contains("Q.850;cause=38");
    assertThat(bench.told()).containsExactly("LegFailed");
    assertThat(bench.told(LegFailed.class).response().value()).contains("\"status\":503");
  }

  @Test
  void a_gateway_that_cannot_take_the_media_is_a_488_for_the_caller() {
    accepted(bench.bob.calls("alice"));
    gateway.rung().answers(488);
    bench.settle();
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "488 INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  void a_gateway_that_answers_without_a_description_is_hung_up() {
    accepted(bench.bob.calls("alice"));
    gateway.rung().answers(200);
    bench.settle();
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "488 INVITE");
    assertThat(gateway.heard()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(bench.told()).containsExactly("LegFailed");
    gateway.rung().answers(200, "BYE");
  }

  @Test
  void a_silent_gateway_is_given_up_after_ten_seconds() {
    accepted(bench.bob.calls("alice"));
    gateway.rung().tries();
    bench.pass(Duration.ofSeconds(9));
    assertThat(bench.told()).isEmpty();
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "480 INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
    assertThat(gateway.heard()).containsExactly("INVITE", "CANCEL");
    gateway.rung().answers(200, "CANCEL").answers(487);
  }

  @Test
  void an_unreachable_gateway_is_told_at_once() {
    bench.wire.cut(gateway);
    accepted(bench.bob.calls("alice"));
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "480 INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  void a_gateway_that_is_no_sip_uri_is_told_at_once() {
    bench.bob.calls("alice");
    bench.settle();
    MediaPolicy broken = new MediaPolicy.Via(new GatewayUri("sip:@:x"));
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY, broken));
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "480 INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  void a_caller_who_cancels_while_the_gateway_joins_hears_487_and_a_late_gateway_is_hung_up() {
    SipCall phone = accepted(bench.bob.calls("alice"));
    gateway.rung().tries();
    bench.settle();
    phone.cancel();
    bench.settle();
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "200 CANCEL", "487 INVITE");
    assertThat(bench.told()).containsExactly("HungUp");
    assertThat(gateway.heard()).containsExactly("INVITE", "CANCEL");
    gateway.rung().answers(200, "CANCEL").accepts(ROOM_MEDIA);
    bench.settle();
    assertThat(gateway.heard()).containsExactly("INVITE", "CANCEL", "ACK", "BYE");
    gateway.rung().answers(200, "BYE");
  }

  @Test
  void a_callee_who_hangs_up_while_the_gateway_joins_ends_both() {
    accepted(bench.bob.calls("alice"));
    gateway.rung().tries();
    bench.settle();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "480 INVITE");
    assertThat(gateway.heard()).containsExactly("INVITE", "CANCEL");
    gateway.rung().answers(200, "CANCEL").answers(487);
  }

  @Test
  void a_gateway_that_hangs_up_ends_the_call() {
    SipCall phone = joined();
    gateway.rung().bye();
    bench.settle();
    assertThat(gateway.heard()).endsWith("200 BYE");
    assertThat(bench.bob.heard()).endsWith("BYE");
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
    phone.answers(200, "BYE");
  }

  @Test
  void a_gateway_that_hangs_up_before_the_ack_ends_the_call_after_it() {
    SipCall phone = accepted(bench.bob.calls("alice"));
    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();
    gateway.rung().bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("HungUp");
    assertThat(bench.bob.heard()).doesNotContain("BYE");
    phone.ack();
    bench.settle();
    assertThat(bench.bob.heard()).endsWith("BYE");
    phone.answers(200, "BYE");
  }

  @Test
  void a_caller_whose_ack_never_comes_is_let_go_with_the_gateway() {
    SipCall phone = accepted(bench.bob.calls("alice"));
    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();
    bench.pass(Duration.ofSeconds(33));
    assertThat(bench.told()).containsExactly("LegFailed");
    assertThat(gateway.heard()).endsWith("BYE");
    gateway.rung().answers(200, "BYE");
    phone.answers(200, "BYE");
  }

  @Test
  void an_apps_own_description_comes_first() {
    bench.bob.calls("alice");
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, new Content("{\"sdp\":\"v=0\\r\\nmine\"}"), VIA));
    assertThat(gateway.heard()).isEmpty();
    assertThat(Received.sdp(bench.bob.last("200 INVITE"))).contains("v=0\r\nmine");
    bench.pass(Duration.ofSeconds(33));
  }

  @Test
  void pass_without_the_apps_description_is_a_488() {
    bench.bob.calls("alice");
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY, new MediaPolicy.Pass()));
    assertThat(bench.bob.heard()).containsExactly("100 INVITE", "488 INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  // ---------------------------------------------------------------- an app calls a phone

  @Test
  void a_called_phone_makes_the_offer_and_gets_the_gateways_answer_in_the_ack() {
    bench.engine(invite(VIA));
    assertThat(Received.sdp(bench.pbx.last("INVITE"))).isEmpty();
    bench.pbx.rung().rings().accepts();
    bench.settle();
    assertThat(bench.pbx.heard()).containsExactly("INVITE");
    assertThat(Received.sdp(gateway.last("INVITE"))).contains(SipCall.AUDIO);
    assertThat(bench.told()).containsExactly("Rang");

    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();

    assertThat(bench.told()).containsExactly("Rang", "Accepted");
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "ACK");
    assertThat(Received.sdp(bench.pbx.last("ACK"))).contains(ROOM_MEDIA);
    bench.pbx.rung().bye();
    bench.settle();
    assertThat(bench.told()).endsWith("HungUp");
    assertThat(gateway.heard()).containsExactly("INVITE", "ACK", "BYE");
    gateway.rung().answers(200, "BYE");
  }

  @Test
  void a_repeated_2xx_waits_with_the_first_and_gets_the_same_ack_afterwards() {
    bench.engine(invite(VIA));
    SipCall phone = bench.pbx.rung().accepts();
    bench.settle();
    phone.accepts();
    bench.settle();
    assertThat(bench.pbx.heard()).containsExactly("INVITE");
    assertThat(gateway.heard()).containsExactly("INVITE");
    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();
    phone.accepts();
    bench.settle();
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "ACK", "ACK");
    assertThat(bench.told()).containsExactly("Accepted");
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(bench.pbx.heard()).endsWith("BYE");
    assertThat(gateway.heard()).endsWith("BYE");
    gateway.rung().answers(200, "BYE");
    phone.answers(200, "BYE");
  }

  @Test
  void a_called_phone_whose_gateway_fails_is_acknowledged_without_media_and_hung_up() {
    bench.engine(invite(VIA));
    SipCall phone = bench.pbx.rung().accepts();
    bench.settle();
    gateway.rung().answers(486);
    bench.settle();
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(Received.sdp(bench.pbx.last("ACK")).orElseThrow()).contains("m=audio 0 ");
    assertThat(bench.told()).containsExactly("Refused");
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.NETWORK);
    phone.answers(200, "BYE");
  }

  @Test
  void a_called_phone_that_answers_without_a_description_is_hung_up() {
    bench.engine(invite(VIA));
    SipCall phone = bench.pbx.rung().answers(200);
    bench.settle();
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(gateway.heard()).isEmpty();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.MEDIA);
    phone.answers(200, "BYE");
  }

  @Test
  void a_caller_who_cancels_while_the_gateway_joins_ends_the_phone_and_the_gateway() {
    bench.engine(invite(VIA));
    SipCall phone = bench.pbx.rung().accepts();
    bench.settle();
    gateway.rung().tries();
    bench.settle();
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(gateway.heard()).containsExactly("INVITE", "CANCEL");
    assertThat(bench.told()).isEmpty();
    phone.answers(200, "BYE");
    gateway.rung().answers(200, "CANCEL").answers(487);
  }

  @Test
  void a_2xx_after_the_cancel_is_acknowledged_without_media() {
    bench.engine(invite(VIA));
    SipCall phone = bench.pbx.rung().rings();
    bench.settle();
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    phone.answers(200, "CANCEL").accepts();
    bench.settle();
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "CANCEL", "ACK", "BYE");
    assertThat(Received.sdp(bench.pbx.last("ACK")).orElseThrow()).contains("m=audio 0 ");
    assertThat(gateway.heard()).isEmpty();
    phone.answers(200, "BYE");
  }

  @Test
  void a_phone_that_hangs_up_while_the_gateway_joins_ends_both() {
    bench.engine(invite(VIA));
    SipCall phone = bench.pbx.rung().accepts();
    bench.settle();
    gateway.rung().tries();
    bench.settle();
    phone.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("HungUp");
    assertThat(gateway.heard()).containsExactly("INVITE", "CANCEL");
    gateway.rung().answers(200, "CANCEL").answers(487);
  }

  @Test
  void a_gateway_that_hangs_up_ends_the_call_of_the_phone() {
    bench.engine(invite(VIA));
    SipCall phone = bench.pbx.rung().accepts();
    bench.settle();
    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();
    gateway.rung().bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Accepted", "HungUp");
    assertThat(bench.pbx.heard()).containsExactly("INVITE", "ACK", "BYE");
    phone.answers(200, "BYE");
  }

  @Test
  void pass_without_the_apps_description_rings_nobody() {
    bench.engine(invite(new MediaPolicy.Pass()));
    assertThat(bench.pbx.heard()).isEmpty();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.MEDIA);
  }

  private SipCall accepted(SipCall phone) {
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY, VIA));
    return phone;
  }

  private SipCall joined() {
    SipCall phone = accepted(bench.bob.calls("alice"));
    gateway.rung().accepts(ROOM_MEDIA);
    bench.settle();
    phone.ack();
    bench.settle();
    return phone;
  }

  private static SendInvite invite(MediaPolicy media) {
    return new SendInvite(
        LEG,
        new Offer(
            AppUser.rtm(new AppId("app"), new UserId("alice")),
            Optional.empty(),
            new SipParty(Optional.of(Bench.PBX), new SipUser("200")),
            new CalleeName("200"),
            Optional.empty(),
            Content.EMPTY,
            70,
            media));
  }
}
