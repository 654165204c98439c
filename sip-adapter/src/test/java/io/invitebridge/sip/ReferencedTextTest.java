package io.invitebridge.sip;

import static io.invitebridge.sip.translate.Profiles.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.TrunkProfile.Carriage.Way;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.SipCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that are too long for their way, or are to go by reference, as headers with a URL. */
class ReferencedTextTest {
  private static final String LONG = "{\"long\":\"" + "l".repeat(1_300) + "\"}";
  private static final String SITE = "https://bridge.example/texts/";
  private static final URI PBX = URI.create("https://pbx.example/texts/");

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"BODY", "HEADER", "USER_TO_USER"})
  void what_is_too_long_goes_by_reference(Way way) {
    Bench bench = bench(new Carriage(way, way, true, true, List.of()), 100_000);
    SipCall call = rung(bench, LONG);
    assertThat(bench.pbx.last("INVITE").encode()).doesNotContain("llll");
    assertThat(reference(bench, "INVITE", "X-Invite-Content-URL")).startsWith(SITE);
    assertThat(bench.adapter.keptTexts()).isEqualTo(1);
    call.answers(486);
    bench.settle();
    over(bench);
  }

  @Test
  void what_is_short_goes_as_before() {
    Bench bench = bench(new Carriage(Way.HEADER, Way.BODY, true, true, List.of()), 100_000);
    SipCall call = rung(bench, "{\"room\":\"blue\"}");
    assertThat(bench.pbx.last("INVITE").encode())
        .contains("X-Invite-Content: %7B%22room%22%3A%22blue%22%7D\r\n")
        .doesNotContain("X-Invite-Content-URL");
    assertThat(bench.adapter.keptTexts()).isZero();
    call.answers(486);
    bench.settle();
    over(bench);
  }

  @Test
  void everything_goes_by_reference_where_the_trunk_wants_it() {
    Bench bench = bench(new Carriage(Way.REFERENCE, Way.REFERENCE, true), 100_000);
    SipCall call = rung(bench, "{\"room\":\"blue\",\"contentUrl\":\"x\",\"headers\":{}}");
    assertThat(reference(bench, "INVITE", "X-Invite-Content-URL")).startsWith(SITE);
    call.answers(486);
    bench.settle();
    over(bench);
  }

  @Test
  void a_text_that_says_nothing_to_the_other_app_has_no_reference() {
    Bench bench = bench(new Carriage(Way.REFERENCE, Way.REFERENCE, true), 100_000);
    SipCall call = rung(bench, "{\"sdp\":\"v=0\\r\\nmine\"}");
    assertThat(bench.pbx.last("INVITE").getHeader("X-Invite-Content-URL")).isNull();
    call.answers(486);
    bench.settle();
    over(bench);
  }

  @Test
  void without_room_the_text_stays_behind() {
    Bench bench = bench(new Carriage(Way.REFERENCE, Way.REFERENCE, true), 10);
    SipCall call = rung(bench, "more than ten bytes");
    assertThat(bench.pbx.last("INVITE").getHeader("X-Invite-Content-URL")).isNull();
    call.answers(486);
    bench.settle();
    over(bench);
  }

  @Test
  void answers_go_by_reference_too() {
    Bench bench = bench(new Carriage(Way.NONE, Way.BODY, true, true, List.of()), 100_000);
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, new Content(LONG)));
    assertThat(reference(bench, "200 INVITE", "X-Invite-Response-URL")).startsWith(SITE);
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    over(bench);
  }

  @Test
  void the_text_of_a_refusal_can_be_fetched_after_it() {
    Bench bench = bench(new Carriage(Way.NONE, Way.REFERENCE, true), 100_000);
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(RefuseReason.BUSY, new Content("in a meeting")),
            DeclinePolicy.DEFAULT));
    assertThat(reference(bench, "486 INVITE", "X-Invite-Response-URL")).startsWith(SITE);
    call.ackRefusal();
    bench.settle();
    assertThat(bench.adapter.keptTexts()).isEqualTo(1);
    over(bench);
  }

  @Test
  void a_peers_reference_is_told_when_its_texts_may_be_fetched() {
    Bench bench = bench(fetching(), 100_000);
    SipCall call =
        bench.pbx.call("100").with("X-Invite-Content-URL: https://pbx.example/texts/7").invite();
    bench.settle();
    assertThat(bench.invited.get(0).content().value())
        .startsWith("{\"contentUrl\":\"https://pbx.example/texts/7\",\"sdp\":");
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    over(bench);

    Bench outward = bench(fetching(), 100_000);
    SipCall out = rung(outward, "");
    out.with("X-Invite-Response-URL: https://pbx.example/texts/8").accepts();
    outward.settle();
    assertThat(outward.told(Accepted.class).response().value())
        .startsWith("{\"responseUrl\":\"https://pbx.example/texts/8\",\"sdp\":");
    out.bye();
    outward.settle();
    over(outward);

    Bench again = bench(fetching(), 100_000);
    rung(again, "").with("X-Invite-Response-URL: https://pbx.example/texts/9").answers(486);
    again.settle();
    assertThat(again.told(Refused.class).response().value())
        .contains("\"responseUrl\":\"https://pbx.example/texts/9\"");
    over(again);
  }

  @Test
  void other_references_are_passed_over_and_none_can_be_smuggled_in() {
    Bench bench =
        bench(
            new Carriage(Way.HEADER, Way.NONE, true, false, List.of(new UrlPrefix(PBX))), 100_000);
    bench
        .pbx
        .call("100")
        .with("X-Invite-Content-URL: https://evil.example/texts/7")
        .with("X-Invite-Content: %7B%22contentUrl%22%3A%22https%3A%2F%2Fevil.example%2F%22%7D")
        .invite();
    bench.settle();
    assertThat(bench.invited.get(0).content().value()).startsWith("{\"sdp\":");

    Bench off = bench(Carriage.PLAIN, 100_000);
    off.pbx.call("100").with("X-Invite-Content-URL: https://pbx.example/texts/7").invite();
    off.settle();
    assertThat(off.invited.get(0).content().value()).startsWith("{\"sdp\":");
  }

  private static Carriage fetching() {
    return new Carriage(Way.NONE, Way.NONE, true, false, List.of(new UrlPrefix(PBX)));
  }

  private static String reference(Bench bench, String message, String header) {
    return Received.values(bench.pbx.last(message), header).get(0);
  }

  private static void over(Bench bench) {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.adapter.keptTexts()).isZero();
    assertThat(bench.time.waiting()).isZero();
  }

  private static Bench bench(Carriage carriage, long room) {
    SipSettings plain = Bench.settings();
    TextSettings texts =
        new TextSettings(new Endpoint(Protocol.TCP, "127.0.0.1", 8443), URI.create(SITE), room);
    return new Bench(
        plain
            .withWire(WireSettings.DEFAULT.withTexts(texts))
            .withTrunks(
                plain.trunks().stream()
                    .map(trunk -> trunk.withProfile(plain().carrying(carriage).profile()))
                    .toList()));
  }

  private static SipCall rung(Bench bench, String text) {
    bench.engine(
        new SendInvite(
            new LegId(1),
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
                new CalleeName("100"),
                Optional.empty(),
                new Content(text),
                70)));
    return bench.pbx.rung();
  }
}
