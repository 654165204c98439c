package io.invitebridge.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 section 17.2.3: a branch belongs to the peer that sent it. */
class SameBranchTest {
  @ParameterizedTest(name = "branch={0}")
  @ValueSource(strings = {"z9hG4bK", "z9hG4bKthesame"})
  void two_peers_may_choose_the_same_branch(String branch) throws IOException {
    try (Loopback bridge = new Loopback();
        RawPeer one = peer(bridge);
        RawPeer two = peer(bridge)) {
      for (RawPeer peer : java.util.List.of(one, two)) {
        peer.send(options(branch, "call-" + peer.port(), peer));
        assertThat(peer.next())
            .hasValueSatisfying(said -> assertThat(said).contains("call-" + peer.port()));
      }
    }
  }

  @Test
  void a_branch_that_says_nothing_is_no_copy_of_another_call() throws IOException {
    try (Loopback bridge = new Loopback();
        RawPeer peer = peer(bridge)) {
      for (String call : java.util.List.of("first", "second")) {
        peer.send(options("z9hG4bK", call, peer));
        assertThat(peer.next()).hasValueSatisfying(said -> assertThat(said).contains(call));
      }
    }
  }

  private static byte[] options(String branch, String callId, RawPeer peer) {
    return TortureCase.answered(
            "same branch",
            200,
            "",
            LayerMessages.options("Via: @VIA@", "Via: SIP/2.0/@T@ 127.0.0.1:@P@;rport;branch=B"))
        .replace("branch=B", "branch=" + branch)
        .bytes("UDP", peer.port(), callId);
  }

  private static RawPeer peer(Loopback bridge) throws IOException {
    return RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.port));
  }
}
