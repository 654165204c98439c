package io.invitebridge.config.routing;

import static io.invitebridge.config.routing.Calls.named;
import static io.invitebridge.config.routing.Calls.plan;
import static io.invitebridge.config.routing.Calls.routes;
import static io.invitebridge.config.routing.Calls.rtm;
import static io.invitebridge.config.routing.Calls.sip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Afterwards;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.InvitationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows a ring list, shares among targets, and how the caller appears. */
class ActionsTest {

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void eachOutcomeCanHaveItsOwnTargets(Outcome outcome) {
    String key = "on-" + outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    Plan plan =
        plan(
            routes("- {name: r, for: 9s, ring: [{rtm: x}], " + key + ": {ring: [{rtm: 'v'}]}}"),
            rtm("amy", "bob"));
    assertThat(plan.afterwards()).containsOnlyKeys(outcome);
    Plan.Round round = ((Afterwards.Ring) plan.afterwards().get(outcome)).rounds().get(0);
    assertThat(round.targets()).extracting(Address::toString).containsExactly("rtm:v");
    assertThat(round.limit()).contains(Duration.ofSeconds(9));
  }

  @Test
  void whatFollowsIsFilledInForTheCall() {
    String yaml =
        """
        - name: r
          when: {to: {user: '2(.*)'}}
          ring: [{rtm: x}]
          on-busy: {ring: [{together: [{rtm: 'u$1'}, {trunk: pbx}], for: 5s}, {rtm: z}]}
          on-refused: {refuse: unavailable}
        """;
    Plan plan = plan(routes(yaml), rtm("amy", "201"));
    assertThat(plan.afterwards().get(Outcome.REFUSED))
        .isEqualTo(new Afterwards.Refuse(RefuseReason.UNAVAILABLE));
    assertThat(plan.allRounds())
        .extracting(round -> round.targets().toString())
        .containsExactly("[rtm:x]", "[rtm:u01, sip:201@pbx]", "[rtm:z]");
  }

  @Test
  void aListThatComesToNothingIsNotThere() {
    String yaml = "- {name: r, ring: [{rtm: x}], on-busy: {ring: [{rtm: '{content.who}'}]}}";
    assertThat(plan(routes(yaml), rtm("amy", "bob")).afterwards()).isEmpty();
  }

  static Stream<Arguments> presentations() {
    Invited amy = named(rtm("amy", "bob"), "Amy");
    Invited pbx = sip("pbx", "101", "2001");
    return Stream.of(
        arguments("caller: {user: desk}", amy, "rtm:desk", "-"),
        arguments("caller: {user: 'x-{from.user}', name: The Desk}", amy, "rtm:x-amy", "The Desk"),
        arguments("caller: {name: '{from.displayName} (support)'}", amy, "-", "Amy (support)"),
        arguments("caller: {name: '{from.displayName}'}", pbx, "-", "-"),
        arguments("caller: {user: '+4930{from.user}'}", pbx, "sip:+4930101@pbx", "-"),
        arguments("for: 9s", amy, "-", "-"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("presentations")
  void theCallerAppearsAs(String keys, Invited call, String caller, String name) {
    Plan.Presented presented =
        plan(routes("- {name: r, ring: [{rtm: x}], " + keys + "}"), call).presented();
    assertThat(presented.caller().map(Address::toString).orElse("-")).isEqualTo(caller);
    assertThat(presented.name().map(DisplayName::value).orElse("-")).isEqualTo(name);
  }

  @Test
  void aCallerWhoCannotBeIsNotRouted() {
    String yaml = "- {name: r, ring: [{rtm: x}], caller: {name: '{content.name}'}}";
    Invited call = Calls.with(rtm("amy", "bob"), "{\"name\":\"a\\nb\"}");
    assertThat(Calls.words(Calls.answer(routes(yaml), call))).isEqualTo("NO_ROUTE");
  }

  @Test
  void turnsWithWeightsComeFirstByTheirShareAndTheOthersFollow() {
    String yaml =
        """
        - name: r
          ring:
            - {trunk: pbx, user: "1", weight: 70}
            - {trunk: spare, user: "2", weight: 20}
            - {trunk: spare, user: "3", weight: 10}
            - {rtm: last}
        """;
    RuleDirectory rules = routes(yaml);
    Map<String, Integer> first = new HashMap<>();
    for (int call = 0; call < 10_000; call++) {
      List<Address> order = order(rules, "n1-" + call);
      assertThat(order).hasSize(4).last().hasToString("rtm:last");
      first.merge(order.get(0).toString(), 1, Integer::sum);
    }
    assertThat(first.get("sip:1@pbx")).isCloseTo(7_000, within(300));
    assertThat(first.get("sip:2@spare")).isCloseTo(2_000, within(300));
    assertThat(first.get("sip:3@spare")).isCloseTo(1_000, within(300));
  }

  @Test
  void theSameCallIsAlwaysOrderedAlike() {
    RuleDirectory rules =
        routes(
            "- {name: r, ring: [{rtm: a, weight: 1}, {rtm: b, weight: 1}, {rtm: c, weight: 1}]}");
    assertThat(order(rules, "n1-x")).isEqualTo(order(rules, "n1-x")).hasSize(3);
  }

  private static List<Address> order(RuleDirectory rules, String id) {
    Routed routed =
        (Routed) rules.explain(new InvitationId(id), rtm("amy", "bob"), Instant.EPOCH).answer();
    return routed.plan().rounds().stream().flatMap(round -> round.targets().stream()).toList();
  }

  @Test
  void withoutThemNothingFollowsAndTheCallerIsItself() {
    Plan plan = plan(routes("- {name: r, ring: [{rtm: x}]}"), rtm("amy", "bob"));
    assertThat(plan.afterwards()).isEmpty();
    assertThat(plan.presented()).isEqualTo(new Plan.Presented(Optional.empty(), Optional.empty()));
  }
}
