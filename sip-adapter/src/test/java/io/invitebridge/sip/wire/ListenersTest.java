package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each listener says of itself, and the ways back to peers and on to them. */
class ListenersTest {
  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void ipv6(Protocol protocol) throws IOException {
    int port = Loopback.freePort();
    try (Loopback bridge =
            new Loopback(
                port,
                settings ->
                    settings.withListeners(
                        List.of(
                            Listener.of(new Endpoint(Protocol.UDP, "127.0.0.1", port)),
                            Listener.of(new Endpoint(Protocol.UDP, "::1", port)),
                            Listener.of(new Endpoint(Protocol.TCP, "::1", port)))));
        RawPeer peer = protocol == Protocol.UDP ? RawPeer.udp(six(port)) : RawPeer.tcp(six(port))) {
      peer.send(Lines.request("INVITE", "[::1]", peer, "six", ""));
      String said = peer.next().orElseThrow();
      while (said.startsWith("SIP/2.0 100")) {
        said = peer.next().orElseThrow();
      }
      assertThat(said).startsWith("SIP/2.0 180").contains("@[::1]:" + port).contains("received=");
      assertThat(peer.next())
          .hasValueSatisfying(
              ok -> assertThat(ok).startsWith("SIP/2.0 200").contains("c=IN IP6 ::1\r\n"));
      assertThat(bridge.adapter.liveLegs()).isEqualTo(1);
    }
  }

  @Test
  void each_listener_says_what_it_is_advertised_as() throws IOException {
    int one = Loopback.freePort();
    int two = Loopback.freePort();
    try (Loopback bridge =
            new Loopback(
                one,
                settings ->
                    settings.withListeners(
                        List.of(
                            new Listener(
                                new Endpoint(Protocol.UDP, "127.0.0.1", one),
                                "inside.example",
                                one),
                            new Listener(
                                new Endpoint(Protocol.UDP, "127.0.0.1", two),
                                "outside.example",
                                5070))));
        RawPeer inside = RawPeer.udp(Rig.at(bridge));
        RawPeer outside =
            RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), two))) {
      inside.send(Lines.invite(inside, "in"));
      assertThat(Rig.notTrying(inside)).contains("@inside.example:" + one);
      outside.send(Lines.invite(outside, "out"));
      assertThat(Rig.notTrying(outside)).contains("@outside.example:5070");
    }
  }

  /** RFC 3581: the answer goes to where the request came from. */
  @Test
  void rport_leads_back_through_a_nat() throws IOException {
    try (Loopback bridge = new Loopback();
        RawPeer peer = RawPeer.udp(Rig.at(bridge))) {
      String behindNat =
          new String(Lines.options(peer, "nat"), StandardCharsets.UTF_8)
              .replace("UDP 127.0.0.1:" + peer.port(), "UDP 10.1.2.3:5060");
      peer.send(Lines.bytes(behindNat));
      assertThat(peer.next())
          .hasValueSatisfying(
              said ->
                  assertThat(said).contains("received=127.0.0.1").contains("rport=" + peer.port()));
    }
  }

  /** A Contact of a private network is not where the BYE goes. */
  @Test
  void in_dialog_requests_go_back_over_the_connection_of_a_peer_behind_a_nat() throws IOException {
    try (Loopback bridge = new Loopback();
        RawPeer peer = RawPeer.tcp(Rig.at(bridge))) {
      String invite =
          new String(Lines.invite(peer, "nat-bye"), StandardCharsets.UTF_8)
              .replace("sip:200@127.0.0.1 SIP", "sip:then-bye@127.0.0.1 SIP")
              .replace("<sip:eve@127.0.0.1:" + peer.port(), "<sip:eve@10.1.2.3:5062");
      peer.send(Lines.bytes(invite));
      String ok = Rig.notTrying(peer);
      while (!ok.startsWith("SIP/2.0 200")) {
        ok = peer.next().orElseThrow();
      }
      peer.send(Lines.bytes(ack(ok, peer)));
      bridge.hangUp();
      String bye = peer.next().orElseThrow();
      while (!bye.startsWith("BYE")) {
        bye = peer.next().orElseThrow();
      }
      assertThat(bye).startsWith("BYE sip:eve@10.1.2.3:5062");
    }
  }

  @Test
  void what_is_too_large_for_a_datagram_goes_over_tcp() throws IOException {
    try (ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Loopback bridge = new Loopback(tcp.getLocalPort(), Protocol.UDP)) {
      tcp.setSoTimeout(15_000);
      bridge.adapter.perform(
          bridge.newInvitee(), new SendInvite(Rig.LEG, Rig.offer("x".repeat(2_000))));
      try (Socket socket = tcp.accept();
          RawPeer peer = RawPeer.over(socket, "TCP")) {
        assertThat(peer.next())
            .hasValueSatisfying(
                said -> assertThat(said).startsWith("INVITE").contains("Via: SIP/2.0/TCP"));
      }
    }
  }

  @Test
  void and_over_udp_after_all_where_tcp_is_refused() {
    try (Loopback callee = Rig.udpOnly();
        Loopback caller = new Loopback(callee.port, Protocol.UDP)) {
      caller.adapter.perform(
          caller.newInvitee(), new SendInvite(Rig.LEG, Rig.offer("x".repeat(2_000))));
      await().atMost(Duration.ofSeconds(20)).until(() -> caller.seen(Accepted.class) == 1);
    }
  }

  private static String ack(String ok, RawPeer peer) {
    return new String(
            Lines.request("ACK", "127.0.0.1", peer, "nat-bye", ""), StandardCharsets.UTF_8)
        .replace("To: <sip:200@127.0.0.1>", "To: <sip:200@127.0.0.1>" + Rig.toTag(ok))
        .replace("z9hG4bKnat-bye", "z9hG4bKnat-ack");
  }

  private static InetSocketAddress six(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName("::1"), port);
  }
}
