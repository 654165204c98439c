package io.invitebridge.config.routing;

import static io.invitebridge.config.routing.Calls.answer;
import static io.invitebridge.config.routing.Calls.app;
import static io.invitebridge.config.routing.Calls.hops;
import static io.invitebridge.config.routing.Calls.inChannel;
import static io.invitebridge.config.routing.Calls.named;
import static io.invitebridge.config.routing.Calls.plan;
import static io.invitebridge.config.routing.Calls.routes;
import static io.invitebridge.config.routing.Calls.rtm;
import static io.invitebridge.config.routing.Calls.sip;
import static io.invitebridge.config.routing.Calls.with;
import static io.invitebridge.config.routing.Calls.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Network;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleDirectoryTest {

  static Stream<Arguments> conditions() {
    Invited amy = rtm("amy", "bob");
    Invited pbx = sip("pbx", "101", "2001");
    return Stream.of(
        arguments("{from: {network: rtm}}", amy, true),
        arguments("{from: {network: rtm}}", pbx, false),
        arguments("{from: {network: [sip, legacy]}}", pbx, true),
        arguments("{from: {network: legacy}}", app(Network.LEGACY, "a", "amy", "bob"), true),
        arguments("{from: {trunk: pbx}}", pbx, true),
        arguments("{from: {trunk: spare}}", pbx, false),
        arguments("{from: {trunk: [spare, pbx]}}", pbx, true),
        arguments("{from: {trunk: pbx}}", amy, false),
        arguments("{from: {app: a}}", amy, true),
        arguments("{from: {app: a}}", pbx, false),
        arguments("{from: {user: amy}}", amy, true),
        arguments("{from: {user: am}}", amy, false),
        arguments("{from: {user: [joe, 'a.*']}}", amy, true),
        arguments("{from: {name: 'Amy .*'}}", named(amy, "Amy Pond"), true),
        arguments("{from: {name: 'Amy .*'}}", amy, false),
        arguments("{to: {user: bob}}", amy, true),
        arguments("{to: {user: bobby}}", amy, false),
        arguments("{to: {user: 'bo|amy'}}", amy, false),
        arguments("{to: {user: 2001}}", pbx, true),
        arguments("{to: {user: '2\\d{3}'}}", pbx, true),
        arguments("{to: {user: '20'}}", pbx, false),
        arguments("{to: {user: {is: 'b.b'}}}", amy, false),
        arguments("{to: {user: {prefix: '20'}}}", pbx, true),
        arguments("{to: {user: {prefix: '21'}}}", pbx, false),
        arguments("{to: {user: {matches: '(?i)BOB'}}}", amy, true),
        arguments("{to: {user: {range: 2000..2999}}}", pbx, true),
        arguments("{to: {user: {range: 3000-3999}}}", pbx, false),
        arguments("{to: {user: {range: 02000..02999}}}", pbx, false),
        arguments("{channel-id: 'room-.*'}", inChannel(amy, "room-1"), true),
        arguments("{channel-id: 'room-.*'}", amy, false),
        arguments("{content: {kind: video}}", with(amy, "{\"kind\":\"video\"}"), true),
        arguments("{content: {kind: video}}", with(amy, "{\"kind\":[1]}"), false),
        arguments("{content: {/a/b: '\\d'}}", with(amy, "{\"a\":{\"b\":7}}"), true),
        arguments("{content: {a.b: '\\d'}}", with(amy, "{\"a\":{\"b\":7}}"), true),
        arguments("{content: {kind: video}}", with(amy, "{not json"), false),
        arguments("{to: {user: {list: friends}}}", amy, true),
        arguments("{to: {user: [joe, {list: friends}]}}", amy, true),
        arguments("{to: {user: {list: friends}}}", pbx, false),
        arguments("{from: {network: rtm, user: amy}, to: {user: bob}}", amy, true),
        arguments("{from: {network: rtm, user: amy}, to: {user: joe}}", amy, false));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("conditions")
  void takesACall(String when, Invited call, boolean taken) {
    RuleDirectory rules = routes("- {name: r, when: " + when + ", ring: [{rtm: x}]}");
    assertThat(words(answer(rules, call))).isEqualTo(taken ? "r: rtm:x" : "NO_ROUTE");
    assertThat(rules.explain(Calls.ID, call).rules())
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.matched()).isEqualTo(taken));
  }

  static Stream<Arguments> rings() {
    Invited amy = rtm("amy", "bob");
    Invited pbx = named(sip("pbx", "101", "2001"), "Front \"Desk\"");
    return Stream.of(
        arguments("ring: [{rtm: '{to.user}'}]", amy, "r: rtm:bob"),
        arguments("ring: [{legacy: '{from.user}-{to.user}'}]", amy, "r: legacy:amy-bob"),
        arguments("ring: [{trunk: pbx}]", amy, "r: sip:bob@pbx"),
        arguments("ring: [{trunk: pbx, user: '00{to.user}'}]", amy, "r: sip:00bob@pbx"),
        arguments("ring: [{rtm: x}, {legacy: y}]", amy, "r: rtm:x, legacy:y"),
        arguments("together: true, ring: [{rtm: x}, {legacy: y}]", amy, "r: rtm:x + legacy:y"),
        arguments("for: 20s, ring: [{rtm: x}, {rtm: y, for: 5s}]", amy, "r: rtm:x 20s, rtm:y 5s"),
        arguments(
            "ring: [{together: [{rtm: x}, {rtm: y}], for: 9s}, {trunk: pbx, user: 1}]",
            amy,
            "r: rtm:x + rtm:y 9s, sip:1@pbx"),
        arguments("together: true, ring: [{rtm: x}, {rtm: x}]", amy, "r: rtm:x"),
        arguments("ring: [{rtm: 'u{from.trunk}-{from.network}'}]", pbx, "r: rtm:upbx-sip"),
        arguments("ring: [{rtm: '{{$$}}'}]", amy, "r: rtm:{$}"),
        arguments("ring: [{rtm: '{from.displayName}'}, {rtm: x}]", pbx, "r: rtm:x"),
        arguments("ring: [{rtm: '{from.displayName}'}]", amy, "PEER_UNKNOWN"),
        arguments("ring: [{rtm: '{content.to}'}]", with(amy, "{\"to\":\"joe\"}"), "r: rtm:joe"),
        arguments(
            "when: {to: {user: '2(\\d)(\\d+)'}}, ring: [{rtm: 'u$2-$1'}]", pbx, "r: rtm:u01-0"),
        arguments("when: {to: {user: {prefix: 20}}}, ring: [{rtm: 'u$1'}]", pbx, "r: rtm:u01"),
        arguments("refuse: wrong-number", amy, "REFUSED wrong-number"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rings")
  void rings(String action, Invited call, String expected) {
    assertThat(words(answer(routes("- {name: r, " + action + "}"), call))).isEqualTo(expected);
  }

  @Test
  void theFirstRuleThatMatchesWins() {
    RuleDirectory rules =
        routes(
            """
            - {name: one, when: {to: {user: 'b.*'}}, ring: [{rtm: x}]}
            - {name: two, when: {to: {user: {prefix: joe}}}, ring: [{rtm: y}]}
            - {name: three, when: {from: {user: amy}}, ring: [{rtm: z}]}
            - {name: four, ring: [{rtm: '{to.user}'}]}
            """);
    assertThat(words(answer(rules, rtm("amy", "bob")))).startsWith("one");
    assertThat(words(answer(rules, rtm("amy", "joey")))).startsWith("two");
    assertThat(words(answer(rules, rtm("amy", "sue")))).startsWith("three");
    assertThat(words(answer(rules, rtm("tom", "sue")))).startsWith("four");
  }

  @Test
  void whoeverWasPassedOnTooOftenIsNotRouted() {
    RuleDirectory rules = routes("- {name: r, ring: [{rtm: x}]}");
    assertThat(words(answer(rules, hops(rtm("amy", "bob"), 0)))).isEqualTo("NO_ROUTE");
  }

  @Test
  void strangersAreRefusedUnlessRoutesMayDecide() {
    assertThat(words(answer(routes("- {name: r, ring: [{rtm: x}]}"), sip("", "1", "bob"))))
        .isEqualTo("REFUSED forbidden");
    assertThat(words(answer(new RuleDirectory(ConfigLoader.defaults()), sip("", "1", "bob"))))
        .isEqualTo("SIP calls ring the app user of that name: rtm:bob + legacy:bob");
  }

  @Test
  void theDefaultDialsDigitsAndConnectsUsers() {
    RuleDirectory rules = new RuleDirectory(ConfigLoader.defaults());
    assertThat(words(answer(rules, app(Network.RTM, "trial", "amy", "1001"))))
        .isEqualTo("app users dial digits out: sip:1001@local");
    assertThat(words(answer(rules, app(Network.RTM, "trial", "amy", "bob"))))
        .isEqualTo("app users call each other: rtm:bob + legacy:bob");
  }

  @Test
  void targetsAreInTheAppThatIsNearest() {
    String head =
        "apps: [{id: a}, {id: b}]\nlisten: {rtm: 'ws://[::1]:1/', legacy: 'ws://[::1]:2/'}\n";
    RuleDirectory rules =
        new RuleDirectory(
            Calls.config(
                head
                    + "routes: [{name: r, when: {to: {user: x}}, app: b, ring: [{rtm: x}, {rtm: y,"
                    + " app: a}]}, {name: s, when: {from: {network: rtm}}, ring: [{rtm: z}]}]\n"));
    assertThat(apps(plan(rules, app(Network.RTM, "a", "amy", "x")))).containsExactly("b", "a");
    assertThat(apps(plan(rules, app(Network.RTM, "b", "amy", "z")))).containsExactly("b");
  }

  @Test
  void theClocksDependOnTheCallerAndTheRoute() {
    RuleDirectory rules =
        routes(
            """
            - {name: r, when: {to: {user: x}}, ring: [{rtm: x}]}
            - {name: s, login-window: 15s, timers: {ring: 30s, sip-ring: 25s, ack: 10s},
               ring: [{rtm: x}]}
            """);
    assertThat(plan(rules, rtm("amy", "x")).timers()).isEqualTo(TimerPolicy.APP_CALLER);
    assertThat(plan(rules, sip("pbx", "1", "x")).timers()).isEqualTo(TimerPolicy.SIP_CALLER);
    TimerPolicy own = plan(rules, sip("pbx", "1", "y")).timers();
    assertThat(own)
        .isEqualTo(
            TimerPolicy.SIP_CALLER
                .withOfflineWait(Duration.ofSeconds(15))
                .withRing(Duration.ofSeconds(30), Duration.ofSeconds(25))
                .withConfirm(Duration.ofSeconds(10)));
  }

  @Test
  void declineAndNextOnGoIntoThePlan() {
    RuleDirectory rules =
        routes(
            """
            - {name: r, when: {to: {user: a}}, decline: per-device, ring: [{rtm: x}]}
            - {name: s, when: {to: {user: b}}, decline: {answer: 486, ends-all: true},
               next-on: busy, ring: [{rtm: x}]}
            - {name: t, ring: [{rtm: x}]}
            """);
    Plan a = plan(rules, rtm("amy", "a"));
    Plan b = plan(rules, rtm("amy", "b"));
    Plan c = plan(rules, rtm("amy", "c"));
    assertThat(a.decline()).isEqualTo(new DeclinePolicy(false, true, OptionalInt.empty()));
    assertThat(b.decline()).isEqualTo(new DeclinePolicy(true, false, OptionalInt.of(486)));
    assertThat(b.huntOn()).containsExactly(Outcome.BUSY);
    assertThat(c.decline()).isEqualTo(DeclinePolicy.DEFAULT);
    assertThat(c.huntOn()).isEqualTo(Plan.HUNT_UNLESS_DECIDED);
  }

  @Test
  void defaultsHoldInRoutesThatDoNotSayOtherwise() {
    String defaults =
        "defaults: {for: 20s, decline: per-device, next-on: busy, login-window: 10s}\n";
    RuleDirectory rules =
        new RuleDirectory(
            Calls.config(
                Calls.withRoutes(
                        """
                        - {name: r, when: {to: {user: x}}, ring: [{rtm: x}]}
                        - {name: s, for: 30s, decline: 480, next-on: offline, login-window: 0s,
                           ring: [{rtm: x, for: 5s}, {rtm: y}]}
                        """)
                    + defaults));
    Plan general = plan(rules, sip("pbx", "1", "x"));
    assertThat(general.rounds().get(0).limit()).contains(Duration.ofSeconds(20));
    assertThat(general.decline().perDevice()).isTrue();
    assertThat(general.huntOn()).containsExactly(Outcome.BUSY);
    assertThat(general.timers().offlineWait()).isEqualTo(Duration.ofSeconds(10));
    Plan own = plan(rules, sip("pbx", "1", "y"));
    assertThat(words(answer(rules, sip("pbx", "1", "y")))).isEqualTo("s: rtm:x 5s, rtm:y 30s");
    assertThat(own.decline().fixedStatus()).hasValue(480);
    assertThat(own.huntOn()).containsExactly(Outcome.OFFLINE);
    assertThat(own.timers().offlineWait()).isZero();
  }

  @Test
  void theChannelIsTheRoutesElseTheCallersElseMade() {
    RuleDirectory rules =
        routes(
            """
            - {name: r, when: {to: {user: x}}, channel-id: "c-{from.user}", ring: [{rtm: x}]}
            - {name: s, ring: [{rtm: x}]}
            """);
    assertThat(plan(rules, inChannel(rtm("amy", "x"), "mine")).channelId())
        .contains(new ChannelId("c-amy"));
    assertThat(plan(rules, inChannel(rtm("amy", "y"), "mine")).channelId())
        .contains(new ChannelId("mine"));
    assertThat(plan(rules, rtm("amy", "y")).channelId()).isEmpty();
    assertThat(plan(rules, sip("pbx", "1", "y")).channelId())
        .contains(new ChannelId("pbx-n1-test"));
    assertThat(words(answer(rules, sip("pbx", "1".repeat(80), "x")))).isEqualTo("NO_ROUTE");
  }

  @Test
  void anExplanationNamesEachRuleUpToTheOneThatTookTheCall() {
    RuleDirectory rules =
        routes(
            """
            - {name: one, when: {from: {trunk: pbx}, to: {user: 'b.*'}}, ring: [{rtm: x}]}
            - {name: two, when: {content: {pin: '1'}}, ring: [{rtm: x}]}
            - {name: three, ring: [{rtm: ' {to.user}'}, {rtm: '{to.user}'}]}
            """);
    Explanation explanation = rules.explain(Calls.ID, with(rtm("amy", "joe"), "{\"pin\":\"99\"}"));
    assertThat(explanation.rules())
        .extracting(verdict -> verdict.route() + "@" + verdict.at().line() + verdict.mismatches())
        .containsExactly(
            "one@6[from.network is rtm, wanted sip, from.trunk is unknown, wanted pbx,"
                + " to.user is joe, wanted /b.*/]",
            "two@7[content /pin differs, wanted 1]",
            "three@8[]");
    assertThat(explanation.remarks())
        .containsExactly(
            "Route \"three\": Left out a target: A user id must not begin with a space.");
    assertThat(words(explanation.answer())).isEqualTo("three: rtm:joe");
  }

  static Stream<Arguments> moments() {
    String office = "{days: mon-fri, from: '08:00', to: '18:00', zone: Europe/Berlin}";
    String night = "{days: [fri, sat], from: '22:00', to: '06:00', zone: Europe/Berlin}";
    String free = "{zone: UTC, except: 2026-12-25}";
    return Stream.of(
        // Berlin is one hour ahead of UTC in winter and two in summer.
        arguments(office, "2026-11-20T07:00:00Z", true),
        arguments(office, "2026-11-20T06:59:59Z", false),
        arguments(office, "2026-11-20T16:59:59Z", true),
        arguments(office, "2026-11-20T17:00:00Z", false),
        arguments(office, "2026-07-20T06:00:00Z", true),
        arguments(office, "2026-11-21T10:00:00Z", false),
        arguments(night, "2026-11-20T21:00:00Z", true),
        arguments(night, "2026-11-22T04:59:00Z", true),
        arguments(night, "2026-11-22T21:30:00Z", false),
        arguments(night, "2026-11-23T01:00:00Z", false),
        arguments(free, "2026-12-24T23:59:00Z", true),
        arguments(free, "2026-12-25T00:00:00Z", false),
        arguments("[" + office + ", " + night + "]", "2026-11-20T21:00:00Z", true),
        arguments("{zone: UTC, except: [12-25, 05-01]}", "2027-05-01T12:00:00Z", false),
        arguments("{zone: UTC, except: [12-25, 05-01]}", "2027-05-02T12:00:00Z", true),
        arguments("{zone: UTC, except: feasts}", "2031-12-25T12:00:00Z", false),
        arguments("{zone: UTC, except: feasts}", "2026-04-06T12:00:00Z", false),
        arguments("{zone: UTC, except: feasts}", "2027-04-06T12:00:00Z", true),
        arguments("{zone: UTC, only: [feasts, 01-01]}", "2027-01-01T12:00:00Z", true),
        arguments("{zone: UTC, only: [feasts, 01-01]}", "2027-01-02T12:00:00Z", false),
        arguments("{zone: UTC, except: 02-29}", "2028-02-29T12:00:00Z", false));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("moments")
  void takesACallAtItsTime(String window, String now, boolean taken) {
    String yaml = "- {name: r, when: {time: " + window + "}, ring: [{rtm: x}]}";
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    RuleDirectory rules = new RuleDirectory(Calls.config(Calls.withRoutes(yaml)), clock);
    assertThat(words(answer(rules, rtm("amy", "bob")))).isEqualTo(taken ? "r: rtm:x" : "NO_ROUTE");
  }

  private static List<String> apps(Plan plan) {
    return plan.rounds().stream()
        .flatMap(round -> round.targets().stream())
        .map(target -> ((Address.AppUser) target).app().value())
        .toList();
  }
}
