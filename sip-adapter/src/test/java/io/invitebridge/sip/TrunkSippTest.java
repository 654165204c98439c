package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.sip.TrunkOptions.Challenging;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.digest.Algorithm;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.LossyRelay;
import io.invitebridge.sip.testing.LossyRelay.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIPp as a registrar that checks passwords, and as a caller who has one. */
class TrunkSippTest {
  private static final Path SIPP = Path.of("/usr/bin/sipp");

  private static final String REGISTRAR =
      """
      <?xml version="1.0" encoding="UTF-8" ?>
      <scenario name="registrar">
        <recv request="REGISTER"/>
        <send><![CDATA[
      SIP/2.0 401 Unauthorized
      [last_Via:]
      [last_From:]
      [last_To:];tag=[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      WWW-Authenticate: Digest realm="sipp", nonce="47ebe028cda119c35d4877b383027d28da013815", algorithm=MD5
      Content-Length: 0

      ]]></send>
        <recv request="REGISTER">
          <action>
            <verifyauth assign_to="right" username="bridge" password="secret"/>
          </action>
        </recv>
        <nop hide="true" test="right" next="2"/>
        <label id="1"/>
        <send next="3"><![CDATA[
      SIP/2.0 403 Forbidden
      [last_Via:]
      [last_From:]
      [last_To:];tag=[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      Content-Length: 0

      ]]></send>
        <label id="2"/>
        <send><![CDATA[
      SIP/2.0 200 OK
      [last_Via:]
      [last_From:]
      [last_To:];tag=[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      [last_Contact:];expires=600
      Content-Length: 0

      ]]></send>
        <label id="3"/>
      </scenario>
      """;

  private static final String CALLER =
      """
      <?xml version="1.0" encoding="UTF-8" ?>
      <scenario name="caller with a password">
        <send retrans="500"><![CDATA[
      INVITE sip:alice@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      From: <sip:office@[local_ip]>;tag=[call_number]
      To: <sip:alice@[remote_ip]>
      Call-ID: [call_id]
      CSeq: 1 INVITE
      Contact: <sip:office@[local_ip]:[local_port]>
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
        <recv response="100" optional="true"/>
        <recv response="401" auth="true"/>
        <send><![CDATA[
      ACK sip:alice@[remote_ip]:[remote_port] SIP/2.0
      [last_Via:]
      [last_From:]
      [last_To:]
      Call-ID: [call_id]
      CSeq: 1 ACK
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
        <send retrans="500"><![CDATA[
      INVITE sip:alice@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      From: <sip:office@[local_ip]>;tag=[call_number]
      To: <sip:alice@[remote_ip]>
      Call-ID: [call_id]
      CSeq: 2 INVITE
      Contact: <sip:office@[local_ip]:[local_port]>
      [authentication username=office password=secret]
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
        <recv response="100" optional="true"/>
        <recv response="180" optional="true"/>
        <recv response="200"/>
        <send><![CDATA[
      ACK sip:alice@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      [last_From:]
      [last_To:]
      Call-ID: [call_id]
      CSeq: 2 ACK
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
        <pause milliseconds="100"/>
        <send retrans="500"><![CDATA[
      BYE sip:alice@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      [last_From:]
      [last_To:]
      Call-ID: [call_id]
      CSeq: 3 BYE
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
        <recv response="200"/>
      </scenario>
      """;

  @TempDir Path directory = Path.of(".");

  @BeforeEach
  void sippIsHere() {
    assumeTrue(Files.isExecutable(SIPP), "SIPp is not installed at " + SIPP + ": no interop test");
  }

