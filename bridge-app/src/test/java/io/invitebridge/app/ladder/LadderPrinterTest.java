package io.invitebridge.app.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.app.ladder.Ladder.Rung;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderPrinterTest {
  private static final List<String> PARTIES = List.of("phone", "bridge", "alice");

  @Test
  void messages_become_arrows_between_bars() {
    Ladder ladder =
        new Ladder(
            PARTIES,
            List.of(
                rung(0, "phone", "bridge", "INVITE"),
                rung(7, "bridge", "alice", "remoteInvitationReceived"),
                rung(12_345, "bridge", "phone", "180 Ringing")));

    assertThat(new LadderPrinter().draw(ladder))
        .containsExactly(
            "          phone              bridge                            alice",
            "     0.000  |----- INVITE ----->|                                |",
            "     0.007  |                   |--- remoteInvitationReceived -->|",
            "    12.345  |<-- 180 Ringing ---|                                |");
  }

  @Test
  void a_message_may_pass_a_party_by() {
    Ladder ladder = new Ladder(PARTIES, List.of(rung(1, "alice", "phone", "hello")));

    assertThat(new LadderPrinter().draw(ladder).get(1))
        .isEqualTo("     0.001  |<------------- hello --------------|");
  }

  @Test
  void a_ladder_without_messages_shows_its_parties() {
    assertThat(new LadderPrinter().draw(new Ladder(PARTIES, List.of()))).hasSize(1);
  }

  @Test
  void strangers_have_no_place() {
    List<Rung> rungs = List.of(rung(0, "phone", "carol", "INVITE"));
    assertThatThrownBy(() -> new Ladder(PARTIES, rungs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carol");
  }

  private static Rung rung(long millis, String from, String to, String label) {
    return new Rung(Duration.ofMillis(millis), from, to, label);
  }
}
