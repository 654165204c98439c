package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TlsSettings.ClientCertificate;
import io.invitebridge.sip.TrunkOptions;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.trunk.NameServer;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A trunk over TLS that the DNS finds: its server must show a certificate of the trunk's domain,
 * not of the host that the DNS names (RFC 5922 section 4, RFC 3263 section 4).
 */
class TlsByNameTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String DOMAIN = "carrier.example";

  private final Pki pki = new Pki();
  private final NameServer dns;

  TlsByNameTest() throws IOException {
    dns = new NameServer();
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void a_server_with_a_certificate_of_the_domain_is_called() {
    try (Loopback carrier = bridge(pki.forDns(DOMAIN), settings -> settings);
        Loopback caller = calling(carrier.port)) {
      invite(caller);
      await().atMost(PATIENCE).until(() -> caller.seen(Accepted.class) == 1);
      await().atMost(PATIENCE).until(() -> carrier.seen(HungUp.class) == 1);
    }
  }

  @Test
  void so_is_one_that_names_the_domain_in_a_sip_uri() {
    try (Loopback carrier =
            bridge(pki.forSipDomain(DOMAIN, "edge.carrier.example"), settings -> settings);
        Loopback caller = calling(carrier.port)) {
      invite(caller);
      await().atMost(PATIENCE).until(() -> caller.seen(Accepted.class) == 1);
    }
  }

  /** Whoever can forge DNS answers could name any host. */
  @Test
  void a_certificate_of_the_host_that_the_dns_names_is_not_enough() {
    try (Loopback carrier = bridge(pki.forDns("edge.carrier.example"), settings -> settings);
        Loopback caller = calling(carrier.port)) {
      invite(caller);
      await().atMost(PATIENCE).until(() -> caller.seen(LegFailed.class) == 1);
      assertThat(carrier.adapter.liveLegs()).isZero();
    }
  }

  private Loopback calling(int port) {
    dns.knows("_sips._tcp." + DOMAIN, 60, "SRV", "1 1 " + port + " edge.carrier.example.");
    dns.knows("edge.carrier.example", 60, "A", "127.0.0.1");
    TrunkTarget byName =
        new TrunkTarget(DOMAIN, OptionalInt.empty(), Optional.of(Protocol.TLS), 1, 1);
    Trunk trunk =
        new Trunk(new TrunkName("pbx"), new Endpoint(Protocol.TLS, DOMAIN, 5061), List.of())
            .with(TrunkOptions.NONE.withTargets(byName));
    return bridge(pki.forLoopback("caller"), settings -> settings.withTrunks(List.of(trunk)));
  }

  private Loopback bridge(X509Bundle own, UnaryOperator<SipSettings> more) {
    int port = Loopback.freePort();
    WireSettings wire = WireSettings.DEFAULT.withTls(pki.settings(own, ClientCertificate.NONE));
    List<Listener> listeners =
        List.of(
            Listener.of(new Endpoint(Protocol.UDP, "127.0.0.1", port)),
            Listener.of(new Endpoint(Protocol.TLS, "127.0.0.1", port)));
    return new Loopback(
        port,
        settings -> more.apply(settings.withWire(wire).withListeners(listeners)),
        new DnsSettings(List.of(dns.at()), Duration.ofSeconds(5)));
  }

  private static void invite(Loopback caller) {
    caller.adapter.perform(caller.newInvitee(), new SendInvite(Rig.LEG, Rig.offer("")));
  }
}
