package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TlsSettings.ClientCertificate;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long connections stand, and how many, seen from outside. */
class ConnectionsTest {
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void a_double_line_end_is_answered_with_one() throws IOException {
    try (Loopback bridge = new Loopback();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(Lines.bytes("\r\n\r\n"));
      assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(Lines.bytes("\r\n"));
    }
  }

  @Test
  void open_connections_are_counted() throws IOException {
    try (Loopback bridge = new Loopback()) {
      assertThat(bridge.adapter.connections()).isZero();
      try (RawPeer peer = RawPeer.tcp(Rig.at(bridge))) {
        peer.send(Lines.options(peer, "counted"));
        assertThat(peer.next()).isPresent();
        assertThat(bridge.adapter.connections()).isOne();
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> bridge.adapter.connections() == 0);
    }
  }

  @Test
  void who_says_nothing_is_cut_off() throws IOException {
    try (Loopback bridge = Rig.defended(Defence.DEFAULT.withTimes(SHORT, LONG, LONG));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port)) {
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void who_takes_too_long_for_a_message_is_cut_off() throws IOException {
    try (Loopback bridge = Rig.defended(Defence.DEFAULT.withTimes(LONG, SHORT, LONG));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port)) {
      socket.getOutputStream().write(Lines.bytes("OPTIONS sip:200@127.0.0.1 SIP/2.0\r\nVia:"));
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void who_is_idle_is_cut_off() throws IOException {
    try (Loopback bridge = Rig.defended(Defence.DEFAULT.withTimes(LONG, LONG, SHORT));
        RawPeer peer = RawPeer.tcp(Rig.at(bridge))) {
      peer.send(Lines.options(peer, "idle"));
      assertThat(peer.next()).isPresent();
      assertThat(peer.next()).isEmpty();
    }
  }

  @Test
  void a_tls_handshake_that_does_not_go_on_is_cut_off_and_holds_up_nobody() throws IOException {
    Pki pki = new Pki();
    int port = Loopback.freePort();
    WireSettings wire =
        WireSettings.DEFAULT
            .withTls(pki.settings(pki.forLoopback("bridge"), ClientCertificate.NONE))
            .withDefence(Defence.DEFAULT.withTimes(SHORT, LONG, LONG));
    try (Loopback bridge =
            new Loopback(
                port,
                settings ->
                    settings
                        .withWire(wire)
                        .withListeners(
                            List.of(Listener.of(new Endpoint(Protocol.TLS, "127.0.0.1", port)))));
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), bridge.port);
        Socket other =
            pki.peer(Optional.empty())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), bridge.port);
        RawPeer peer = RawPeer.over(other, "TLS")) {
      peer.send(Lines.options(peer, "between"));
      assertThat(peer.next()).isPresent();
      assertThat(isCut(silent)).isTrue();
    }
  }

  @Test
  void one_source_may_have_so_many_connections_and_no_more() throws IOException {
    try (Loopback bridge = Rig.defended(Defence.DEFAULT.withConnections(100, 3))) {
      List<RawPeer> peers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        peers.add(RawPeer.tcp(Rig.at(bridge)));
        peers.get(i).send(Lines.options(peers.get(i), "c" + i));
        assertThat(peers.get(i).next()).isPresent();
      }
      try (Socket fourth = new Socket(InetAddress.getLoopbackAddress(), bridge.port)) {
        assertThat(isCut(fourth)).isTrue();
      }
      peers.remove(0).close();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                try (RawPeer again = RawPeer.tcp(Rig.at(bridge))) {
                  again.send(Lines.options(again, "again" + System.nanoTime()));
                  return again.next().isPresent();
                } catch (IOException refused) {
                  return false;
                }
              });
      peers.forEach(RawPeer::close);
    }
  }

  @Test
  void connections_of_a_trunk_are_not_counted() throws IOException {
    Trunk local =
        new Trunk(
            new TrunkName("pbx"),
            new Endpoint(Protocol.TCP, "192.0.2.9", 5060),
            List.of(io.invitebridge.sip.AddressRange.parse("127.0.0.0/8")));
    try (Loopback bridge =
            Rig.wired(
                settings -> settings.withTrunks(List.of(local)),
                WireSettings.DEFAULT.withDefence(Defence.DEFAULT.withConnections(1, 1)));
        RawPeer one = RawPeer.tcp(Rig.at(bridge));
        RawPeer two = RawPeer.tcp(Rig.at(bridge))) {
      one.send(Lines.options(one, "one"));
      two.send(Lines.options(two, "two"));
      assertThat(one.next()).isPresent();
      assertThat(two.next()).isPresent();
    }
  }

  @Test
  void a_connection_to_a_trunk_is_kept_open_by_pings() throws IOException {
    try (ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      tcp.setSoTimeout(15_000);
      Endpoint place = new Endpoint(Protocol.TCP, "127.0.0.1", tcp.getLocalPort());
      Trunk trunk = new Trunk(new TrunkName("pbx"), place, List.of());
      try (Loopback bridge =
          Rig.wired(
              settings -> settings.withTrunks(List.of(trunk)),
              WireSettings.DEFAULT.withKeepAlives(Map.of(place.host(), Duration.ofMillis(300))))) {
        bridge.adapter.perform(bridge.newInvitee(), new SendInvite(Rig.LEG, Rig.offer("")));
        try (Socket socket = tcp.accept()) {
          socket.setSoTimeout(15_000);
          InputStream in = socket.getInputStream();
          StringBuilder read = new StringBuilder();
          while (!read.toString().endsWith("\r\n\r\n\r\n\r\n")) {
            read.append((char) in.read());
          }
          assertThat(read).contains("INVITE");
        }
      }
    }
  }

  private static boolean isCut(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }
}
