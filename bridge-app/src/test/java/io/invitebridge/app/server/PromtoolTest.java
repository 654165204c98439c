package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import io.invitebridge.app.reload.ConfigSource;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own tool says of the rules and of the figures, where it is installed. */
@Tag("loopback")
@Timeout(60)
class PromtoolTest {
  private static final Path RULES = Path.of("../config/prometheus");

  @TempDir private Path directory = Path.of("");
  private String promtool = "";

  /** How it ended, and what it printed. */
  private record Run(int exit, String said) {}

  @BeforeEach
  void find() {
    Optional<Path> found =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
            .map(folder -> Path.of(folder).resolve("promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        found.isPresent(),
        "skipped: there is no promtool to check the alerts with (Debian: apt-get install"
            + " prometheus)");
    promtool = found.orElseThrow().toString();
  }

  @Test
  void the_rules_are_rules() throws Exception {
    Run run = run(Optional.empty(), "check", "rules", RULES.resolve("alerts.yaml").toString());
    assertThat(run.exit()).as(run.said()).isZero();
    assertThat(run.said()).contains("SUCCESS");
  }

  @Test
  void each_alert_fires_when_it_should() throws Exception {
    Run run = run(Optional.empty(), "test", "rules", RULES.resolve("alerts-test.yaml").toString());
    assertThat(run.exit()).as(run.said()).isZero();
  }

  @Test
  void the_figures_are_named_and_explained_as_prometheus_wants_them() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    String trunk = "trunks: {pbx: {uri: 'sip:127.0.0.1:9', register: {username: u, password: p}}}";
    BridgeConfig loaded = config.load(trunk + "\n");
    ConfigSource source = () -> new LoadResult.Loaded(loaded, List.of(), List.of());
    try (BridgeServer server = BridgeServer.start(loaded, TestConfig.NOBODY, Optional.of(source));
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("alice");
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");
      alice.accepts();
      call.hears("200");
      call.hangsUp();
      call.hears("200 BYE");
      await().until(() -> server.metrics().scrape().contains("bridge_invitations_finished_total"));
      Path page = directory.resolve("metrics");
      AdminClient admin = new AdminClient(config.admin());
      admin.send("POST", "/reload", "");
      Files.writeString(page, admin.get("/metrics"));

      Run run = run(Optional.of(page), "check", "metrics");

      assertThat(run.said().lines().filter(line -> line.startsWith("bridge_"))).isEmpty();
    }
  }

  private Run run(Optional<Path> input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(promtool));
    Stream.of(arguments).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    input.ifPresent(file -> builder.redirectInput(file.toFile()));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), said);
  }
}
