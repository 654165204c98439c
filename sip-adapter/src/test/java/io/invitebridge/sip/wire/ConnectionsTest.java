package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings;
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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections, listeners and sources are treated, seen from outside. */
class ConnectionsTest {
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final LegId LEG = new LegId(1);

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
      try (RawPeer peer = RawPeer.tcp(at(bridge))) {
        peer.send(Lines.options(peer, "counted"));
        assertThat(peer.next()).isPresent();
        assertThat(bridge.adapter.connections()).isOne();
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> bridge.adapter.connections() == 0);
    }
  }

  @Test
  void who_says_nothing_is_cut_off() throws IOException {
    try (Loopback bridge = defended(Defence.DEFAULT.withTimes(SHORT, LONG, LONG));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port)) {
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void who_takes_too_long_for_a_message_is_cut_off() throws IOException {
    try (Loopback bridge = defended(Defence.DEFAULT.withTimes(LONG, SHORT, LONG));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port)) {
      socket.getOutputStream().write(Lines.bytes("OPTIONS sip:200@127.0.0.1 SIP/2.0\r\nVia:"));
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void who_is_idle_is_cut_off() throws IOException {
    try (Loopback bridge = defended(Defence.DEFAULT.withTimes(LONG, LONG, SHORT));
        RawPeer peer = RawPeer.tcp(at(bridge))) {
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
    try (Loopback bridge = defended(Defence.DEFAULT.withConnections(100, 3))) {
      List<RawPeer> peers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        peers.add(RawPeer.tcp(at(bridge)));
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
                try (RawPeer again = RawPeer.tcp(at(bridge))) {
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
  void a_source_that_sends_too_much_is_dropped_unread() throws IOException {
    try (Loopback bridge = defended(Defence.DEFAULT.withRate(1, 5));
        RawPeer peer = RawPeer.udp(at(bridge))) {
      for (int i = 0; i < 50; i++) {
        peer.send(Lines.options(peer, "flood" + i));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  counted(bridge, Count.REFUSED_SOURCE) + counted(bridge, Count.REQUESTS_IN) >= 50);
      assertThat(counted(bridge, Count.REFUSED_SOURCE)).isGreaterThan(30);
    }
  }

  @Test
  void a_scanner_that_is_refused_again_and_again_hears_nothing_more() throws IOException {
    try (Loopback bridge = defended(Defence.DEFAULT.withRefusals(5));
        RawPeer peer = RawPeer.udp(at(bridge))) {
      for (int i = 0; i < 5; i++) {
        peer.send(Lines.request("REGISTER", "127.0.0.1", peer, "scan" + i, ""));
        assertThat(peer.next()).hasValueSatisfying(said -> assertThat(said).contains(" 405 "));
      }
      peer.send(Lines.request("REGISTER", "127.0.0.1", peer, "scan6", ""));
      await().atMost(Duration.ofSeconds(20)).until(() -> counted(bridge, Count.REFUSED_SOURCE) > 0);
    }
  }

  @Test
  void a_trunk_is_never_dropped() throws IOException {
    Trunk local =
        new Trunk(
            new TrunkName("pbx"),
            new Endpoint(Protocol.UDP, "127.0.0.1", 5997),
            List.of(io.invitebridge.sip.AddressRange.parse("127.0.0.0/8")));
    try (Loopback bridge =
            wired(
                settings -> settings.withTrunks(List.of(local)),
                WireSettings.DEFAULT.withDefence(Defence.DEFAULT.withRate(1, 1)));
        RawPeer peer = RawPeer.udp(at(bridge))) {
      for (int i = 0; i < 20; i++) {
        peer.send(Lines.options(peer, "trunk" + i));
        assertThat(peer.next()).isPresent();
      }
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
            wired(
                settings -> settings.withTrunks(List.of(local)),
                WireSettings.DEFAULT.withDefence(Defence.DEFAULT.withConnections(1, 1)));
        RawPeer one = RawPeer.tcp(at(bridge));
        RawPeer two = RawPeer.tcp(at(bridge))) {
      one.send(Lines.options(one, "one"));
      two.send(Lines.options(two, "two"));
      assertThat(one.next()).isPresent();
      assertThat(two.next()).isPresent();
    }
  }

  /** So a trunk that is known by its name alone is exempt, at whatever address the DNS has it. */
  @Test
  void whom_the_bridge_has_called_is_never_dropped() throws IOException {
    try (RawPeer peer = RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
        Loopback bridge =
            wired(
                settings ->
                    settings.withTrunks(
                        List.of(
                            new Trunk(
                                new TrunkName("pbx"),
                                new Endpoint(Protocol.UDP, "localhost", peer.port()),
                                List.of()))),
                WireSettings.DEFAULT.withDefence(Defence.DEFAULT.withRate(1, 1)))) {
      bridge.adapter.perform(bridge.newInvitee(), new SendInvite(LEG, offer("")));
      assertThat(peer.next()).hasValueSatisfying(said -> assertThat(said).startsWith("INVITE"));
      try (RawPeer more = RawPeer.udp(at(bridge))) {
        for (int i = 0; i < 10; i++) {
          more.send(Lines.options(more, "more" + i));
          assertThat(more.next()).isPresent();
        }
      }
      assertThat(counted(bridge, Count.REFUSED_SOURCE)).isZero();
    }
  }

  @Test
  void other_limits_hold_at_once() throws IOException {
    try (Loopback bridge = defended(Defence.DEFAULT.withRate(1, 1));
        RawPeer peer = RawPeer.udp(at(bridge))) {
      SipSettings looser =
          SipSettings.loopback(bridge.port)
              .withWire(WireSettings.DEFAULT.withDefence(Defence.DEFAULT.withRate(0, 0)));
      bridge.adapter.prepare(looser, DnsSettings.SYSTEM).commit();
      for (int i = 0; i < 10; i++) {
        peer.send(Lines.options(peer, "free" + i));
        assertThat(peer.next()).isPresent();
      }
    }
  }

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
        RawPeer inside = RawPeer.udp(at(bridge));
        RawPeer outside =
            RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), two))) {
      inside.send(Lines.invite(inside, "in"));
      assertThat(notTrying(inside)).contains("@inside.example:" + one);
      outside.send(Lines.invite(outside, "out"));
      assertThat(notTrying(outside)).contains("@outside.example:5070");
    }
  }

  /** RFC 3581: the answer goes to where the request came from. */
  @Test
  void rport_leads_back_through_a_nat() throws IOException {
    try (Loopback bridge = new Loopback();
        RawPeer peer = RawPeer.udp(at(bridge))) {
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
        RawPeer peer = RawPeer.tcp(at(bridge))) {
      String invite =
          new String(Lines.invite(peer, "nat-bye"), StandardCharsets.UTF_8)
              .replace("sip:200@127.0.0.1 SIP", "sip:then-bye@127.0.0.1 SIP")
              .replace("<sip:eve@127.0.0.1:" + peer.port(), "<sip:eve@10.1.2.3:5062");
      peer.send(Lines.bytes(invite));
      String ok = notTrying(peer);
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
      bridge.adapter.perform(bridge.newInvitee(), new SendInvite(LEG, offer("x".repeat(2_000))));
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
    try (Loopback callee = udpOnly();
        Loopback caller = new Loopback(callee.port, Protocol.UDP)) {
      caller.adapter.perform(caller.newInvitee(), new SendInvite(LEG, offer("x".repeat(2_000))));
      await().atMost(Duration.ofSeconds(20)).until(() -> caller.seen(Accepted.class) == 1);
    }
  }

  @Test
  void a_connection_to_a_trunk_is_kept_open_by_pings() throws IOException {
    try (ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      tcp.setSoTimeout(15_000);
      Endpoint place = new Endpoint(Protocol.TCP, "127.0.0.1", tcp.getLocalPort());
      Trunk trunk = new Trunk(new TrunkName("pbx"), place, List.of());
      try (Loopback bridge =
          wired(
              settings -> settings.withTrunks(List.of(trunk)),
              WireSettings.DEFAULT.withKeepAlives(Map.of(place.host(), Duration.ofMillis(300))))) {
        bridge.adapter.perform(bridge.newInvitee(), new SendInvite(LEG, offer("")));
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

  /** RFC 7118, with the WebSocket client of the Java platform. */
  @Test
  void a_websocket_client_calls_and_is_answered() throws Exception {
    int port = Loopback.freePort();
    try (Loopback bridge =
        new Loopback(
            port,
            settings ->
                settings.withListeners(
                    List.of(
                        Listener.of(new Endpoint(Protocol.UDP, "127.0.0.1", port)),
                        Listener.of(new Endpoint(Protocol.WS, "127.0.0.1", port)))))) {
      Frames frames = new Frames();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("sip")
              .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), frames)
              .get(15, TimeUnit.SECONDS);
      assertThat(socket.getSubprotocol()).isEqualTo("sip");
      socket.sendText(fromBrowser("INVITE", 1, ""), true).get(15, TimeUnit.SECONDS);
      String ok = frames.next("SIP/2.0 200");
      assertThat(ok).contains("transport=ws").contains("received=127.0.0.1");
      socket.sendText(fromBrowser("ACK", 1, toTag(ok)), true).get(15, TimeUnit.SECONDS);
      bridge.hangUp();
      assertThat(frames.next("BYE")).startsWith("BYE sip:eve@browser.invalid;transport=ws SIP/2.0");
      socket.abort();
    }
  }

  private static final class Frames implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    String next(String start) throws InterruptedException {
      while (true) {
        String message = messages.poll(15, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("No " + start + " has come.");
        }
        if (message.startsWith(start)) {
          return message;
        }
      }
    }
  }

  private static String fromBrowser(String method, int number, String toTag) {
    return String.join(
        "\r\n",
        method + " sip:then-bye@127.0.0.1 SIP/2.0",
        "Via: SIP/2.0/WS browser.invalid;branch=z9hG4bK" + method + number,
        "Max-Forwards: 70",
        "From: <sip:eve@example.com>;tag=b",
        "To: <sip:then-bye@127.0.0.1>" + toTag,
        "Call-ID: browser",
        "CSeq: " + number + " " + method,
        "Contact: <sip:eve@browser.invalid;transport=ws>",
        "Content-Length: 0",
        "",
        "");
  }

  private static String ack(String ok, RawPeer peer) {
    return new String(
            Lines.request("ACK", "127.0.0.1", peer, "nat-bye", ""), StandardCharsets.UTF_8)
        .replace("To: <sip:200@127.0.0.1>", "To: <sip:200@127.0.0.1>" + toTag(ok))
        .replace("z9hG4bKnat-bye", "z9hG4bKnat-ack");
  }

  private static String toTag(String response) {
    String line = response.lines().filter(l -> l.startsWith("To:")).findFirst().orElseThrow();
    return line.substring(line.indexOf(";tag="));
  }

  private static String notTrying(RawPeer peer) throws IOException {
    String said = peer.next().orElseThrow();
    while (said.startsWith("SIP/2.0 100")) {
      said = peer.next().orElseThrow();
    }
    return said;
  }

  private static Loopback udpOnly() {
    int port = Loopback.freePort();
    return new Loopback(
        port,
        settings ->
            settings.withListeners(
                List.of(Listener.of(new Endpoint(Protocol.UDP, "127.0.0.1", port)))));
  }

  private static Loopback defended(Defence defence) {
    return wired(settings -> settings, WireSettings.DEFAULT.withDefence(defence));
  }

  private static Loopback wired(UnaryOperator<SipSettings> more, WireSettings wire) {
    return new Loopback(Loopback.freePort(), settings -> more.apply(settings).withWire(wire));
  }

  private static boolean isCut(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  private static long counted(Loopback bridge, Count count) {
    return bridge.adapter.counters().snapshot().getOrDefault(count, 0L);
  }

  private static InetSocketAddress at(Loopback bridge) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.port);
  }

  private static InetSocketAddress six(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName("::1"), port);
  }

  private static Offer offer(String sdpPadding) {
    String sdp =
        "v=0\\r\\no=- 1 1 IN IP4 127.0.0.1\\r\\ns=-\\r\\nc=IN IP4 127.0.0.1\\r\\nt=0 0\\r\\n"
            + "m=audio 9 RTP/AVP 0\\r\\na=inactive\\r\\na=x-long:"
            + sdpPadding
            + "\\r\\n";
    return new Offer(
        AppUser.rtm(new AppId("app"), new UserId("alice")),
        Optional.empty(),
        new SipParty(Optional.of(new TrunkName("pbx")), new SipUser("200")),
        new CalleeName("200"),
        Optional.empty(),
        new Content("{\"sdp\":\"" + sdp + "\"}"),
        70);
  }
}
