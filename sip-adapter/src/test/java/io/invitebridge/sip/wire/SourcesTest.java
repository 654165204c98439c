package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one source may send, seen from outside. */
class SourcesTest {
  @Test
  void a_source_that_sends_too_much_is_dropped_unread() throws IOException {
    try (Loopback bridge = Rig.defended(Defence.DEFAULT.withRate(1, 5));
        RawPeer peer = RawPeer.udp(Rig.at(bridge))) {
      for (int i = 0; i < 50; i++) {
        peer.send(Lines.options(peer, "flood" + i));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  Rig.counted(bridge, Count.REFUSED_SOURCE) + Rig.counted(bridge, Count.REQUESTS_IN)
                      >= 50);
      assertThat(Rig.counted(bridge, Count.REFUSED_SOURCE)).isGreaterThan(30);
    }
  }

  @Test
  void a_scanner_that_is_refused_again_and_again_hears_nothing_more() throws IOException {
    try (Loopback bridge = Rig.defended(Defence.DEFAULT.withRefusals(5));
        RawPeer peer = RawPeer.udp(Rig.at(bridge))) {
      for (int i = 0; i < 5; i++) {
        peer.send(Lines.request("REGISTER", "127.0.0.1", peer, "scan" + i, ""));
        assertThat(peer.next()).hasValueSatisfying(said -> assertThat(said).contains(" 405 "));
      }
      peer.send(Lines.request("REGISTER", "127.0.0.1", peer, "scan6", ""));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Rig.counted(bridge, Count.REFUSED_SOURCE) > 0);
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
            Rig.wired(
                settings -> settings.withTrunks(List.of(local)),
                WireSettings.DEFAULT.withDefence(Defence.DEFAULT.withRate(1, 1)));
        RawPeer peer = RawPeer.udp(Rig.at(bridge))) {
      for (int i = 0; i < 20; i++) {
        peer.send(Lines.options(peer, "trunk" + i));
        assertThat(peer.next()).isPresent();
      }
    }
  }

  /** So a trunk that is known by its name alone is exempt, at whatever address the DNS has it. */
  @Test
  void whom_the_bridge_has_called_is_never_dropped() throws IOException {
    try (RawPeer peer = RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
        Loopback bridge =
            Rig.wired(
                settings ->
                    settings.withTrunks(
                        List.of(
                            new Trunk(
                                new TrunkName("pbx"),
                                new Endpoint(Protocol.UDP, "localhost", peer.port()),
                                List.of()))),
                WireSettings.DEFAULT.withDefence(Defence.DEFAULT.withRate(1, 1)))) {
      bridge.adapter.perform(bridge.newInvitee(), new SendInvite(Rig.LEG, Rig.offer("")));
      assertThat(peer.next()).hasValueSatisfying(said -> assertThat(said).startsWith("INVITE"));
      try (RawPeer more = RawPeer.udp(Rig.at(bridge))) {
        for (int i = 0; i < 10; i++) {
          more.send(Lines.options(more, "more" + i));
          assertThat(more.next()).isPresent();
        }
      }
      assertThat(Rig.counted(bridge, Count.REFUSED_SOURCE)).isZero();
    }
  }

  @Test
  void other_limits_hold_at_once() throws IOException {
    try (Loopback bridge = Rig.defended(Defence.DEFAULT.withRate(1, 1));
        RawPeer peer = RawPeer.udp(Rig.at(bridge))) {
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
}
