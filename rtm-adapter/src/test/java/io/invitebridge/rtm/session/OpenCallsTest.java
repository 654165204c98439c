package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.invitebridge.rtm.testing.RtmPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client asks which of its invitations and calls are on: "calls" of docs/protocol.md. */
class OpenCallsTest {
  private final Stage stage = new Stage();
  private final RtmPeer alice = stage.online("alice");
  private final RtmPeer bob = stage.peer("bob");

  @Test
  void anInvitationIsListed_fromTheInviteToItsEnd() {
    assertThat(open(alice)).isEmpty();
    alice.invite("i1", "bob", "hi", "room");
    stage.time.settle();
    assertThat(open(alice)).containsExactly("i1 local bob room sent");
    bob.login();
    stage.time.settle();
    assertThat(open(alice)).containsExactly("i1 local bob room received");
    assertThat(open(bob)).containsExactly(bob.ringing() + " remote alice room received");
    bob.accept(bob.ringing(), "");
    stage.time.settle();
    assertThat(open(alice)).containsExactly("i1 local bob room in-call");
    assertThat(open(bob)).containsExactly(bob.ringing() + " remote alice room in-call");
    alice.end("i1");
    stage.time.settle();
    assertThat(open(alice)).isEmpty();
    assertThat(open(bob)).isEmpty();
  }

  @Test
  void anAcceptThatIsNotConfirmed_isUnderWay() {
    bob.login();
    alice.acknowledges(false).invite("i1", "bob");
    stage.time.settle();
    bob.accept(bob.ringing(), "");
    stage.time.settle();
    assertThat(open(bob)).containsExactly(bob.ringing() + " remote alice  accepting");
  }

  @Test
  void afterALoss_theCallIsStillOn_orItIsNot() {
    bob.login();
    stage.time.settle();
    Stage.Call call = stage.callInProgress(alice, bob);
    bob.drop();
    stage.seconds(10);
    bob.resume();
    stage.time.settle();
    assertThat(open(bob)).containsExactly(call.remote() + " remote alice room_1 in-call");
    bob.drop();
    stage.seconds(31);
    bob.login();
    stage.time.settle();
    assertThat(open(bob)).isEmpty();
    assertThat(open(alice)).isEmpty();
  }

  @Test
  void anotherDevice_doesNotListWhatItHasNotHeardOf() {
    Stage several = new Stage(Stage.severalDevices());
    RtmPeer caller = several.device("alice", "phone");
    RtmPeer other = several.device("alice", "tablet");
    caller.invite("i1", "bob");
    several.time.settle();
    assertThat(open(several, caller)).containsExactly("i1 local bob  sent");
    assertThat(open(several, other)).isEmpty();
  }

  @Test
  void asking_isLimitedAsQueriesAre() {
    for (int i = 0; i < 10; i++) {
      assertThat(open(alice)).isEmpty();
    }
    long call = alice.call("calls", Map.of());
    stage.time.settle();
    assertThat(alice.error(call)).contains("INVITATION_API_CALL_ERR_TOO_OFTEN");
  }

  private List<String> open(RtmPeer peer) {
    return open(stage, peer);
  }

  private static List<String> open(Stage stage, RtmPeer peer) {
    long call = peer.call("calls", Map.of());
    stage.time.settle();
    List<String> lines = new ArrayList<>();
    for (JsonNode one : peer.result(call).orElseThrow().path("calls")) {
      lines.add(
          String.join(
              " ",
              one.path("invitationId").asText(),
              one.path("side").asText(),
              one.path("peerId").asText(),
              one.path("channelId").asText(),
              one.path("state").asText()));
    }
    return lines;
  }
}
