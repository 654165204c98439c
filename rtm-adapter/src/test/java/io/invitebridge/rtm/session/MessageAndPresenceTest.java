package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.testing.RtmPeer;
import io.invitebridge.rtm.translate.EndCallText;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Peer messages, RTM's end-call text among them, and who is online. */
class MessageAndPresenceTest {
  private final Stage stage = new Stage();

  @Test
  void message_isReceivedOnceThePeerAcknowledges() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob").acknowledges(false);
    long message = alice.message("bob", "hi");
    stage.seconds(1);
    assertThat(alice.result(message)).isEmpty();
    assertThat(bob.last("messageFromPeer").text("peerId")).isEqualTo("alice");
    bob.acknowledge(1);
    stage.time.settle();
    assertThat(received(alice, message)).isTrue();
  }

  @Test
  void message_toNobody_isNotReceived() {
    RtmPeer alice = stage.online("alice");
    long message = alice.message("bob", "hi");
    stage.time.settle();
    assertThat(received(alice, message)).isFalse();
    stage.seconds(20);
    assertThat(stage.adapter.remembered()).isEqualTo(1);
  }

  @Test
  void message_thatIsNotAcknowledged_timesOut() {
    RtmPeer alice = stage.online("alice");
    stage.online("bob").acknowledges(false);
    long message = alice.message("bob", "hi");
    stage.seconds(11);
    assertThat(alice.error(message)).contains("PEER_MESSAGE_ERR_TIMEOUT");
  }

  @Test
  void message_raw() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    String raw = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
    alice.call("message", Map.of("peerId", "bob", "raw", raw, "description", "three bytes"));
    stage.time.settle();
    assertThat(bob.last("messageFromPeer").text("raw")).isEqualTo(raw);
    assertThat(bob.last("messageFromPeer").text("description")).isEqualTo("three bytes");
    assertThat(bob.last("messageFromPeer").params().has("text")).isFalse();
  }

  @Test
  void message_thatBreaksTheRules() {
    RtmPeer alice = stage.online("alice");
    long user = alice.message("b*b", "hi");
    long empty = alice.message("bob", "");
    long big = alice.message("bob", "ä".repeat(16 * 1024 + 1));
    long both = alice.call("message", Map.of("peerId", "bob", "text", "a", "raw", "AQID"));
    long none = alice.call("message", Map.of("peerId", "bob"));
    long base64 = alice.call("message", Map.of("peerId", "bob", "raw", "%%%"));
    stage.time.settle();
    assertThat(alice.error(user)).contains("PEER_MESSAGE_ERR_INVALID_USERID");
    for (long wrong : new long[] {empty, big, both, none, base64}) {
      assertThat(alice.error(wrong)).contains("PEER_MESSAGE_ERR_INVALID_MESSAGE");
    }
  }

  @Test
  void endCallText_hangsUpAndArrivesAsAMessage() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    stage.callInProgress(alice, bob);
    String text = EndCallText.PREFIX + "room_1_bye";
    long message = alice.message("bob", text);
    stage.time.settle();
    assertThat(bob.last("messageFromPeer").text("text")).isEqualTo(text);
    assertThat(bob.last("callEnded").text("info")).isEqualTo("bye");
    assertThat(received(alice, message)).isTrue();
    assertThat(stage.adapter.openLegs()).isZero();
  }

  @Test
  void endCallText_fromTheCallee() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    stage.callInProgress(alice, bob);
    bob.message("alice", EndCallText.PREFIX + "room_1_");
    stage.time.settle();
    assertThat(alice.got("callEnded")).isTrue();
  }

  @Test
  void endCallText_ofAnotherChannelOrPeer_isOnlyAMessage() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    stage.callInProgress(alice, bob);
    alice.message("bob", EndCallText.PREFIX + "room_2_bye");
    alice.message("carol", EndCallText.PREFIX + "room_1_bye");
    stage.time.settle();
    assertThat(bob.got("messageFromPeer")).isTrue();
    assertThat(bob.got("callEnded")).isFalse();
  }

  @Test
  void query_answersForEachPeer() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    bob.drop();
    stage.time.settle();
    long query =
        alice.call("queryPeersOnlineStatus", Map.of("peerIds", List.of("alice", "bob", "carol")));
    stage.time.settle();
    var status = alice.result(query).orElseThrow().path("status");
    assertThat(status.path("alice").asText()).isEqualTo("ONLINE");
    assertThat(status.path("bob").asText()).isEqualTo("UNREACHABLE");
    assertThat(status.path("carol").asText()).isEqualTo("OFFLINE");
  }

  @Test
  void query_hasLimits() {
    RtmPeer alice = stage.online("alice");
    long none = alice.call("queryPeersOnlineStatus", Map.of("peerIds", List.of()));
    long many =
        alice.call("queryPeersOnlineStatus", Map.of("peerIds", Collections.nCopies(257, "bob")));
    long bad = alice.call("queryPeersOnlineStatus", Map.of("peerIds", List.of("b*b")));
    long last = 0;
    for (int i = 0; i < 8; i++) {
      last = alice.call("queryPeersOnlineStatus", Map.of("peerIds", List.of("bob")));
    }
    stage.time.settle();
    for (long wrong : new long[] {none, many, bad}) {
      assertThat(alice.error(wrong)).contains("QUERY_PEERS_ONLINE_STATUS_ERR_INVALID_ARGUMENT");
    }
    assertThat(alice.error(last)).contains("QUERY_PEERS_ONLINE_STATUS_ERR_TOO_OFTEN");
  }

  @Test
  void subscription_followsUntilUnsubscribed() {
    RtmPeer alice = stage.online("alice");
    alice.call("subscribePeersOnlineStatus", Map.of("peerIds", List.of("bob")));
    stage.time.settle();
    RtmPeer bob = stage.online("bob");
    bob.logout();
    stage.time.settle();
    assertThat(alice.notes().stream().map(note -> note.params().at("/status/bob").asText()))
        .containsExactly("OFFLINE", "ONLINE", "OFFLINE");

    alice.call("unsubscribePeersOnlineStatus", Map.of("peerIds", List.of("bob")));
    stage.time.settle();
    alice.clear();
    stage.online("bob");
    assertThat(alice.notes()).isEmpty();
  }

  @Test
  void subscriptions_areLimitedAndEndWithTheSession() {
    RtmPeer alice = stage.online("alice");
    for (int block = 0; block < 2; block++) {
      int from = block * 256;
      alice.call("subscribePeersOnlineStatus", Map.of("peerIds", names(from, from + 256)));
    }
    long overflow = alice.call("subscribePeersOnlineStatus", Map.of("peerIds", names(512, 513)));
    stage.time.settle();
    assertThat(alice.error(overflow)).contains("PEER_SUBSCRIPTION_STATUS_ERR_OVERFLOW");
    alice.logout();
    stage.seconds(5);
    assertThat(stage.adapter.remembered()).isZero();
  }

  @Test
  void trace_hearsOfEveryMessage() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    stage.trace.clear();
    alice.invite("i1", "bob");
    stage.time.settle();
    bob.refuse(bob.ringing(), "");
    stage.time.settle();
    assertThat(stage.trace)
        .containsExactly(
            "IN alice invite",
            "OUT bob remoteInvitationReceived",
            "OUT alice localInvitationReceivedByPeer",
            "IN bob refuse",
            "OUT bob remoteInvitationRefused",
            "OUT alice localInvitationRefused");
  }

  private static boolean received(RtmPeer peer, long message) {
    return peer.result(message).orElseThrow().path("hasPeerReceived").asBoolean();
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "user" + i).toList();
  }
}
