package io.invitebridge.config.routing;

import static io.invitebridge.config.routing.Calls.inChannel;
import static io.invitebridge.config.routing.Calls.named;
import static io.invitebridge.config.routing.Calls.plan;
import static io.invitebridge.config.routing.Calls.routes;
import static io.invitebridge.config.routing.Calls.rtm;
import static io.invitebridge.config.routing.Calls.sip;
import static io.invitebridge.config.routing.Calls.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.HeaderChanges;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes make of the headers and the media of SIP parties. */
class SipSideTest {
  private static final Invited AMY = rtm("amy", "2001");

  static Stream<Arguments> headers() {
    Invited hostile = named(AMY, "Al \"x\" <sip:evil@e>, \\ é");
    return Stream.of(
        arguments("X-A: plain", AMY, "plain"),
        arguments("X-A: 7", AMY, "7"),
        arguments("X-A: '{from.user}/{to.user}'", AMY, "amy/2001"),
        arguments("X-A: ' {from.user} '", AMY, "amy"),
        arguments("X-A: '{channelId}'", inChannel(AMY, "room 1"), "room 1"),
        arguments("X-A: '{channelId}'", AMY, null),
        arguments("X-A: '{content.q}'", with(AMY, "{\"q\":\"sales\"}"), "sales"),
        arguments("X-A: '{content.q}'", AMY, null),
        // As text; what a quoted-string is made of is escaped; what a URI is made of is encoded.
        arguments("X-A: '{from.displayName}'", hostile, "Al \"x\" <sip:evil@e>, \\ é"),
        arguments(
            "X-A: '\"{from.displayName}\" <sip:x@y>'",
            hostile,
            "\"Al \\\"x\\\" <sip:evil@e>, \\\\ é\" <sip:x@y>"),
        arguments(
            "X-A: '\"a \\\" {to.user}\" <sip:{from.displayName}@y>'",
            hostile,
            "\"a \\\" 2001\" <sip:Al%20%22x%22%20%3Csip%3Aevil%40e%3E%2C%20%5C%20%C3%A9@y>"),
        arguments("X-A: '<sip:{to.user}@y>;n=\"{to.user}\"'", AMY, "<sip:2001@y>;n=\"2001\""),
        // Line breaks never get through, wherever they stand.
        arguments("X-A: 'q={content.q}'", with(AMY, "{\"q\":\"a\\r\\nVia: x\"}"), null),
        arguments("X-A: '\"{content.q}\"'", with(AMY, "{\"q\":\"a\\nb\"}"), null),
        arguments(
            "X-A: '<sip:{content.q}@y>'", with(AMY, "{\"q\":\"a\\r\\nb\"}"), "<sip:a%0D%0Ab@y>"),
        arguments("X-A: '{content.q}'", with(AMY, "{\"q\":\"" + "x".repeat(600) + "\"}"), null));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("headers")
  void aHeaderBecomes(String header, Invited call, String value) {
    String yaml = "- {name: r, ring: [{trunk: pbx}], headers: {set: {" + header + "}}}";
    Plan plan = plan(routes(yaml), call);
    if (value == null) {
      assertThat(plan.headers().set()).isEmpty();
    } else {
      assertThat(plan.headers().set()).containsEntry("X-A", value);
    }
  }

  @Test
  void aHeaderThatCannotBeIsLeftOutWithALineInTheLog() {
    String yaml = "- {name: r, ring: [{trunk: pbx}], headers: {set: {X-A: '{content.q}', X-B: b}}}";
    Explanation explanation =
        routes(yaml).explain(Calls.ID, with(AMY, "{\"q\":\"a\\nb\"}"), Instant.EPOCH);
    assertThat(explanation.remarks())
        .containsExactly(
            "Route \"r\": Left out the header X-A: The value of a header must not contain control"
                + " characters.");
  }

  @Test
  void headersAreSetInTheirOrderAndRemoved() {
    String yaml =
        """
        - name: r
          when: {to: {user: '2(.*)'}}
          ring: [{trunk: pbx}]
          headers: {set: {X-Z: $1, X-A: a}, remove: [User-Agent]}
        """;
    Plan plan = plan(routes(yaml), AMY);
    assertThat(plan.headers().set().toString()).isEqualTo("{X-Z=001, X-A=a}");
    assertThat(plan.headers().removed()).isEqualTo(Set.of("User-Agent"));
    String none = "- {name: r, ring: [{trunk: pbx}]}";
    assertThat(plan(routes(none), AMY).headers()).isEqualTo(HeaderChanges.NONE);
  }

  static Stream<Arguments> media() {
    return Stream.of(
        arguments("for: 9s", AMY, "Inactive[]"),
        arguments("media: inactive", AMY, "Inactive[]"),
        arguments("media: pass", AMY, "Pass[]"),
        arguments(
            "media: {via: 'sip:conference@mcu.example'}",
            AMY,
            "Via[gateway=sip:conference@mcu.example]"),
        arguments(
            "media: {via: 'sip:room-{channelId}@mcu.example:5070;transport=tcp'}",
            inChannel(AMY, "a b@c"),
            "Via[gateway=sip:room-a%20b%40c@mcu.example:5070;transport=tcp]"),
        arguments(
            "channel-id: 'c-{to.user}', media: {via: 'sip:{channelId}@mcu;room={from.user}'}",
            AMY,
            "Via[gateway=sip:c-2001@mcu;room=amy]"),
        arguments("media: {via: 'sips:[2001:db8::1]'}", AMY, "Via[gateway=sips:[2001:db8::1]]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("media")
  void mediaGoes(String keys, Invited call, String expected) {
    String yaml = "- {name: r, ring: [{trunk: pbx}], " + keys + "}";
    assertThat(plan(routes(yaml), call).media()).hasToString(expected);
  }

  @Test
  void callsWithoutAChannelDoNotMeetInOneRoom() {
    String yaml = "- {name: r, ring: [{rtm: x}], media: {via: 'sip:{channelId}@mcu'}}";
    Plan plan = plan(routes(yaml), AMY);
    assertThat(plan.channelId()).contains(new ChannelId("pbx-n1-test"));
    assertThat(((MediaPolicy.Via) plan.media()).gateway().value()).isEqualTo("sip:pbx-n1-test@mcu");
  }

  @Test
  void mediaHoldsForAllRoutesUnderDefaults() {
    String yaml =
        Calls.withRoutes(
                """
                - {name: r, when: {to: {user: x}}, media: inactive, ring: [{trunk: pbx}]}
                - {name: s, ring: [{trunk: pbx}]}
                """)
            + "defaults: {media: pass}\n";
    RuleDirectory rules = new RuleDirectory(Calls.config(yaml));
    assertThat(plan(rules, rtm("amy", "x")).media()).isEqualTo(MediaPolicy.INACTIVE);
    assertThat(plan(rules, sip("pbx", "1", "y")).media()).isEqualTo(new MediaPolicy.Pass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "headers: {set: {X-A: b}}",
        "headers: {remove: User-Agent}",
        "media: pass",
        "media: {via: 'sip:{channelId}@mcub'}",
        "when: {online: bob}",
        "when: {offline: bob}"
      })
  void aReloadSeesTheDifference(String keys) {
    String routes = "- {name: r, ring: [{rtm: x}], %s}";
    BridgeConfig with = Calls.config(Calls.withRoutes(routes.formatted(keys)));
    assertThat(with.routes())
        .isEqualTo(Calls.config(Calls.withRoutes(routes.formatted(keys))).routes())
        .isNotEqualTo(Calls.config(Calls.withRoutes(routes.formatted("for: 9s"))).routes());
    String other = keys.replace("pass", "inactive").replace("b", "c").replace("User", "Sub");
    assertThat(with.routes())
        .isNotEqualTo(Calls.config(Calls.withRoutes(routes.formatted(other))).routes());
  }
}
