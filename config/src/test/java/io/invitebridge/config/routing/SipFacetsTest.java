package io.invitebridge.config.routing;

import static io.invitebridge.config.routing.Calls.answer;
import static io.invitebridge.config.routing.Calls.from;
import static io.invitebridge.config.routing.Calls.routes;
import static io.invitebridge.config.routing.Calls.rtm;
import static io.invitebridge.config.routing.Calls.sip;
import static io.invitebridge.config.routing.Calls.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only SIP calls have: the address that they come from, and headers. */
class SipFacetsTest {
  private static final Invited CALL =
      from(sip("pbx", "101", "2001"), "192.0.2.7", "X-Tenant", "Gold, extra");

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "from: {address: 192.0.2.7}|true",
        "from: {address: 192.0.2.0/24}|true",
        "from: {address: [10.0.0.0/8, 192.0.2.0/28]}|true",
        "from: {address: 192.0.2.8}|false",
        "from: {address: '2001:db8::/32'}|false",
        "from: {address: 192.0.2.0/24, user: '102'}|false",
        "header: {x-tenant: 'Gold.*'}|true",
        "header: {X-TENANT: {prefix: Gold}}|true",
        "header: {X-Tenant: gold}|false",
        "header: {X-Other: '.*'}|false"
      })
  void aCallIsTaken(String when, boolean taken) {
    RuleDirectory rules = routes("- {name: r, when: {" + when + "}, ring: [{rtm: x}]}");
    assertThat(words(answer(rules, CALL))).isEqualTo(taken ? "r: rtm:x" : "NO_ROUTE");
    assertThat(words(answer(rules, rtm("amy", "bob")))).isEqualTo("NO_ROUTE");
  }

  @Test
  void aHeaderFillsAPlace() {
    Invited call = from(sip("pbx", "101", "2001"), "192.0.2.7", "X-Agent", "bob");
    String yaml = "- {name: r, ring: [{rtm: 'a-{header.x-agent}{header.X-None}'}]}";
    assertThat(words(answer(routes(yaml), call))).isEqualTo("r: rtm:a-bob");
  }

  @Test
  void anExplanationKeepsAHeadersValueToItself() {
    RuleDirectory rules =
        routes("- {name: r, when: {header: {X-Tenant: silver}}, ring: [{rtm: x}]}");
    assertThat(rules.explain(Calls.ID, CALL).rules().get(0).mismatches())
        .containsExactly("header x-tenant differs, wanted silver");
  }

  @Test
  void aNarrowerBlockBehindAWiderOneIsNeverReached() {
    String yaml =
        """
        - {name: wide, when: {from: {address: 192.0.2.0/24}}, ring: [{rtm: x}]}
        - {name: narrow, when: {from: {address: 192.0.2.16/28}}, ring: [{rtm: y}]}
        """;
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> routes(yaml)))
        .hasMessageContaining("\"narrow\" can never be reached");
  }
}
