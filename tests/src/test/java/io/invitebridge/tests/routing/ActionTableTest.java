package io.invitebridge.tests.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that a rule can order. */
class ActionTableTest {
  private static final String INVITED = "remoteInvitationReceived";

  @Test
  void allRingTogether() {
    CallFlow flow = flow("together: true, ring: [{rtm: alice}, {rtm: bob}]");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    alice.heard(INVITED);
    bob.heard(INVITED);
    gone(flow, phone);
  }

  @Test
  void oneRingsAfterAnotherEachForItsTime() {
    CallFlow flow = flow("ring: [{rtm: alice, for: 7s}, {rtm: bob}, {rtm: carol}], for: 9s");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    AppParty carol = flow.app("carol");
    PhoneParty phone = flow.phone("1001").invites("500");
    flow.afterSeconds(6);
    assertThat(bob.heard()).isEmpty();
    flow.afterSeconds(1);
    alice.heard(INVITED, "remoteInvitationFailure");
    bob.heard(INVITED);
    flow.afterSeconds(8);
    assertThat(carol.heard()).isEmpty();
    flow.afterSeconds(1);
    carol.heard(INVITED);
    gone(flow, phone);
  }

  @Test
  void roundsOfSeveral() {
    CallFlow flow =
        flow("ring: [{together: [{rtm: alice}, {rtm: bob}], for: 5s}, {together: [{rtm: carol}]}]");
    AppParty bob = flow.app("bob");
    AppParty carol = flow.app("carol");
    PhoneParty phone = flow.phone("1001").invites("500");
    bob.heard(INVITED);
    assertThat(carol.heard()).isEmpty();
    flow.afterSeconds(5);
    carol.heard(INVITED);
    gone(flow, phone);
  }

  @ParameterizedTest
  @CsvSource({"503", "408", "500", "480"})
  void theOtherTrunkStandsIn(int status) {
    CallFlow flow =
        flow(
            "ring: [{trunk: pbx}, {trunk: second, user: '2{to.user}'}], next-on: [no-response,"
                + " offline]");
    PhoneParty first = flow.phone("1001");
    PhoneParty other = flow.phone("2001");
    AppParty amy = flow.app("amy").invites("1001");
    first.answers(status);
    assertThat(first.last("INVITE")).startsWith("INVITE sip:1001@192.0.2.1");
    assertThat(other.last("INVITE")).startsWith("INVITE sip:21001@192.0.2.2");
    other.answers(486);
    amy.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    flow.nothingIsLeft();
  }

  @Test
  void aShareOfTheCallsBeginsElsewhere() {
    int atSecond = 0;
    CallFlow flow =
        flow("ring: [{trunk: pbx, weight: 1}, {trunk: second, weight: 1}], next-on: [offline]");
    PhoneParty first = flow.phone("1001");
    PhoneParty second = flow.phone("2001");
    AppParty amy = flow.app("amy");
    for (int call = 0; call < 20; call++) {
      int before = second.heard().size();
      amy.invites("1001");
      boolean there = second.heard().size() > before;
      atSecond += there ? 1 : 0;
      (there ? second : first).answers(486);
    }
    assertThat(atSecond).isBetween(3, 17);
    flow.nothingIsLeft();
  }

  /** What the callee's side does, and the outcome that it is. */
  static Stream<Arguments> outcomes() {
    return Stream.of(
        outcome("busy", (flow, callee) -> callee.answers(486)),
        outcome("refused", (flow, callee) -> callee.answers(603)),
        outcome("unknown", (flow, callee) -> callee.answers(404)),
        outcome("offline", (flow, callee) -> callee.answers(480)),
        outcome("no-response", (flow, callee) -> callee.answers(503)),
        outcome(
            "no-answer",
            (flow, callee) -> {
              callee.rings();
              flow.afterSeconds(10);
              callee.answers(487);
            }));
  }

  private static Arguments outcome(String word, BiConsumer<CallFlow, PhoneParty> done) {
    return arguments(word, done);
  }

  @ParameterizedTest(name = "on-{0}")
  @MethodSource("outcomes")
  void anOutcomeHasAContinuation(String word, BiConsumer<CallFlow, PhoneParty> done) {
    CallFlow flow = flow("ring: [{trunk: pbx}], for: 10s, on-" + word + ": {ring: [{rtm: box}]}");
    PhoneParty callee = flow.phone("1001");
    AppParty box = flow.app("box");
    AppParty amy = flow.app("amy").invites("1001");
    done.accept(flow, callee);
    box.heard(INVITED);
    amy.cancels();
    flow.nothingIsLeft();
  }

  @ParameterizedTest(name = "on-{0}")
  @MethodSource("outcomes")
  void anOutcomeIsToldAsSomethingElse(String word, BiConsumer<CallFlow, PhoneParty> done) {
    CallFlow flow = flow("ring: [{trunk: pbx}], for: 10s, on-" + word + ": {refuse: wrong-number}");
    PhoneParty callee = flow.phone("1001");
    PhoneParty caller = flow.phone("2001").invites("1001");
    done.accept(flow, callee);
    assertThat(caller.heard()).last().isEqualTo("404 INVITE");
    caller.acksRefusal();
    flow.nothingIsLeft();
  }

