package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.testing.RtmPeer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A caller may give an invitation less time to arrive than the usual 30 s, and another time to ring
 * than the usual 60 s.
 */
class DeliveryTimeTest {
  private final Stage stage = new Stage();
  private final RtmPeer alice = stage.online("alice");

  @Test
  void anOfflineCallee_isGivenUpAfterTheCallersTime() {
    invite(10);
    stage.seconds(9);
    assertThat(alice.got("localInvitationFailure")).isFalse();
    stage.seconds(1);
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(1);
  }

  @Test
  void aSilentClient_isGivenUpAfterTheCallersTime() {
    stage.online("bob").acknowledges(false);
    invite(10);
    stage.seconds(10);
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(2);
  }

  @Test
  void aCalleeWhoHasIt_ringsAsLongAsEver() {
    stage.online("bob");
    invite(1);
    stage.seconds(59);
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 31, 1_000_000})
  void anyOtherTime_isRefused(long seconds) {
    long call = invite(seconds);
    assertThat(alice.error(call)).contains("INVITATION_API_CALL_ERR_INVALID_ARGUMENT");
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 90})
  void aCalleeWhoHasIt_ringsAsLongAsTheCallerSays(long seconds) {
    RtmPeer bob = stage.online("bob");
    invite("ringSeconds", seconds);
    stage.seconds(seconds - 1);
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
    stage.seconds(1);
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(3);
    assertThat(bob.last("remoteInvitationFailure").number("code")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 180, 1_000_000})
  void anyOtherRingTime_isRefused(long seconds) {
    long call = invite("ringSeconds", seconds);
    assertThat(alice.error(call)).contains("INVITATION_API_CALL_ERR_INVALID_ARGUMENT");
  }

  private long invite(long seconds) {
    return invite("deliverySeconds", seconds);
  }

  private long invite(String limit, long seconds) {
    long call =
        alice.call("invite", Map.of("invitationId", "i1", "calleeId", "bob", limit, seconds));
    stage.time.settle();
    return call;
  }
}
