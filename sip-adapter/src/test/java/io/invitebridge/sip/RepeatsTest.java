package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is sent again, and what comes in again, is counted. */
class RepeatsTest {
  private static final Duration T1 = Duration.ofMillis(100);

  @Test
  void a_copy_of_a_request_gets_the_same_answer_again() throws IOException {
    try (Loopback bridge = new Loopback();
        RawPeer peer = peer(bridge)) {
      for (int i = 0; i < 3; i++) {
        peer.send(request("OPTIONS", peer.port()));
        assertThat(peer.next()).isPresent();
      }
      await().untilAsserted(() -> assertThat(count(bridge, Count.COPIES_IN)).isEqualTo(2));
      await().untilAsserted(() -> assertThat(count(bridge, Count.RESPONSES_AGAIN)).isEqualTo(2));
      assertThat(count(bridge, Count.REQUESTS_IN)).isEqualTo(1);
    }
  }

  @Test
  void a_success_is_repeated_until_its_ack() throws IOException {
    try (Loopback bridge = new Loopback(5999, Protocol.UDP, T1);
        RawPeer peer = peer(bridge)) {
      peer.send(request("INVITE", peer.port()));
      await().until(() -> count(bridge, Count.RESPONSES_AGAIN) >= 2);
      assertThat(count(bridge, Count.COPIES_IN)).isZero();
    }
  }

  @Test
  void a_request_without_an_answer_is_sent_again() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Loopback bridge = new Loopback(silent.getLocalPort(), Protocol.UDP, T1)) {
      bridge.adapter.perform(
          bridge.newInvitee(),
          new SendInvite(
              new LegId(1),
              new Offer(
                  AppUser.rtm(new AppId("app"), new UserId("alice")),
                  Optional.empty(),
                  new SipParty(Optional.of(Bench.PBX), new SipUser("200")),
                  new CalleeName("200"),
                  Optional.empty(),
                  Content.EMPTY,
                  70)));
      await().until(() -> count(bridge, Count.REQUESTS_AGAIN) >= 2);
      assertThat(count(bridge, Count.RESPONSES_AGAIN)).isZero();
    }
  }

  private static long count(Loopback bridge, Count what) {
    return bridge.adapter.counters().snapshot().getOrDefault(what, 0L);
  }

  private static RawPeer peer(Loopback bridge) throws IOException {
    return RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.port));
  }

  private static byte[] request(String method, int port) {
    return String.join(
            "\r\n",
            method + " sip:200@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";rport;branch=z9hG4bK-again",
            "Max-Forwards: 70",
            "From: <sip:eve@127.0.0.1>;tag=a",
            "To: <sip:200@127.0.0.1>",
            "Call-ID: again",
            "CSeq: 1 " + method,
            "Contact: <sip:eve@127.0.0.1:" + port + ">",
            "Content-Length: 0",
            "",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }
}
