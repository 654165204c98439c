package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.LossyRelay;
import io.invitebridge.sip.testing.LossyRelay.Faults;
import io.invitebridge.sip.testing.Row;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIPp plays what its built-in scenarios do not: PRACK, session timers, late CANCEL, lost ACK and
 * BYE, forks; each over a clean wire, where every call must succeed, and through a relay that loses
 * and reorders, where the bridge must be rid of every call in the end. SIPp itself gives a call up
 * when messages overtake each other, so its count says little there.
 */
class SippScenariosTest {
  private static final Path SIPP = Path.of("/usr/bin/sipp");
  private static final int CALLS = 20;

  /** A call that a lost message leaves open ends 64 x T1 later, and so does what follows it. */
  private static final Duration SHORT_T1 = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Faults LOSSY = new Faults(4711, 5, 5, 1);

  @TempDir Path directory = Path.of(".");

  @BeforeEach
  void sippIsHere() {
    assumeTrue(Files.isExecutable(SIPP), "SIPp is not installed at " + SIPP + ": no interop test");
  }

  @ParameterizedTest
  @Row({"P1", "T1", "T4", "S19", "R2", "R8a"})
  @ValueSource(
      strings = {"uac-prack", "uac-timer", "uac-late-cancel", "uac-lost-ack", "uac-lost-bye"})
  void sipp_calls(String scenario) throws Exception {
    try (Loopback bridge = new Loopback()) {
      Process sipp = calling(scenario, bridge.port);
      assertThat(sipp.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output()).isZero();
      rid(bridge);
    }
  }

  @ParameterizedTest
  @Row({"P1", "T1", "T4", "S19", "R2", "R8a"})
  @ValueSource(
      strings = {"uac-prack", "uac-timer", "uac-late-cancel", "uac-lost-ack", "uac-lost-bye"})
  void sipp_calls_over_a_lossy_wire(String scenario) throws Exception {
    try (Loopback bridge = new Loopback(5999, Protocol.UDP, SHORT_T1);
        LossyRelay relay = new LossyRelay(bridge.port, LOSSY)) {
      Process sipp = calling(scenario, relay.port());
      assertThat(sipp.waitFor(150, TimeUnit.SECONDS)).isTrue();
      assertThat(relay.lost()).isPositive();
      rid(bridge);
    }
  }

  @Test
  @Row({"R7a", "S1", "M1"})
  void a_storm_of_copies_makes_no_second_call() throws Exception {
    try (Loopback bridge = new Loopback();
        LossyRelay relay = new LossyRelay(bridge.port, new Faults(1, 0, 0, 10))) {
      Process sipp = calling("uac-plain", relay.port());
      assertThat(sipp.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output()).isZero();
      assertThat(bridge.adapter.counters().snapshot().get(SipCounters.Count.LEGS_IN))
          .isEqualTo(CALLS);
      rid(bridge);
    }
  }

  @Test
  @Row({"R7a", "S1", "M1"})
  void nor_does_one_over_a_lossy_wire() throws Exception {
    try (Loopback bridge = new Loopback(5999, Protocol.UDP, SHORT_T1);
        LossyRelay relay = new LossyRelay(bridge.port, new Faults(4711, 5, 5, 10))) {
      Process sipp = calling("uac-plain", relay.port());
      assertThat(sipp.waitFor(150, TimeUnit.SECONDS)).isTrue();
      assertThat(relay.lost()).isPositive();
      assertThat(bridge.adapter.counters().snapshot().get(SipCounters.Count.LEGS_IN))
          .isEqualTo(CALLS);
      rid(bridge);
    }
  }

  @ParameterizedTest
  @Row({"P5", "A9", "F1"})
  @ValueSource(strings = {"uas-prack", "uas-fork"})
  void sipp_is_called(String scenario) throws Exception {
    int port = Loopback.freePort();
    try (Loopback bridge = new Loopback(port, Protocol.UDP)) {
      Process sipp = called(scenario, port);
      call(bridge);
      assertThat(sipp.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output()).isZero();
      rid(bridge);
    }
  }

  @ParameterizedTest
  @Row({"P5", "A9", "F1"})
  @ValueSource(strings = {"uas-prack", "uas-fork"})
  void sipp_is_called_over_a_lossy_wire(String scenario) throws Exception {
    int port = Loopback.freePort();
    try (LossyRelay relay = new LossyRelay(port, LOSSY);
        Loopback bridge = new Loopback(relay.port(), Protocol.UDP, SHORT_T1)) {
      Process sipp = called(scenario, port);
      List<LegRef> legs = call(bridge);
      sipp.waitFor(20, TimeUnit.SECONDS);
      ringTimeIsOver(bridge, legs);
      rid(bridge);
      sipp.destroy();
      assertThat(relay.lost()).isPositive();
    }
  }

  private List<LegRef> call(Loopback bridge) {
    List<LegRef> legs = Stream.generate(bridge::newInvitee).limit(CALLS).toList();
    legs.forEach(leg -> bridge.adapter.perform(leg, new SendInvite(leg.leg(), offer())));
    return legs;
  }

  /** As the engine does: a SIPp that has given a call up never answers it. */
  private static void ringTimeIsOver(Loopback bridge, List<LegRef> legs) {
    legs.forEach(
        leg ->
            bridge.adapter.perform(
                leg, new SendWithdrawal(leg.leg(), EndReason.EXPIRED, Content.EMPTY)));
  }

  private static void rid(Loopback bridge) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(bridge.adapter.liveLegs()).isZero());
    assertThat(bridge.adapter.counters().snapshot().get(SipCounters.Count.FAULTS)).isZero();
  }

  private Process calling(String scenario, int port) throws IOException {
    return sipp(
        scenario, "-s", "slow", "-p", Integer.toString(Loopback.freePort()), "127.0.0.1:" + port);
  }

  private Process called(String scenario, int port) throws IOException {
    Process sipp = sipp(scenario, "-p", Integer.toString(port));
    await().atMost(Duration.ofSeconds(20)).until(() -> listens(port));
    return sipp;
  }

  private Process sipp(String scenario, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(SIPP.toString(), "-nostdin", "-i", "127.0.0.1", "-sf"));
    command.add(
        Path.of("src", "test", "resources", "sipp", scenario + ".xml").toAbsolutePath() + "");
    command.addAll(
        List.of("-m", Integer.toString(CALLS), "-r", "10", "-timeout", "40", "-trace_err"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("sipp.out").toFile())
        .start();
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("sipp.out"));
  }

  /** SIPp has bound its port once nobody else can. */
  private static boolean listens(int port) {
    try (DatagramSocket udp = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
      return udp.isClosed();
    } catch (IOException taken) {
      return true;
    }
  }

  private static Offer offer() {
    return new Offer(
        AppUser.rtm(new AppId("app"), new UserId("alice")),
        Optional.empty(),
        new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
        new CalleeName("100"),
        Optional.empty(),
        Content.EMPTY,
        70);
  }
}
