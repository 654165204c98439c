package io.invitebridge.config.routing;

import static io.invitebridge.config.routing.Calls.rtm;
import static io.invitebridge.config.routing.Calls.sip;
import static io.invitebridge.config.routing.Calls.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.port.Presence;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that look at who is online. */
class OnlineStateTest {

  static Stream<Arguments> states() {
    Invited amy = rtm("amy", "bob");
    Invited pbx = sip("pbx", "101", "2001");
    return Stream.of(
        arguments("online: '{to.user}'", amy, "rtm:bob", true),
        arguments("online: '{to.user}'", amy, "legacy:bob", true),
        arguments("online: '{to.user}'", amy, "rtm:amy", false),
        arguments("online: '{to.user}'", amy, "", false),
        arguments("online: {user: bob}", amy, "legacy:bob", true),
        arguments("online: {rtm: bob}", amy, "legacy:bob", false),
        arguments("online: {legacy: bob}", amy, "legacy:bob", true),
        arguments("online: [{rtm: x}, '{to.user}']", amy, "rtm:bob", true),
        arguments("online: [x, y]", amy, "rtm:bob", false),
        arguments("offline: '{to.user}'", amy, "", true),
        arguments("offline: '{to.user}'", amy, "rtm:bob", false),
        arguments("offline: [x, '{to.user}']", amy, "legacy:bob", false),
        arguments("offline: {rtm: bob}", amy, "legacy:bob", true),
        arguments("online: bob, offline: amy", amy, "rtm:bob", true),
        arguments("online: bob, offline: amy", amy, "rtm:bob rtm:amy", false),
        arguments("to: {user: '2(.*)'}, online: 'user-$1'", pbx, "rtm:user-001", true),
        arguments("to: {user: '2(.*)'}, online: 'user-$1'", pbx, "rtm:user-2001", false),
        // Nobody can have an empty name.
        arguments("online: '{from.displayName}'", amy, "rtm:bob", false),
        arguments("offline: '{from.displayName}'", amy, "rtm:bob", true));
  }

  @ParameterizedTest(name = "{0} when {2}: {3}")
  @MethodSource("states")
  void takesTheCall(String when, Invited call, String online, boolean taken) {
    String routes =
        "- {name: r, when: {" + when + "}, ring: [{rtm: x}]}\n- {name: s, refuse: busy}\n";
    assertThat(words(answer(routes, call, online))).isEqualTo(taken ? "r: rtm:x" : "REFUSED busy");
  }

  @Test
  void theAppIsTheUsersOwnElseTheRoutesElseTheCallers() {
    String head =
        "apps: [{id: a}, {id: b}]\nlisten: {rtm: 'ws://[::1]:1/', legacy: 'ws://[::1]:2/'}\n";
    List<Set<AppUser>> questions = new ArrayList<>();
    Presence nobody =
        (users, tell) -> {
          questions.add(users);
          tell.accept(Set.of());
        };
    RuleDirectory rules =
        new RuleDirectory(
            Calls.config(
                head
                    + "routes: [{name: r, app: b, when: {online: {rtm: x, app: a}}, refuse: busy},"
                    + "{name: s, app: b, when: {online: {rtm: y}}, refuse: busy},"
                    + "{name: t, when: {from: {network: rtm}, online: {rtm: z}}, refuse: busy},"
                    + "{name: u, when: {online: {rtm: z, app: a}}, ring: [{rtm: w, app: a}]}]"),
            Clock.systemUTC(),
            nobody);
    Calls.answer(rules, rtm("amy", "bob"));
    assertThat(questions)
        .extracting(asked -> asked.stream().map(u -> u + "@" + u.app()).toList().toString())
        .containsExactly("[rtm:x@a]", "[rtm:y@b]", "[rtm:z@a]");
  }

  @Test
  void nobodyIsAskedForRulesThatDoNotMatchOtherwise() {
    Presence never =
        (users, tell) -> {
          throw new AssertionError("asked about " + users);
        };
    String routes =
        "- {name: r, when: {to: {user: x}, online: bob}, ring: [{rtm: x}]}\n"
            + "- {name: s, ring: [{rtm: y}]}\n";
    RuleDirectory rules =
        new RuleDirectory(Calls.config(Calls.withRoutes(routes)), Clock.systemUTC(), never);
    assertThat(words(Calls.answer(rules, rtm("amy", "bob")))).isEqualTo("s: rtm:y");
  }

  @Test
  void aLateAnswerGoesOnWhereTheSearchStopped() {
    List<Consumer<Set<AppUser>>> waiting = new ArrayList<>();
    String routes =
        """
        - {name: r, when: {online: x}, ring: [{rtm: x}]}
        - {name: s, when: {online: [x, y]}, ring: [{rtm: y}]}
        - {name: t, when: {online: y}, ring: [{rtm: z}]}
        - {name: u, ring: [{rtm: last}]}
        """;
    RuleDirectory rules =
        new RuleDirectory(
            Calls.config(Calls.withRoutes(routes)),
            Clock.systemUTC(),
            (users, tell) -> waiting.add(tell));
    List<InvitationEvent> answers = new ArrayList<>();
    rules.route(Calls.ID, rtm("amy", "bob"), answers::add);
    waiting.remove(0).accept(Set.of());
    assertThat(answers).isEmpty();
    // Only y is new here, and nobody in the rule after.
    waiting.remove(0).accept(Set.of());
    assertThat(waiting).isEmpty();
    assertThat(answers).singleElement().satisfies(a -> assertThat(words(a)).startsWith("u: "));
  }

  @Test
  void thousandsOfAnswersGivenAtOnceAreNotThousandsOfCallsDeep() {
    String routes =
        Stream.iterate(0, i -> i + 1)
                .limit(2_000)
                .map(i -> "- {name: r" + i + ", when: {online: u" + i + "}, ring: [{rtm: x}]}\n")
                .collect(Collectors.joining())
            + "- {name: last, ring: [{rtm: last}]}\n";
    assertThat(words(answer(routes, rtm("amy", "bob"), ""))).isEqualTo("last: rtm:last");
  }

  @Test
  void anExplanationSaysWhoIsOffline() {
    RuleDirectory rules =
        Calls.routes(
            """
            - {name: r, when: {to: {user: '(b.*)'}, online: [{rtm: $1}, {legacy: x}]}, refuse: busy}
            - {name: s, when: {offline: '{to.user}'}, ring: [{rtm: x}]}
            - {name: t, when: {to: {user: zoe}, online: zoe}, ring: [{rtm: y}]}
            - {name: u, ring: [{rtm: z}]}
            """);
    Explanation explanation =
        rules.explain(
            Calls.ID, rtm("amy", "bob"), Instant.EPOCH, u -> u.toString().equals("legacy:bob"));
    assertThat(explanation.rules())
        .extracting(verdict -> verdict.route() + verdict.mismatches())
        .containsExactly(
            "r[rtm:bob or legacy:x is offline, wanted online]",
            "s[bob is online, wanted offline]",
            "t[to.user is bob, wanted zoe]",
            "u[]");
    assertThat(words(explanation.answer())).isEqualTo("u: rtm:z");
  }

  private static InvitationEvent answer(String routes, Invited call, String online) {
    List<String> names = List.of(online.split(" "));
    Presence presence =
        (users, tell) ->
            tell.accept(
                users.stream()
                    .filter(user -> names.contains(user.toString()))
                    .collect(Collectors.toSet()));
    RuleDirectory rules =
        new RuleDirectory(Calls.config(Calls.withRoutes(routes)), Clock.systemUTC(), presence);
    return Calls.answer(rules, call);
  }
}
