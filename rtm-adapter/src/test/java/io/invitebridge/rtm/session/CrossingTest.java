package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.testing.RtmPeer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that cross each other, or a loss, between two app users. */
class CrossingTest {
  private final Stage stage = new Stage();
  private final RtmPeer alice = stage.online("alice");
  private final RtmPeer bob = stage.online("bob");

  @AfterEach
  void nothingIsOpen() {
    stage.seconds(40);
    assertThat(stage.runtime.openInvitations()).isEmpty();
    assertThat(stage.violations).isEmpty();
  }

  @Test
  void cancelCrossesAccept_cancelWasFirst() {
    String id = ring();
    alice.cancel("i1");
    long accept = bob.accept(id, "yes");
    stage.time.settle();
    assertThat(last(alice)).isEqualTo("localInvitationCanceled");
    assertThat(last(bob)).isEqualTo("remoteInvitationCanceled");
    assertThat(alice.got("localInvitationAccepted")).isFalse();
    assertThat(bob.strayErrors()).isEmpty();
    assertThat(bob.result(accept).isPresent() || bob.error(accept).isPresent()).isTrue();
  }

  @Test
  void cancelCrossesRefuse_refuseWasFirst() {
    bob.refuse(ring(), "no");
    alice.cancel("i1");
    stage.time.settle();
    assertThat(last(alice)).isEqualTo("localInvitationRefused");
    assertThat(last(bob)).isEqualTo("remoteInvitationRefused");
    assertThat(alice.got("localInvitationCanceled")).isFalse();
  }

  @Test
  void cancelCrossesRefuse_cancelWasFirst() {
    String id = ring();
    alice.cancel("i1");
    bob.refuse(id, "no");
    stage.time.settle();
    assertThat(last(alice)).isEqualTo("localInvitationCanceled");
    assertThat(last(bob)).isEqualTo("remoteInvitationCanceled");
  }

  @Test
  void acceptWhileTheCallerIsLost_failsUnlessTheCallerResumesInTime() {
    String id = ring();
    alice.drop();
    bob.accept(id, "yes");
    stage.seconds(6);
    assertThat(bob.last("remoteInvitationFailure").number("code")).isEqualTo(2);
    alice.resume();
    stage.time.settle();
    assertThat(alice.methods())
        .endsWith("localInvitationAccepted", "callEnded")
        .doesNotHaveDuplicates();
  }

  @Test
  void acceptWhileTheCallerIsLost_succeedsWhenTheCallerResumesInTime() {
    String id = ring();
    alice.drop();
    bob.accept(id, "yes");
    stage.seconds(3);
    alice.resume();
    stage.time.settle();
    assertThat(last(alice)).isEqualTo("localInvitationAccepted");
    assertThat(last(bob)).isEqualTo("remoteInvitationAccepted");
    alice.end("i1");
  }

  @Test
  void bothHangUpAtOnce_nobodyIsToldTwice() {
    String id = ring();
    bob.accept(id, "yes");
    stage.time.settle();
    alice.end("i1");
    bob.end(id);
    stage.time.settle();
    assertThat(alice.got("callEnded")).isFalse();
    assertThat(bob.got("callEnded")).isFalse();
  }

  @Test
  void theCalleeLogsOutWhileItRings() {
    ring();
    bob.logout();
    stage.time.settle();
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(1);
  }

  @Test
  void theLossOfBothDuringACall_endsIt() {
    bob.accept(ring(), "yes");
    stage.time.settle();
    alice.drop();
    bob.drop();
    stage.pass(Duration.ofSeconds(31));
    assertThat(stage.adapter.openLegs()).isZero();
  }

  private String ring() {
    alice.invite("i1", "bob");
    stage.time.settle();
    return bob.ringing();
  }

  private static String last(RtmPeer peer) {
    return peer.methods().get(peer.methods().size() - 1);
  }
}
