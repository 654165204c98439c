package io.invitebridge.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.testing.Ladder.Arrow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
  private static final Instant START = VirtualTime.START;

  @Test
  void drawsArrowsBothWaysAndNotes() {
    String picture =
        Ladder.draw(
            List.of("alice", "bridge", "bob"),
            START,
            List.of(
                new Arrow(START, "alice", "bridge", "invite"),
                new Arrow(START.plusMillis(1500), "bob", "alice", "far"),
                new Arrow(START.plusSeconds(86400), "bridge", "bridge", "note")));
    assertThat(picture)
        .isEqualTo(
            """
                          alice        bridge        bob
                 0.000      |--- invite ->|           |
                 1.500      |<--------- far ----------|
             86400.000      |             | (note)    |
            """);
  }

  @Test
  void refusesAPartyWithoutAColumn() {
    List<Arrow> arrows = List.of(new Arrow(START, "alice", "eve", "psst"));
    assertThatThrownBy(() -> Ladder.draw(List.of("alice"), START, arrows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eve");
  }
}
