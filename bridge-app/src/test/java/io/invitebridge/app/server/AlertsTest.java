package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import io.invitebridge.app.reload.ConfigSource;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules for Prometheus speak of figures that exist. */
@Tag("loopback")
class AlertsTest {
  private static final Path RULES = Path.of("../config/prometheus/alerts.yaml");
  private static final Pattern NAME = Pattern.compile("\\b(?:bridge|jvm|process)[_:][a-z0-9_:]+");

  /** Prometheus makes it, and those of wake-ups come with the first app that has one. */
  private static final Set<String> FROM_ELSEWHERE = Set.of("bridge_wakeup_notices_total");

  @Test
  void each_rule_is_whole() throws IOException {
    for (Map<?, ?> rule : rules()) {
      assertThat(rule.get("expr")).as("%s", rule).isInstanceOf(String.class);
      if (rule.containsKey("alert")) {
        assertThat(rule.get("labels")).as("%s", rule).asString().contains("severity");
        assertThat(rule.get("annotations")).as("%s", rule).asString().contains("summary");
        assertThat(rule.get("annotations")).as("%s", rule).asString().contains("description");
      } else {
        assertThat(rule.get("record")).asString().startsWith("bridge:");
      }
    }
    assertThat(rules()).hasSizeGreaterThan(12);
  }

  @Test
  void each_figure_that_a_rule_names_is_there() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    BridgeConfig loaded =
        config.load(
            "trunks: {pbx: {uri: 'sip:127.0.0.1:9', register: {username: u, password: p}}}\n");
    ConfigSource source = () -> new LoadResult.Loaded(loaded, List.of(), List.of());
    try (BridgeServer server = BridgeServer.start(loaded, TestConfig.NOBODY, Optional.of(source));
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("alice");
      call.hears("180");
      alice.hears(Kind.REMOTE_RECEIVED);
      alice.accepts();
      call.hears("200");
      call.hangsUp();
      call.hears("200 BYE");
      await().until(() -> server.metrics().scrape().contains("bridge_invitations_finished_total"));
      String scrape = server.metrics().scrape();

      Set<String> missing = new TreeSet<>();
      Set<String> recorded = new TreeSet<>();
      rules().forEach(rule -> recorded.add(String.valueOf(rule.get("record"))));
      for (Map<?, ?> rule : rules()) {
        Matcher name = NAME.matcher(String.valueOf(rule.get("expr")));
        while (name.find()) {
          boolean known =
              recorded.contains(name.group())
                  || FROM_ELSEWHERE.contains(name.group())
                  || Pattern.compile("(?m)^" + name.group() + "[{ ]").matcher(scrape).find();
          if (!known) {
            missing.add(name.group());
          }
        }
      }
      assertThat(missing).as("named by a rule and not there").isEmpty();
      assertThat(scrape)
          .contains(
              "bridge_invitations_finished_total{answered=\"yes\",from=\"sip\",reason=\"hung_up\","
                  + "refusal=\"none\",to=\"rtm\"} 1.0",
              "bridge_answer_delay_seconds_count{from=\"sip\",to=\"rtm\"} 1",
              "bridge_session_duration_seconds_count{from=\"sip\",to=\"rtm\"} 1",
              "bridge_sessions_open 0.0");
    }
  }

  private static List<Map<?, ?>> rules() throws IOException {
    Object file = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(RULES));
    List<Map<?, ?>> rules = new ArrayList<>();
    for (Object group : (List<?>) ((Map<?, ?>) file).get("groups")) {
      for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
        rules.add((Map<?, ?>) rule);
      }
    }
    return rules;
  }
}
