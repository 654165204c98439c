package io.invitebridge.config.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.rule.Condition;
import io.invitebridge.config.rule.Facet;
import io.invitebridge.config.rule.RuleIndex;
import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.config.rule.TextSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyRulesTest {
  private static final int RULES = 10_000;

  @Test
  void exactRulesAreLookedUp() {
    RuleIndex index = new RuleIndex();
    for (int i = 0; i < RULES; i++) {
      index.add(i, when(Facet.Plain.TO_USER, new TextMatch.Exact("user" + i)));
    }
    assertThat(index.candidates("user77", "amy")).containsExactly(77);
    assertThat(index.candidates("nobody", "amy")).isEmpty();
  }

  @Test
  void prefixesAndPatternsAreLookedUpByTheirBeginning() {
    RuleIndex index = new RuleIndex();
    for (int i = 0; i < RULES; i++) {
      index.add(
          i, when(Facet.Plain.TO_USER, TextMatch.Regex.parse("\\+49" + (10_000 + i) + "\\d*")));
    }
    index.add(RULES, when(Facet.Plain.TO_USER, new TextMatch.Prefix("+49")));
    index.add(RULES + 1, new Condition(Map.of(), List.of()));
    assertThat(index.candidates("+4910077123", "amy")).containsExactly(77, RULES, RULES + 1);
  }

  @Test
  void rulesAboutTheCallerAreLookedUpToo() {
    RuleIndex index = new RuleIndex();
    for (int i = 0; i < RULES; i++) {
      index.add(i, when(Facet.Plain.FROM_USER, new TextMatch.Exact("user" + i)));
    }
    assertThat(index.candidates("bob", "user9")).containsExactly(9);
  }

  @Test
  void aFileWithTenThousandRulesIsCheckedAndRouted() {
    StringBuilder routes = new StringBuilder();
    for (int i = 0; i < RULES; i++) {
      routes.append(
          "- {name: r%d, when: {to: {user: 'u%d'}}, ring: [{rtm: x%d}]}\n".formatted(i, i, i));
    }
    RuleDirectory rules = Calls.routes(routes.toString());
    assertThat(Calls.words(Calls.answer(rules, Calls.rtm("amy", "u9999"))))
        .isEqualTo("r9999: rtm:x9999");
  }

  private static Condition when(Facet facet, TextMatch match) {
    return new Condition(Map.of(facet, new TextSet(List.of(match))), List.of());
  }
}
