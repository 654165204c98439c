package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TlsSettings.ClientCertificate;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;

/** Responses whose request's connection is gone (RFC 3261 section 18.2.2). */
class WayBackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void a_response_goes_to_the_port_of_the_via_when_the_connection_is_gone() throws IOException {
    try (ServerSocket phone = listening();
        Loopback bridge = new Loopback(Loopback.freePort(), settings -> settings)) {
      cutAfterRinging(bridge, invite("back", phone.getLocalPort(), "127.0.0.1"));
      try (RawPeer back = accepted(phone)) {
        String ok = back.next().orElseThrow();
        assertThat(ok).startsWith("SIP/2.0 200").contains("Call-ID: back");
        back.send(ack(ok, "back", phone.getLocalPort()));
        await().atMost(PATIENCE).until(() -> bridge.seen(Confirmed.class) == 1);
      }
    }
  }

  /** Its 2xx is repeated until the ACK, over whatever connection. */
  @Test
  void a_caller_that_comes_back_later_still_hears_the_answer() throws IOException {
    int port = Loopback.freePort();
    try (Loopback bridge = new Loopback()) {
      cutAfterRinging(bridge, invite("later", port, "127.0.0.1"));
      await().atMost(PATIENCE).until(() -> Rig.counted(bridge, Count.TRANSPORT_ERRORS) > 0);
      try (ServerSocket phone = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
        phone.setSoTimeout(25_000);
        try (RawPeer back = accepted(phone)) {
          assertThat(back.next())
              .hasValueSatisfying(ok -> assertThat(ok).startsWith("SIP/2.0 200"));
        }
      }
    }
  }

  /** A stranger could make the bridge call others. */
  @Test
  void the_host_that_a_stranger_names_is_not_called() throws IOException {
    try (ServerSocket victim = listening("127.0.0.2");
        Loopback bridge = new Loopback(Loopback.freePort(), settings -> settings)) {
      cutAfterRinging(bridge, invite("named", victim.getLocalPort(), "127.0.0.2"));
      await().atMost(PATIENCE).until(() -> Rig.counted(bridge, Count.TRANSPORT_ERRORS) > 1);
      victim.setSoTimeout(500);
      assertThatThrownBy(victim::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** RFC 3263 section 5. */
  @Test
  void the_host_that_a_trunk_names_is_called_when_its_address_takes_no_connection()
      throws IOException {
    Trunk pbx =
        new Trunk(
            new TrunkName("pbx"),
            new Endpoint(Protocol.TCP, "192.0.2.9", 5060),
            List.of(AddressRange.parse("127.0.0.0/8")));
    try (ServerSocket other = listening("127.0.0.2");
        Loopback bridge =
            new Loopback(Loopback.freePort(), settings -> settings.withTrunks(List.of(pbx)))) {
      cutAfterRinging(bridge, invite("trunk", other.getLocalPort(), "127.0.0.2"));
      try (RawPeer back = accepted(other)) {
        assertThat(back.next()).hasValueSatisfying(ok -> assertThat(ok).startsWith("SIP/2.0 200"));
      }
    }
  }

  @Test
  void over_tls_the_response_goes_to_whom_the_via_names_and_to_nobody_else() throws IOException {
    Pki pki = new Pki();
    try (SSLServerSocket right = tls(pki.peer(Optional.of(pki.forLoopback("phone"))));
        SSLServerSocket wrong = tls(pki.peer(Optional.of(pki.forDns("elsewhere.example"))));
        Loopback bridge = secure(pki)) {
      cutAfterRinging(bridge, pki, secureInvite("wrong", wrong.getLocalPort()));
      try (Socket socket = wrong.accept()) {
        socket.setSoTimeout(10_000);
        RawPeer back = RawPeer.over(socket, "TLS");
        assertThat(back.next()).isEmpty();
      }
      cutAfterRinging(bridge, pki, secureInvite("right", right.getLocalPort()));
      try (Socket socket = right.accept();
          RawPeer back = RawPeer.over(socket, "TLS")) {
        assertThat(back.next()).hasValueSatisfying(ok -> assertThat(ok).startsWith("SIP/2.0 200"));
      }
    }
  }

  private static void cutAfterRinging(Loopback bridge, byte[] invite) throws IOException {
    try (RawPeer phone =
        RawPeer.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.port))) {
      cutAfterRinging(phone, invite);
    }
  }

  private static void cutAfterRinging(Loopback bridge, Pki pki, byte[] invite) throws IOException {
    try (Socket socket =
            pki.peer(Optional.empty())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), bridge.port);
        RawPeer phone = RawPeer.over(socket, "TLS")) {
      cutAfterRinging(phone, invite);
    }
  }

  private static void cutAfterRinging(RawPeer phone, byte[] invite) throws IOException {
    phone.send(invite);
    String said = phone.next().orElseThrow();
    while (!said.startsWith("SIP/2.0 180")) {
      said = phone.next().orElseThrow();
    }
  }

  private static byte[] invite(String id, int port, String host) {
    return request("INVITE", id, "TCP " + host + ":" + port, "");
  }

  private static byte[] secureInvite(String id, int port) {
    return request("INVITE", id, "TLS 127.0.0.1:" + port, "");
  }

  private static byte[] ack(String ok, String id, int port) {
    String to = ok.lines().filter(line -> line.startsWith("To:")).findFirst().orElseThrow();
    return request("ACK", id, "TCP 127.0.0.1:" + port, to.substring(to.indexOf(";tag=")));
  }

  /** The callee answers after a while, when the connection is gone. */
  private static byte[] request(String method, String id, String via, String toTag) {
    return String.join(
            "\r\n",
            method + " sip:slow@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/" + via + ";branch=z9hG4bK" + method + id,
            "Max-Forwards: 70",
            "From: <sip:eve@127.0.0.1>;tag=a",
            "To: <sip:slow@127.0.0.1>" + toTag,
            "Call-ID: " + id,
            "CSeq: 1 " + method,
            "Contact: <sip:eve@127.0.0.1:9;transport=tcp>",
            "Content-Length: 0",
            "",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ServerSocket listening() throws IOException {
    return listening("127.0.0.1");
  }

  private static ServerSocket listening(String host) throws IOException {
    ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName(host));
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static SSLServerSocket tls(SSLContext context) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static RawPeer accepted(ServerSocket phone) throws IOException {
    return RawPeer.over(phone.accept(), "TCP");
  }

  private static Loopback secure(Pki pki) {
    int port = Loopback.freePort();
    WireSettings wire =
        WireSettings.DEFAULT.withTls(
            pki.settings(pki.forLoopback("bridge"), ClientCertificate.NONE));
    List<Listener> tls = List.of(Listener.of(new Endpoint(Protocol.TLS, "127.0.0.1", port)));
    return new Loopback(port, settings -> settings.withWire(wire).withListeners(tls));
  }
}