  @ParameterizedTest
  @CsvSource({"u1,UDP", "t1,TCP"})
  void the_bridge_registers_at_sipp_which_checks_its_password(String transport, Protocol protocol)
      throws Exception {
    int port = Loopback.freePort();
    Process sipp = sipp(REGISTRAR, "-t", transport, "-m", "1", "-p", Integer.toString(port));
    await().atMost(Duration.ofSeconds(60)).until(() -> listens(port, protocol));
    TrunkOptions options =
        TrunkOptions.NONE.withRegistrations(
            new Registering(new Credentials("bridge", "secret"), "bridge", Duration.ofMinutes(10)));
    try (Loopback bridge = loopback(port, protocol, options)) {
      await()
          .atMost(Duration.ofSeconds(100))
          .until(
              () ->
                  bridge
                      .adapter
                      .trunks()
                      .get(0)
                      .registrations()
                      .get(0)
                      .isRegistered(Instant.now()));
      assertThat(sipp.waitFor(100, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output()).isZero();
    }
  }

  @Test
  void sipp_calls_with_a_password() throws Exception {
    TrunkOptions options =
        TrunkOptions.NONE.withChallenge(
            new Challenging(
                "bridge", List.of(new Credentials("office", "secret")), List.of(Algorithm.MD5)));
    try (Loopback bridge = loopback(5999, Protocol.UDP, options)) {
      Process sipp =
          sipp(
              CALLER,
              "-m",
              "20",
              "-r",
              "10",
              "-p",
              Integer.toString(Loopback.freePort()),
              "127.0.0.1:" + bridge.port);
      assertThat(sipp.waitFor(180, TimeUnit.SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(output()).isZero();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(bridge.seen(HungUp.class)).isEqualTo(20));
    }
  }

  /** SIPp gives a call up when messages overtake each other; the bridge is rid of each. */
  @Test
  void sipp_calls_with_a_password_over_a_lossy_wire() throws Exception {
    TrunkOptions options =
        TrunkOptions.NONE.withChallenge(
            new Challenging(
                "bridge", List.of(new Credentials("office", "secret")), List.of(Algorithm.MD5)));
    try (Loopback bridge = loopback(5999, Protocol.UDP, options, Duration.ofMillis(100));
        LossyRelay relay = new LossyRelay(bridge.port, new Faults(4711, 5, 5, 1))) {
      Process sipp =
          sipp(
              CALLER,
              "-m",
              "40",
              "-r",
              "10",
              "-p",
              Integer.toString(Loopback.freePort()),
              "127.0.0.1:" + relay.port());
      assertThat(sipp.waitFor(180, TimeUnit.SECONDS)).isTrue();
      assertThat(relay.lost()).isPositive();
      assertThat(bridge.seen(HungUp.class)).isGreaterThan(20);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(bridge.adapter.liveLegs()).isZero());
      assertThat(bridge.adapter.counters().snapshot().get(SipCounters.Count.FAULTS)).isZero();
    }
  }

  /** A bridge that lets nobody in but the trunk's callers. */
  private static Loopback loopback(int peerPort, Protocol protocol, TrunkOptions options) {
    return loopback(peerPort, protocol, options, SipSettings.DEFAULT_T1);
  }

  private static Loopback loopback(
      int peerPort, Protocol protocol, TrunkOptions options, Duration t1) {
    SipSettings.Trunk peer =
        new SipSettings.Trunk(Bench.PBX, new Endpoint(protocol, "127.0.0.1", peerPort), List.of())
            .with(options);
    return new Loopback(
        Loopback.freePort(),
        settings -> settings.withT1(t1).withTrunks(List.of(peer)).refusingUnknown());
  }

  /** Asks the system, because trying to take the port could keep SIPp from it. */
  private static boolean listens(int port, Protocol protocol) throws IOException {
    String sockets = Files.readString(Path.of("/proc/net/" + protocol.inUri()));
    return sockets.contains(String.format("0100007F:%04X ", port));
  }

  private Process sipp(String scenario, String... arguments) throws IOException {
    Path file = directory.resolve("scenario.xml");
    Files.writeString(file, scenario);
    List<String> command =
        new ArrayList<>(
            List.of(
                SIPP.toString(),
                "-nostdin",
                "-i",
                "127.0.0.1",
                "-timeout",
                "180",
                "-sf",
                file.toString()));
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
}
