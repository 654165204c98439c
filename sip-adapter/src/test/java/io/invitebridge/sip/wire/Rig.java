package io.invitebridge.sip.wire;

import io.invitebridge.core.invitation.Effect.Offer;
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
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the tests of this room have in common. */
final class Rig {
  static final LegId LEG = new LegId(1);

  private Rig() {}

  static Loopback udpOnly() {
    int port = Loopback.freePort();
    return new Loopback(
        port,
        settings ->
            settings.withListeners(
                List.of(Listener.of(new Endpoint(Protocol.UDP, "127.0.0.1", port)))));
  }

  static Loopback defended(Defence defence) {
    return wired(settings -> settings, WireSettings.DEFAULT.withDefence(defence));
  }

  static Loopback wired(UnaryOperator<SipSettings> more, WireSettings wire) {
    return new Loopback(Loopback.freePort(), settings -> more.apply(settings).withWire(wire));
  }

  static long counted(Loopback bridge, Count count) {
    return bridge.adapter.counters().snapshot().getOrDefault(count, 0L);
  }

  static InetSocketAddress at(Loopback bridge) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.port);
  }

  static Offer offer(String sdpPadding) {
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

  static String notTrying(RawPeer peer) throws IOException {
    String said = peer.next().orElseThrow();
    while (said.startsWith("SIP/2.0 100")) {
      said = peer.next().orElseThrow();
    }
    return said;
  }

  static String toTag(String response) {
    String line = response.lines().filter(l -> l.startsWith("To:")).findFirst().orElseThrow();
    return line.substring(line.indexOf(";tag="));
  }
}
