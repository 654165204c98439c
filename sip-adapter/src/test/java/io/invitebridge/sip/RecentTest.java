package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final VirtualTime time = new VirtualTime();
  private final Recent<String, String> recent = new Recent<>(time.clock(), Duration.ofSeconds(32));

  @Test
  void it_remembers_for_one_span_at_least_and_two_at_most() {
    time.advance(Duration.ofSeconds(31));
    recent.put("late", "x");
    time.advance(Duration.ofSeconds(32));
    assertThat(recent.get("late")).contains("x");
    time.advance(Duration.ofSeconds(32));
    assertThat(recent.get("late")).isEmpty();
  }

  @Test
  void a_long_silence_forgets_everything() {
    recent.put("old", "x");
    time.advance(Duration.ofHours(1));
    assertThat(recent.get("old")).isEmpty();
  }
}
