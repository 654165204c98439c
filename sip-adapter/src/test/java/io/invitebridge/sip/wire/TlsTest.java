package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TlsSettings;
import io.invitebridge.sip.TlsSettings.ClientCertificate;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIP over TLS (RFC 3261 section 26.2, RFC 5922), as server and as client. */
class TlsTest {
  private static final LegId LEG = new LegId(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Pki pki = new Pki();
  private final X509Bundle own = pki.forLoopback("bridge");

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_request_over_tls_is_answered(String version) throws IOException {
    try (Loopback bridge = bridge(ClientCertificate.NONE);
        SSLSocket socket = connect(pki.peer(Optional.empty()), bridge);
        RawPeer peer = RawPeer.over(socket, "TLS")) {
      socket.setEnabledProtocols(new String[] {version});
      peer.send(Lines.options(peer, "tls"));
      assertThat(peer.next())
          .hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200"));
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void who_must_show_a_certificate_and_has_none_is_refused() throws IOException {
    try (Loopback bridge = bridge(ClientCertificate.REQUIRED)) {
      try (SSLSocket socket = connect(pki.peer(Optional.empty()), bridge);
          RawPeer peer = RawPeer.over(socket, "TLS")) {
        assertThatThrownBy(
                () -> {
                  peer.send(Lines.options(peer, "none"));
                  peer.next().orElseThrow(() -> new IOException("closed"));
                })
            .isInstanceOf(IOException.class);
      }
      try (SSLSocket socket =
              connect(pki.peer(Optional.of(pki.forDns("pbx.example.com"))), bridge);
          RawPeer peer = RawPeer.over(socket, "TLS")) {
        peer.send(Lines.options(peer, "some"));
        assertThat(peer.next())
            .hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200"));
      }
    }
  }

  @Test
  void a_certificate_of_a_stranger_is_refused() throws IOException {
    Pki other = new Pki("CN=somebody else");
    try (Loopback bridge = bridge(ClientCertificate.WANTED);
        SSLSocket socket = connect(pki.peer(Optional.of(other.forDns("pbx.example.com"))), bridge);
        RawPeer peer = RawPeer.over(socket, "TLS")) {
      assertThatThrownBy(
              () -> {
                peer.send(Lines.options(peer, "stranger"));
                peer.next().orElseThrow(() -> new IOException("closed"));
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_trunk_is_known_by_the_domain_of_its_certificate() throws IOException {
    Trunk carrier =
        trunk(
            new Endpoint(
                Protocol.TLS, "127.0.0.1", 5998, new Endpoint.Way("", Set.of("Carrier.example"))));
    try (Loopback bridge =
        bridge(
            settings -> settings.withTrunks(List.of(carrier)).refusingUnknown(),
            pki.settings(own, ClientCertificate.WANTED))) {
      X509Bundle certificate = pki.forSipDomain("carrier.example", "edge7.carrier.example");
      assertThat(invited(bridge, Optional.of(certificate))).startsWith("SIP/2.0 180");
      assertThat(invited(bridge, Optional.of(pki.forDns("elsewhere.example"))))
          .startsWith("SIP/2.0 403");
      assertThat(invited(bridge, Optional.empty())).startsWith("SIP/2.0 403");
    }
  }

  @Test
  void a_call_between_two_bridges_is_accepted_and_hung_up() {
    try (Loopback callee = bridge(ClientCertificate.REQUIRED);
        Loopback caller = calling(callee.port, Set.of())) {
      caller.adapter.perform(caller.newInvitee(), new SendInvite(LEG, offer()));
      await().atMost(PATIENCE).until(() -> caller.seen(Accepted.class) == 1);
      await().atMost(PATIENCE).until(() -> callee.seen(HungUp.class) == 1);
      await()
          .atMost(PATIENCE)
          .until(() -> caller.adapter.liveLegs() + callee.adapter.liveLegs() == 0);
    }
  }

  @Test
  void a_peer_whose_certificate_has_another_name_is_not_called() {
    try (Loopback callee = bridge(ClientCertificate.NONE);
        Loopback caller = calling(callee.port, Set.of("carrier.example"))) {
      caller.adapter.perform(caller.newInvitee(), new SendInvite(LEG, offer()));
      await().atMost(PATIENCE).until(() -> caller.seen(LegFailed.class) == 1);
      assertThat(callee.adapter.liveLegs()).isZero();
    }
  }

  @Test
  void a_peer_of_an_unknown_authority_is_not_called() {
    Pki other = new Pki("CN=somebody else");
    try (Loopback callee =
            bridge(
                settings -> settings,
                other.settings(other.forLoopback("callee"), ClientCertificate.NONE));
        Loopback caller = calling(callee.port, Set.of())) {
      caller.adapter.perform(caller.newInvitee(), new SendInvite(LEG, offer()));
      await().atMost(PATIENCE).until(() -> caller.seen(LegFailed.class) == 1);
    }
  }

  @Test
  void a_renewed_certificate_is_shown_by_new_connections_and_old_ones_go_on() throws IOException {
    try (Loopback bridge = bridge(ClientCertificate.NONE);
        SSLSocket before = connect(pki.peer(Optional.empty()), bridge);
        RawPeer old = RawPeer.over(before, "TLS")) {
      assertThat(commonName(before)).isEqualTo("CN=bridge");
      TlsSettings next = pki.settings(pki.forLoopback("renewed"), ClientCertificate.NONE);
      bridge.adapter.prepare(settings(bridge.port, next), DnsSettings.SYSTEM).commit();
      try (SSLSocket after = connect(pki.peer(Optional.empty()), bridge)) {
        assertThat(commonName(after)).isEqualTo("CN=renewed");
      }
      old.send(Lines.options(old, "old"));
      assertThat(old.next()).hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200"));
      TlsSettings broken =
          new TlsSettings("no PEM", "no PEM", Optional.empty(), ClientCertificate.NONE);
      assertThatThrownBy(
              () -> bridge.adapter.prepare(settings(bridge.port, broken), DnsSettings.SYSTEM))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot be used");
      try (SSLSocket still = connect(pki.peer(Optional.empty()), bridge)) {
        assertThat(commonName(still)).isEqualTo("CN=renewed");
      }
    }
  }

  private static SipSettings settings(int port, TlsSettings tls) {
    return SipSettings.loopback(port)
        .withWire(WireSettings.DEFAULT.withTls(tls))
        .withListeners(List.of(Listener.of(new Endpoint(Protocol.TLS, "127.0.0.1", port))));
  }

  @Test
  void a_private_key_may_be_in_the_older_form() throws IOException {
    X509Bundle shown = pki.forLoopbackWithRsa();
    TlsSettings older =
        new TlsSettings(
            shown.getCertificatePathPEM(), pkcs1(shown), Optional.empty(), ClientCertificate.NONE);
    try (Loopback bridge = bridge(settings -> settings, older);
        SSLSocket socket = connect(pki.peer(Optional.empty()), bridge)) {
      assertThat(commonName(socket)).isEqualTo("CN=rsa");
    }
  }

  @Test
  void a_listener_without_a_certificate_is_refused_at_the_start() {
    SipSettings settings = SipSettings.loopback(5060);
    Listener tls = Listener.of(new Endpoint(Protocol.TLS, "127.0.0.1", 5061));
    assertThatThrownBy(() -> settings.withListeners(List.of(tls)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a certificate");
  }

  private String invited(Loopback bridge, Optional<X509Bundle> certificate) throws IOException {
    try (SSLSocket socket = connect(pki.peer(certificate), bridge);
        RawPeer peer = RawPeer.over(socket, "TLS")) {
      peer.send(Lines.invite(peer, "i" + System.nanoTime()));
      String said = peer.next().orElseThrow();
      while (said.startsWith("SIP/2.0 100")) {
        said = peer.next().orElseThrow();
      }
      return said;
    }
  }

  private Loopback bridge(ClientCertificate clients) {
    return bridge(settings -> settings, pki.settings(own, clients));
  }

  private static Loopback bridge(
      java.util.function.UnaryOperator<SipSettings> more, TlsSettings tls) {
    int port = Loopback.freePort();
    List<Listener> listeners = List.of(Listener.of(new Endpoint(Protocol.TLS, "127.0.0.1", port)));
    return new Loopback(
        port,
        settings ->
            more.apply(
                settings.withWire(WireSettings.DEFAULT.withTls(tls)).withListeners(listeners)));
  }

  private Loopback calling(int port, Set<String> names) {
    return bridge(
        settings ->
            settings.withTrunks(
                List.of(
                    trunk(
                        new Endpoint(
                            Protocol.TLS, "127.0.0.1", port, new Endpoint.Way("", names))))),
        pki.settings(pki.forLoopback("caller"), ClientCertificate.NONE));
  }

  private static Trunk trunk(Endpoint target) {
    return new Trunk(new TrunkName("pbx"), target, List.of());
  }

  private static SSLSocket connect(SSLContext context, Loopback bridge) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), bridge.port);
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static String commonName(SSLSocket socket) throws IOException {
    socket.startHandshake();
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSubjectX500Principal().getName();
  }

  private static String pkcs1(X509Bundle bundle) throws IOException {
    byte[] inner =
        PrivateKeyInfo.getInstance(bundle.getKeyPair().getPrivate().getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
    return "-----BEGIN RSA PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(inner)
        + "\n-----END RSA PRIVATE KEY-----\n";
  }

  private static Offer offer() {
    return new Offer(
        AppUser.rtm(new AppId("app"), new UserId("alice")),
        Optional.empty(),
        new SipParty(Optional.of(new TrunkName("pbx")), new SipUser("200")),
        new CalleeName("200"),
        Optional.empty(),
        Content.EMPTY,
        70);
  }
}
