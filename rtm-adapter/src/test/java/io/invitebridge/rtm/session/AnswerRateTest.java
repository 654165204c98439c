package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.testing.RtmPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user whom many call at once may answer every one of them. */
class AnswerRateTest {
  private final Stage stage = new Stage();

  @Test
  void twoHundredInvitationsInOneSecondCanAllBeRefused() {
    RtmPeer alice = stage.online("alice");
    List<Long> answers = new ArrayList<>();
    for (String caller : List.of("bob", "carol")) {
      RtmPeer peer = stage.online(caller);
      for (int i = 0; i < 100; i++) {
        peer.invite(caller + i, "alice");
        stage.time.settle();
        answers.add(alice.refuse(alice.ringing(), "no"));
        stage.time.settle();
      }
    }
    assertThat(answers).allSatisfy(call -> assertThat(alice.error(call)).isEmpty());
  }
}