  @ParameterizedTest(name = "next-on {0}")
  @MethodSource("outcomes")
  void anOutcomeLeadsToTheNextTurnWhenTheRouteSaysSo(
      String word, BiConsumer<CallFlow, PhoneParty> done) {
    CallFlow flow = flow("ring: [{trunk: pbx}, {rtm: next}], for: 10s, next-on: " + word);
    PhoneParty callee = flow.phone("1001");
    AppParty next = flow.app("next");
    AppParty amy = flow.app("amy").invites("1001");
    done.accept(flow, callee);
    next.heard(INVITED);
    amy.cancels();
    flow.nothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({
    "declined, 603",
    "busy, 486",
    "unavailable, 480",
    "wrong-number, 404",
    "forbidden, 403",
    "network, 480",
    "media, 488"
  })
  void aCallIsRefusedWithAReason(String word, int status) {
    CallFlow flow = flow("refuse: " + word);
    PhoneParty phone = flow.phone("1001").invites("500");
    phone.heard("100 INVITE", status + " INVITE");
    phone.acksRefusal();
    AppParty amy = flow.app("amy").invites("bob");
    amy.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    assertThat(amy.last("localInvitationRefused").text("reason")).isEqualTo(word);
    flow.nothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({"per-user, 603", "per-device, 486", "480, 480", "'{answer: 403}', 403"})
  void aNoIsToldAsTheRouteSays(String decline, int status) {
    CallFlow flow = flow("ring: [{rtm: bob}], decline: " + decline);
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    bob.refuses("");
    phone.heard("100 INVITE", "180 INVITE", status + " INVITE");
    phone.acksRefusal();
    flow.nothingIsLeft();
  }

  @Test
  void oneNoEndsItForAll() {
    CallFlow flow =
        flow("together: true, ring: [{rtm: bob}, {rtm: carol}], decline: {ends-all: true}");
    AppParty bob = flow.app("bob");
    AppParty carol = flow.app("carol");
    PhoneParty phone = flow.phone("1001").invites("500");
    bob.refuses("");
    carol.heard(INVITED, "remoteInvitationCanceled");
    assertThat(phone.heard()).last().isEqualTo("603 INVITE");
    phone.acksRefusal();
    flow.nothingIsLeft();
  }

  @Test
  void calleesAreToldWhatTheRouteWrites() {
    CallFlow flow =
        flow(
            "when: {to: {user: '5(.*)'}}, ring: [{rtm: 'u-$1'}], channel-id: 'c-{from.user}',"
                + " caller: {user: desk, name: 'The \"desk\"'},"
                + " content: {queue: '{header.X-Queue}', who: '{from.user}', n: 7}");
    AppParty callee = flow.app("u-00");
    PhoneParty phone = flow.phone("1001").invitesWith("500", "X-Queue: a \"b\" \\ c");
    assertThat(callee.last(INVITED).text("callerId")).isEqualTo("desk");
    assertThat(callee.last(INVITED).text("channelId")).isEqualTo("c-1001");
    assertThat(callee.last(INVITED).text("content"))
        .startsWith("{\"queue\":\"a \\\"b\\\" \\\\ c\",\"who\":\"1001\",\"n\":7,\"sdp\":");
    gone(flow, phone);
  }

  @Test
  void aSipCalleeGetsTheHeadersThatTheRouteWrites() {
    CallFlow flow =
        flow(
            "ring: [{trunk: pbx}], caller: {user: '+4989', name: 'A \"B\"'},"
                + " headers: {set: {X-Who: '\"{content.n}\" <sip:{from.user}@x>', X-None:"
                + " '{content.no}'}, remove: [User-Agent]}");
    PhoneParty callee = flow.phone("1001");
    AppParty amy = flow.app("amy").invites("1001", "{\"n\":\"a\\\"b\",\"no\":\"x\\r\\nVia: y\"}");
    assertThat(callee.last("INVITE"))
        .contains("From: \"A \\\"B\\\"\" <sip:+4989@", "X-Who: \"a\\\"b\" <sip:amy@x>\r\n")
        .doesNotContain("User-Agent", "X-None", "Via: y");
    callee.answers(486);
    amy.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    flow.nothingIsLeft();
  }

  @Test
  void mediaMustBeTheAppsOwnWhenTheRouteSaysPass() {
    CallFlow flow = flow("ring: [{rtm: bob}], media: pass");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    bob.accepts("");
    assertThat(phone.heard()).last().isEqualTo("488 INVITE");
    phone.acksRefusal();
    flow.nothingIsLeft();
  }

  @Test
  void mediaIsInactiveOtherwise() {
    CallFlow flow = flow("ring: [{rtm: bob}]");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    bob.accepts("");
    assertThat(phone.last("200 INVITE")).contains("a=inactive");
    phone.acks().hangsUp();
    flow.nothingIsLeft();
  }

  @Test
  void anAbsentCalleeHasTimeToLogIn() {
    CallFlow flow = flow("ring: [{rtm: bob}], login-window: 15s");
    AppParty bob = flow.absentApp("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    flow.afterSeconds(10);
    phone.heard("100 INVITE");
    bob.comes();
    bob.heard(INVITED);
    gone(flow, phone);
  }

  @Test
  void aRoutesClocksAreItsOwn() {
    CallFlow flow = flow("ring: [{rtm: bob}], timers: {ring: 12s}");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    flow.afterSeconds(12);
    assertThat(bob.heard()).hasSize(2);
    assertThat(phone.heard()).last().isEqualTo("480 INVITE");
    phone.acksRefusal();
    flow.nothingIsLeft();
  }

  @Test
  void aBackendSaysWhomToRingAndNoOtherCallWaitsForIt() {
    CallFlow flow = asking(ASKED + ", content: {why: duty}");
    AppParty nurse = flow.app("nurse-7");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    PhoneParty other = flow.phone("2001").invites("bob");
    bob.heard(INVITED);
    assertThat(nurse.heard()).isEmpty();
    flow.afterSeconds(1);
    nurse.heard(INVITED);
    assertThat(nurse.last(INVITED).text("content")).startsWith("{\"why\":\"duty\"");
    phone.cancels().acksRefusal();
    gone(flow, other);
  }

  @Test
  void aBackendRefuses() {
    CallFlow flow = asking(ASKED);
    PhoneParty phone = flow.phone("1001").invites("501");
    flow.afterSeconds(1);
    phone.heard("100 INVITE", "486 INVITE");
    phone.acksRefusal();
    flow.nothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({"502", "503"})
  void aBackendThatPassesOrFailsLeavesTheCallToTheRulesThatFollow(String callee) {
    CallFlow flow = asking(ASKED);
    AppParty fallback = flow.app("u" + callee);
    PhoneParty phone = flow.phone("1001").invites(callee);
    assertThat(fallback.heard()).isEmpty();
    flow.afterSeconds(1);
    fallback.heard(INVITED);
    gone(flow, phone);
  }

  @Test
  void aCallerWhoGivesUpWhileABackendIsAskedIsGone() {
    CallFlow flow = asking(ASKED);
    AppParty nurse = flow.app("nurse-7");
    PhoneParty phone = flow.phone("1001").invites("500");
    phone.cancels().acksRefusal();
    flow.afterSeconds(1);
    assertThat(nurse.heard()).isEmpty();
    flow.nothingIsLeft();
  }

  @Test
  void theMediaGatewayOfTheRouteIsCalled() {
    CallFlow flow =
        flow("ring: [{rtm: bob}], media: {via: 'sip:room-{channelId}@192.0.2.9'}, channel-id: c7");
    AppParty bob = flow.app("bob");
    PhoneParty gateway = flow.gateway("gateway", "192.0.2.9");
    PhoneParty phone = flow.phone("1001").invites("500");
    bob.accepts("");
    assertThat(gateway.last("INVITE")).startsWith("INVITE sip:room-c7@192.0.2.9");
    gateway.acceptsWith(SipCall.AUDIO.replace("192.0.2.10", "192.0.2.9"));
    assertThat(phone.last("200 INVITE")).contains("c=IN IP4 192.0.2.9");
    phone.acks().hangsUp();
    gateway.answers(200, "BYE");
    flow.nothingIsLeft();
  }

  @Test
  void defaultsHoldInEveryRoute() {
    CallFlow flow =
        CallFlow.undrawn(
            """
            defaults: {for: 6s, next-on: [no-answer], decline: 480}
            routes: [{name: r, ring: [{rtm: alice}, {rtm: bob}]}]
            """);
    flow.app("alice");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001").invites("500");
    flow.afterSeconds(6);
    bob.heard(INVITED);
    bob.refuses("");
    assertThat(phone.heard()).last().isEqualTo("480 INVITE");
    phone.acksRefusal();
    flow.nothingIsLeft();
  }

  private static CallFlow flow(String keys) {
    return CallFlow.undrawn("routes:\n  - {name: r, " + keys + "}\n");
  }

  private static final String ASKED =
      "{name: ask, when: {to: {user: '5..'}}, ask: {url: 'http://127.0.0.1/', secret: "
          + "s".repeat(32)
          + "}";

  /** The backend knows what to do with three numbers. */
  private static CallFlow asking(String route) {
    return CallFlow.asking(
        "routes:\n  - "
            + route
            + "}\n  - {name: fives, when: {to: {user: '5..'}}, ring: [{rtm: 'u{to.user}'}]}\n"
            + "  - {name: others, ring: [{rtm: '{to.user}'}]}\n",
        question ->
            switch (question.path("calledId").textValue()) {
              case "500" -> "{\"ring\": [{\"rtm\": \"nurse-7\"}]}";
              case "501" -> "{\"refuse\": \"busy\"}";
              case "502" -> "{\"pass\": true}";
              default -> "";
            });
  }

  private static void gone(CallFlow flow, PhoneParty phone) {
    phone.cancels().acksRefusal();
    flow.nothingIsLeft();
  }
}
