package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls with SIPp, a SIP user agent that nobody here wrote. */
class SippTest {
  private static final Path SIPP = Path.of("/usr/bin/sipp");

  @TempDir Path directory = Path.of(".");

  @BeforeEach
  void sippIsHere() {
    assumeTrue(Files.isExecutable(SIPP), "SIPp is not installed at " + SIPP + ": no interop test");
  }

  @ParameterizedTest
  @CsvSource({"u1", "t1"})
  void two_hundred_calls_from_sipp(String transport) throws Exception {
    try (Loopback bridge = new Loopback()) {
      Process sipp =
          sipp(
              "-sn",
              "uac",
              "-t",
              transport,
              "-m",
              "200",
              "-r",
              "50",
              "-d",
              "100",
              "-timeout",
              "60",
              "-p",
              Integer.toString(Loopback.freePort()),
              "127.0.0.1:" + bridge.port);
      assertThat(sipp.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output()).isZero();
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(bridge.seen(HungUp.class)).isEqualTo(200));
      assertThat(bridge.adapter.liveLegs()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"u1,UDP", "t1,TCP"})
  void sipp_is_called(String transport, Protocol protocol) throws Exception {
    int port = Loopback.freePort();
    try (Loopback bridge = new Loopback(port, protocol)) {
      Process sipp =
          sipp(
              "-sn",
              "uas",
              "-t",
              transport,
              "-m",
              "20",
              "-timeout",
              "60",
              "-p",
              Integer.toString(port));
      await().atMost(Duration.ofSeconds(10)).until(() -> listens(port));
      for (int i = 0; i < 20; i++) {
        bridge.adapter.perform(bridge.newInvitee(), new SendInvite(new LegId(1), offer()));
      }
      assertThat(sipp.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output()).isZero();
      assertThat(bridge.seen(Accepted.class)).isEqualTo(20);
      await().atMost(Duration.ofSeconds(5)).until(() -> bridge.adapter.liveLegs() == 0);
    }
  }

  private Process sipp(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SIPP.toString(), "-nostdin", "-i", "127.0.0.1"));
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
    try (java.net.DatagramSocket udp =
            new java.net.DatagramSocket(port, java.net.InetAddress.getByName("127.0.0.1"));
        java.net.ServerSocket tcp =
            new java.net.ServerSocket(port, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
      return udp.isClosed() || tcp.isClosed();
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
