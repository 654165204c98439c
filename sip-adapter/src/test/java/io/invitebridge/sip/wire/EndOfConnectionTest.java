package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TrunkOptions;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What becomes of a request whose connection ends (RFC 3261 sections 17.1.4, 18.2.2 and 18.4). */
class EndOfConnectionTest {
  /** Far below Timer B, which is 32 s. */
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void a_call_fails_at_once_when_its_connection_ends_before_any_response() throws IOException {
    try (ServerSocket trunk = listening();
        Loopback bridge = calling(trunk)) {
      call(bridge);
      try (RawPeer peer = accepted(trunk)) {
        assertThat(peer.next()).isPresent();
      }
      comes(bridge, LegFailed.class);
    }
  }

  @Test
  void a_reset_is_an_end_too() throws IOException {
    try (ServerSocket trunk = listening();
        Loopback bridge = calling(trunk)) {
      call(bridge);
      try (Socket socket = trunk.accept();
          RawPeer peer = RawPeer.over(socket, "TCP")) {
        assertThat(peer.next()).isPresent();
        socket.setSoLinger(true, 0);
      }
      comes(bridge, LegFailed.class);
    }
  }

  @Test
  void the_next_target_is_tried_at_once() throws IOException {
    try (ServerSocket first = listening();
        ServerSocket second = listening();
        Loopback bridge = calling(first, second)) {
      call(bridge);
      try (RawPeer peer = accepted(first)) {
        assertThat(peer.next()).isPresent();
      }
      try (RawPeer peer = accepted(second)) {
        String invite = peer.next().orElseThrow();
        peer.send(Answers.to(invite, 200, "t2", second.getLocalPort()));
        comes(bridge, Accepted.class);
      }
    }
  }

  /** The peer was gone before it could read it, as far as we can know. */
  @Test
  void a_request_over_a_connection_that_stood_before_goes_once_more() throws IOException {
    try (ServerSocket trunk = listening();
        Loopback bridge = calling(trunk)) {
      RawPeer old = accepted(trunk, bridge);
      old.send(Answers.to(old.next().orElseThrow(), 486, "t1", trunk.getLocalPort()));
      assertThat(old.next()).hasValueSatisfying(ack -> assertThat(ack).startsWith("ACK"));
      comes(bridge, Refused.class);
      call(bridge);
      String first = old.next().orElseThrow();
      old.close();
      try (RawPeer fresh = accepted(trunk)) {
        String again = fresh.next().orElseThrow();
        assertThat(again).isEqualTo(first);
        fresh.send(Answers.to(again, 200, "t2", trunk.getLocalPort()));
        comes(bridge, Accepted.class);
      }
    }
  }

  /** RFC 3261 section 18.2.2: the server opens a connection for its response. */
  @Test
  void a_call_that_rings_goes_on_while_the_peer_takes_connections() throws IOException {
    try (ServerSocket trunk = listening();
        Loopback bridge = calling(trunk)) {
      call(bridge);
      String invite;
      try (RawPeer peer = accepted(trunk)) {
        invite = peer.next().orElseThrow();
        peer.send(Answers.to(invite, 180, "t1", trunk.getLocalPort()));
        comes(bridge, Rang.class);
      }
      try (RawPeer looked = accepted(trunk);
          RawPeer back = RawPeer.tcp(Rig.at(bridge))) {
        back.send(Answers.to(invite, 200, "t1", trunk.getLocalPort()));
        comes(bridge, Accepted.class);
        assertThat(bridge.seen(LegFailed.class)).isZero();
        assertThat(looked.next()).hasValueSatisfying(ack -> assertThat(ack).startsWith("ACK"));
      }
    }
  }

  /** Peers close what is idle, and a new connection says nothing. */
  @Test
  void a_call_that_rings_outlives_a_peer_that_closes_its_connections() throws IOException {
    try (ServerSocket trunk = listening();
        Loopback bridge = calling(trunk)) {
      call(bridge);
      String invite;
      try (RawPeer peer = accepted(trunk)) {
        invite = peer.next().orElseThrow();
        peer.send(Answers.to(invite, 180, "t1", trunk.getLocalPort()));
        comes(bridge, Rang.class);
      }
      for (int i = 0; i < 3; i++) {
        accepted(trunk).close();
      }
      try (RawPeer back = RawPeer.tcp(Rig.at(bridge))) {
        back.send(Answers.to(invite, 200, "t1", trunk.getLocalPort()));
        comes(bridge, Accepted.class);
        assertThat(bridge.seen(LegFailed.class)).isZero();
      }
    }
  }

  @Test
  void a_call_that_rings_fails_when_the_peer_is_gone() throws IOException {
    ServerSocket trunk = listening();
    try (Loopback bridge = calling(trunk)) {
      call(bridge);
      try (RawPeer peer = accepted(trunk)) {
        trunk.close();
        peer.send(Answers.to(peer.next().orElseThrow(), 180, "t1", trunk.getLocalPort()));
        comes(bridge, Rang.class);
      }
      comes(bridge, LegFailed.class);
    }
  }

  /** The last thing said counts, however soon the connection ends behind it. */
  @RepeatedTest(10)
  void a_response_right_before_the_end_is_heard() throws IOException {
    try (ServerSocket trunk = listening();
        Loopback bridge = calling(trunk)) {
      call(bridge);
      try (RawPeer peer = accepted(trunk)) {
        peer.send(Answers.to(peer.next().orElseThrow(), 486, "t1", trunk.getLocalPort()));
      }
      comes(bridge, Refused.class);
      assertThat(bridge.seen(LegFailed.class)).isZero();
    }
  }

  private static RawPeer accepted(ServerSocket trunk, Loopback bridge) throws IOException {
    call(bridge);
    return accepted(trunk);
  }

  private static void comes(Loopback bridge, Class<? extends InvitationEvent> event) {
    await().atMost(SOON).until(() -> bridge.seen(event) == 1);
  }

  private static ServerSocket listening() throws IOException {
    ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static RawPeer accepted(ServerSocket trunk) throws IOException {
    return RawPeer.over(trunk.accept(), "TCP");
  }

  private static Loopback calling(ServerSocket... targets) {
    List<TrunkTarget> all =
        Stream.of(targets)
            .map(socket -> new Endpoint(Protocol.TCP, "127.0.0.1", socket.getLocalPort()))
            .map(TrunkTarget::at)
            .toList();
    TrunkOptions options = TrunkOptions.NONE;
    if (all.size() > 1) {
      options = options.withTargets(all.get(0).withOrder(1, 1), all.get(1).withOrder(2, 1));
    }
    Trunk trunk = Loopback.peer(targets[0].getLocalPort(), Protocol.TCP).with(options);
    return new Loopback(Loopback.freePort(), settings -> settings.withTrunks(List.of(trunk)));
  }

  private static void call(Loopback bridge) {
    bridge.adapter.perform(bridge.newInvitee(), new SendInvite(Rig.LEG, Rig.offer("")));
  }
}
