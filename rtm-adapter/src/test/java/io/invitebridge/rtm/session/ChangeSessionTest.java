package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.testing.RtmPeer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two app users change the media of their call: docs/protocol.md, changing the media of a call. */
class ChangeSessionTest {
  private final Stage stage = new Stage();
  private final RtmPeer alice = stage.online("alice");
  private final RtmPeer bob = stage.online("bob");

  @Test
  void anOffer_isToldToTheOtherParty_andItsAnswerComesBack() {
    talk();
    says(alice, "i1", "offer");
    assertThat(bob.last("sessionChanged").text("change")).isEqualTo("offer");
    assertThat(bob.last("sessionChanged").text("content")).isEqualTo("mine");
    says(bob, bob.ringing(), "answer");
    assertThat(alice.last("sessionChanged").text("change")).isEqualTo("answer");
    alice.end("i1");
    stage.time.settle();
  }

  @Test
  void whatIsNoCall_orNoWord_orNobodysInvitation_isRefused() {
    alice.invite("i1", "bob");
    stage.time.settle();
    assertThat(error(says(alice, "i1", "offer"))).contains("INVITATION_API_CALL_ERR_NOT_STARTED");
    bob.accept(bob.ringing(), "");
    stage.time.settle();
    assertThat(error(says(alice, "i1", "hold")))
        .contains("INVITATION_API_CALL_ERR_INVALID_ARGUMENT");
    assertThat(error(says(alice, "i2", "offer"))).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    alice.end("i1");
    stage.time.settle();
    assertThat(error(says(alice, "i1", "offer"))).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    assertThat(bob.got("sessionChanged")).isFalse();
  }

  private void talk() {
    alice.invite("i1", "bob");
    stage.time.settle();
    bob.accept(bob.ringing(), "");
    stage.time.settle();
  }

  private long says(RtmPeer who, String invitation, String change) {
    long id =
        who.call(
            "changeSession",
            Map.of("invitationId", invitation, "change", change, "content", "mine"));
    stage.time.settle();
    return id;
  }

  private Optional<String> error(long call) {
    return alice.error(call);
  }
}
