package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.rtm.testing.RtmPeer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A callee whose connection is dead counts as present for a while. The engine is told that the
 * callee cannot be reached, so that whoever wakes apps need not wait for the end of the presence.
 */
class UnreachableCalleeTest {
  private final Stage stage = new Stage();
  private final RtmPeer alice = stage.online("alice");
  private final RtmPeer bob = stage.online("bob");

  @Test
  void invitedWhileTheConnectionIsLost_isToldAtOnce_andTakenBackByTheResume() {
    bob.drop();
    stage.time.settle();
    alice.invite("i1", "bob");
    stage.time.settle();
    assertThat(reachability()).containsExactly("online", "offline");
    bob.resume();
    stage.time.settle();
    assertThat(reachability()).startsWith("online", "offline", "online");
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
  }

  @Test
  void aSilentConnection_isToldAfterSixSeconds() {
    bob.answersPings(false).acknowledges(false);
    stage.time.settle();
    alice.invite("i1", "bob");
    stage.seconds(5);
    assertThat(reachability()).containsExactly("online");
    stage.seconds(7);
    assertThat(reachability()).containsExactly("online", "offline");
  }

  @Test
  void aSilentConnection_andALoginInTime_rings() {
    bob.answersPings(false).acknowledges(false);
    alice.invite("i1", "bob");
    stage.seconds(12);
    bob.answersPings(true).acknowledges(true).login();
    stage.time.settle();
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
    assertThat(bob.got("remoteInvitationReceived")).isTrue();
    assertThat(stage.violations).isEmpty();
  }

  @Test
  void whoHasTheInvitation_needsNoWaking() {
    alice.invite("i1", "bob");
    stage.time.settle();
    bob.drop();
    stage.seconds(20);
    assertThat(reachability()).containsExactly("online");
  }

  @Test
  void oneOfSeveralDevices_isEnough() {
    Stage several = new Stage(Stage.severalDevices());
    RtmPeer caller = several.online("alice");
    several.device("bob", "phone").acknowledges(false);
    several.device("bob", "tablet").drop();
    caller.invite("i1", "bob");
    several.seconds(8);
    assertThat(reachability(several)).containsOnly("online");
  }

  private List<String> reachability() {
    return reachability(stage);
  }

  private static List<String> reachability(Stage stage) {
    return stage.events.stream()
        .filter(event -> event instanceof PeerOnline || event instanceof PeerOffline)
        .map(event -> event instanceof PeerOnline ? "online" : "offline")
        .toList();
  }
}
