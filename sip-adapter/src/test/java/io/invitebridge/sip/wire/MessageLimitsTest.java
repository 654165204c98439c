package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.MessageLimits;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How large a request may be (RFC 3261 sections 21.4.11 and 21.5.7). */
class MessageLimitsTest {
  private static final MessageLimits SMALL = new MessageLimits(60, 4_096, 1_024);
  private static final AtomicInteger COUNT = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void what_is_larger_than_the_settings_is_refused_and_what_fits_is_not(Protocol protocol)
      throws IOException {
    try (Loopback bridge =
        Rig.wired(settings -> settings, WireSettings.DEFAULT.withMessages(SMALL))) {
      assertThat(answer(bridge, protocol, "X-A: 1\r\n".repeat(40), "")).startsWith("SIP/2.0 200");
      assertThat(answer(bridge, protocol, "X-A: 1\r\n".repeat(70), ""))
          .startsWith("SIP/2.0 400 Bad Request - More than 60 header lines");
      assertThat(answer(bridge, protocol, padded(4_000), "")).startsWith("SIP/2.0 513");
      assertThat(answer(bridge, protocol, padded(3_000), "")).startsWith("SIP/2.0 200");
      assertThat(answer(bridge, protocol, typed(), "x".repeat(1_025))).startsWith("SIP/2.0 413");
      assertThat(answer(bridge, protocol, typed(), "x".repeat(1_024))).startsWith("SIP/2.0 200");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void larger_limits_let_more_through_at_once(Protocol protocol) throws IOException {
    try (Loopback bridge = new Loopback()) {
      String many = "X-A: 1\r\n".repeat(600);
      assertThat(answer(bridge, protocol, many, "")).startsWith("SIP/2.0 400");
      bridge
          .adapter
          .prepare(
              SipSettings.loopback(bridge.port)
                  .withWire(
                      WireSettings.DEFAULT.withMessages(new MessageLimits(1_000, 65_000, 40_000))),
              DnsSettings.SYSTEM)
          .commit();
      assertThat(answer(bridge, protocol, many, "")).startsWith("SIP/2.0 200");
      assertThat(answer(bridge, protocol, padded(50_000), "")).startsWith("SIP/2.0 200");
      assertThat(answer(bridge, protocol, typed(), "x".repeat(40_000))).startsWith("SIP/2.0 200");
    }
  }

  private static String padded(int length) {
    return "X-Long: " + "x".repeat(length) + "\r\n";
  }

  private static String typed() {
    return "Content-Type: text/plain\r\n";
  }

  private static String answer(Loopback bridge, Protocol protocol, String headers, String body)
      throws IOException {
    try (RawPeer peer =
        protocol == Protocol.UDP ? RawPeer.udp(Rig.at(bridge)) : RawPeer.tcp(Rig.at(bridge))) {
      String id = "size" + COUNT.incrementAndGet();
      String request =
          new String(
              Lines.request("OPTIONS", "127.0.0.1", peer, id, headers), StandardCharsets.UTF_8);
      peer.send(
          Lines.bytes(
              request.replace("Content-Length: 0", "Content-Length: " + body.length()) + body));
      return peer.next().orElseThrow();
    }
  }
}
